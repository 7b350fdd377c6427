"""The app of the directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Public facts about organisations."""

    name = "clearway.site.directory"
    label = "directory"

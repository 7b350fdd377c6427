from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """Groups."""

    name = "clearway.site.groups"
    verbose_name = "Groups"

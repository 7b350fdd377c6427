from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Home, help, search, health and errors."""

    name = "clearway.site.pages"
    verbose_name = "Pages of the shell"

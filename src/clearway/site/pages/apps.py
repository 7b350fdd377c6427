from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "clearway.site.pages"
    verbose_name = "Pages of the shell"

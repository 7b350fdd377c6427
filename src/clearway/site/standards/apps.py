from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """The cards of the rules."""

    name = "clearway.site.standards"
    label = "standards"
    verbose_name = "Rules and their sources"

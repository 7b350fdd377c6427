from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    """The position on screen."""

    name = "clearway.site.performance"
    label = "performance"
    verbose_name = "Waiting-time position"

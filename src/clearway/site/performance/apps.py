from django.apps import AppConfig


class PerformanceConfig(AppConfig):
    name = "clearway.site.performance"
    label = "performance"
    verbose_name = "Waiting-time position"

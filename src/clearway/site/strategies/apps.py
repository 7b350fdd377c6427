from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    """Strategy documents and what was made of their proposals."""

    name = "clearway.site.strategies"
    verbose_name = "Strategies"

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    """Breaches and pathways on screen."""

    name = "clearway.site.tracking"
    label = "tracking"
    verbose_name = "Pathways and breaches"

from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "clearway.site.tracking"
    label = "tracking"
    verbose_name = "Pathways and breaches"

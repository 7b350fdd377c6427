from django.apps import AppConfig


class EngagementConfig(AppConfig):
    """Engagement."""

    name = "clearway.site.engagement"
    verbose_name = "Engagement"

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Retention, legal holds and purges."""

    name = "clearway.site.retention"
    verbose_name = "Retention"

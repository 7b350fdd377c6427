from django.apps import AppConfig


class MetricsConfig(AppConfig):
    """Counts of requests and the page that tells them."""

    name = "clearway.site.metrics"
    verbose_name = "Metrics"

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """Delivery plans."""

    name = "clearway.site.plan"
    verbose_name = "Delivery plans"

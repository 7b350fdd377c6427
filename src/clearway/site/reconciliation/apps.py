from django.apps import AppConfig


class ReconciliationConfig(AppConfig):
    """Pages that compare a month with what was published."""

    name = "clearway.site.reconciliation"
    verbose_name = "Reconciliation"

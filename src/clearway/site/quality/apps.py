from django.apps import AppConfig


class QualityConfig(AppConfig):
    """Findings, mend sheets, held files, completeness and conflicts of identity."""

    name = "clearway.site.quality"
    verbose_name = "Data quality"

from django.apps import AppConfig


class BreakGlassConfig(AppConfig):
    """Breaking the glass on one record."""

    name = "clearway.site.break_glass"
    verbose_name = "Broken glass"

"""The app of measures."""

from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    """Measures and fair comparison on screen."""

    name = "clearway.site.measures"
    label = "measures"

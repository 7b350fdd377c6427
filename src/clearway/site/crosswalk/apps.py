"""The app of the crosswalk."""

from django.apps import AppConfig


class CrosswalkConfig(AppConfig):
    """Suggested matches between strategies and a plan, with people's answers."""

    name = "clearway.site.crosswalk"
    label = "crosswalk"

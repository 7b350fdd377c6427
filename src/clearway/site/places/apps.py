"""The app of places."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Measures by place: many at a glance, one place, two compared."""

    name = "clearway.site.places"
    label = "places"

from django.apps import AppConfig


class MappingConfig(AppConfig):
    """Saved mapping profiles and the guided page."""

    name = "clearway.site.mapping"
    verbose_name = "Mapping profiles"

from django.apps import AppConfig


class AnnotationsConfig(AppConfig):
    """Notes beside charts, local measures and reviews."""

    name = "clearway.site.annotations"
    verbose_name = "Annotations and own measures"

"""The app of evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """What actions and questions were made from."""

    name = "clearway.site.evidence"
    label = "evidence"

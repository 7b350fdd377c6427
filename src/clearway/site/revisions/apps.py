"""The app of revisions."""

from django.apps import AppConfig


class RevisionsConfig(AppConfig):
    """What changed from one telling of a month to the next."""

    name = "clearway.site.revisions"
    label = "revisions"

from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    """What has been received, and the pages that show it."""

    name = "clearway.site.submissions"
    verbose_name = "Submissions"

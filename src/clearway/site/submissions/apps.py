from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "clearway.site.submissions"
    verbose_name = "Submissions"

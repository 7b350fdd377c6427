from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Slow work: the table of jobs and their worker."""

    name = "clearway.site.jobs"
    verbose_name = "Jobs"

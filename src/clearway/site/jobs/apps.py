from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Slow work: the table of jobs and their worker."""

    name = "clearway.site.jobs"
    verbose_name = "Jobs"

    def ready(self) -> None:
        """Learn the kinds of jobs that the apps bring."""
        autodiscover_modules("jobs")

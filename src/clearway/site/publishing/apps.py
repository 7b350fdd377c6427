from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Publications, and the pages that everybody may read."""

    name = "clearway.site.publishing"
    verbose_name = "Publications"

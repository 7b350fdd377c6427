from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    """Documents that people put beside a form or an entry."""

    name = "clearway.site.attachments"
    verbose_name = "Documents"

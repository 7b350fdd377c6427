from django.apps import AppConfig


class ExportsConfig(AppConfig):
    """Files that name people: purpose, second person, opt-out, watermark; and daily limits."""

    name = "clearway.site.exports"
    label = "exports"
    verbose_name = "Files that name people"

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """What people are told, in the page and by mail."""

    name = "clearway.site.notifications"
    verbose_name = "Notices"

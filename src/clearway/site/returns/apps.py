from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """Forms of returns, their marks, and the returns that were submitted."""

    name = "clearway.site.returns"
    verbose_name = "Returns"

from django.apps import AppConfig


class FormsConfig(AppConfig):
    """Forms that organisations fill, sign and learn from."""

    name = "clearway.site.forms"
    verbose_name = "Forms"

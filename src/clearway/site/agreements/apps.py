from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Sharing agreements."""

    name = "clearway.site.agreements"
    verbose_name = "Sharing agreements"

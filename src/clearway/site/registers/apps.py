from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Registers."""

    name = "clearway.site.registers"
    verbose_name = "Registers"

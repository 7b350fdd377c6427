from django.apps import AppConfig


class SavedConfig(AppConfig):
    """Views that a person saved under a name."""

    name = "clearway.site.saved"
    verbose_name = "Saved views"

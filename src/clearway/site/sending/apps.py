from django.apps import AppConfig


class SendingConfig(AppConfig):
    """Files sent through the browser, and what became of each."""

    name = "clearway.site.sending"
    verbose_name = "Sending"

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and how they sign in."""

    name = "clearway.site.accounts"
    verbose_name = "People and sign-in"

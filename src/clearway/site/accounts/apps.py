from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "clearway.site.accounts"
    verbose_name = "People and sign-in"

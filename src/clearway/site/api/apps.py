from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API, and the tokens by which programs ask in a person's name."""

    name = "clearway.site.api"
    label = "api"
    verbose_name = "API"

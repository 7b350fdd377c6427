from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "clearway.site.organisations"
    verbose_name = "Organisations and roles"

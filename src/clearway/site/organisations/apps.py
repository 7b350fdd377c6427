from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Organisations, memberships and roles."""

    name = "clearway.site.organisations"
    verbose_name = "Organisations and roles"

from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class OrganisationsConfig(AppConfig):
    """Organisations, memberships and roles."""

    name = "clearway.site.organisations"
    verbose_name = "Organisations and roles"

    def ready(self) -> None:
        """Have the policies of PostgreSQL follow the tables: they are made anew after each migration."""
        post_migrate.connect(_protect_rows, sender=self)


def _protect_rows(using: str, **_told: Any) -> None:
    from clearway.site.organisations.row_security import protect_rows

    protect_rows(using)

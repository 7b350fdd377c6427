"""Making the tables of the operational database, and changing them: by their owner, wholly or not at all."""

from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction

from clearway.site.operational.address import OWNER_ALIAS
from clearway.site.organisations.row_security import grant_to


def owner_alias() -> str:
    """The connection that changes tables: that of their owner where the role that serves is another."""
    return OWNER_ALIAS if OWNER_ALIAS in settings.DATABASES else "default"


def make_tables(using: str | None = None, *, role: str | None = None) -> None:
    """Bring the tables up to date, with their policies and the rights of the role that serves.

    On PostgreSQL all of it is one transaction: when a step fails, nothing was changed.
    """
    using = using or owner_alias()
    connection = connections[using]
    if connection.vendor != "postgresql":
        call_command("migrate", verbosity=0, interactive=False, database=using)
        return
    role = role or settings.DATABASES["default"]["USER"]
    with transaction.atomic(using=using):
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # or a table with new rows could not be changed any more
        call_command("migrate", verbosity=0, interactive=False, database=using)
        if role and role != connection.settings_dict["USER"]:
            grant_to(role, using)

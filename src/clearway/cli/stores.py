"""Opening a store for a command: the folder, then Django on top of it, then the person on whose behalf it is done."""

import getpass
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from clearway.cli.answers import say
from clearway.records.findings import Refused
from clearway.store.folder import (
    FORMAT_VERSION,
    StoreFolder,
    StoreKind,
    create_store,
    open_store,
    read_store,
    store_exists,
)

if TYPE_CHECKING:
    from clearway.site.organisations.models import Membership

DEFAULT_ALLIANCE = "E56000025"
"""South Yorkshire and Bassetlaw: the alliance of a new store when none is named."""


def use_store(path: Path) -> StoreFolder:
    """Open a store and make Django ready to read and write its operational database.

    Refused when it is absent, of another format, not writable, without its key, or its tables are not up to date.
    """
    store = open_store(path)
    set_up_django(store)
    from clearway.site.upgrades import pending_migrations

    if pending_migrations():
        raise Refused(
            f"The tables of the store {store.path} are older than this program.",
            f"Run: clearway upgrade --store {store.path}",
            code="STORE-TABLES-OLDER",
        )
    return store


def open_as_is(path: Path) -> StoreFolder:
    """Open a store to serve it; a demo whose tables are older is brought up to date first, with a backup."""
    store = read_store(path)
    if store.kind is StoreKind.LIVE or store.format_version > FORMAT_VERSION:
        return use_store(path)
    set_up_django(store)
    from clearway.site.upgrades import upgrade_store

    if upgraded := upgrade_store(store, source="clearway run"):
        say(f"The demo was brought up to date{upgraded.told}.")
    return open_store(path)


def use_or_make_store(path: Path, *, kind: StoreKind, alliance: str = DEFAULT_ALLIANCE) -> StoreFolder:
    """Open the store of a folder, or make one of a kind there and say so. An existing store keeps its own kind."""
    if store_exists(path):
        return use_store(path)
    store = create_store(path, kind=kind, alliance=alliance, database=_database_of_a_new_store())
    set_up_django(store)
    from clearway.site.organisations.founding import found_store

    founder = found_store(store, email=local_email())
    say(f"Made a {store.kind} store in {store.path}. Its key is {store.key_file}: keep it safe, apart from the store.")
    say(f"Its local administrator is {founder.person.email}.")
    return store


def _database_of_a_new_store() -> str:
    """Where a new store keeps its operational database. Refused when the one that is named is another store's."""
    from clearway.site.operational.address import ADDRESS, check_unused

    if not os.environ.get(ADDRESS):
        return "sqlite"
    check_unused(os.environ)
    return "postgresql"


def acting_person(email: str | None) -> "Membership":
    """On whose behalf a command changes the store: the person named, else the one local administrator."""
    from clearway.site.organisations.acting import acting_membership

    return acting_membership(email)


def local_email() -> str:
    """An address for whoever runs this command: their name on this machine."""
    try:
        name = re.sub(r"[^a-z0-9._-]", "", getpass.getuser().lower())
    except (KeyError, OSError):
        name = ""
    return f"{name or 'user' + str(os.getuid())}@localhost.localdomain"


def set_up_django(store: StoreFolder) -> None:
    """Point Django at a store and start it. One process works on one store."""
    import django
    from django.conf import settings

    if settings.configured:
        current = settings.STORE
        if current is None or current.path != store.path:
            raise Refused(
                f"This process already works on {current.path if current else 'no store'}.",
                f"Use a new process for {store.path}.",
                code="STORE-SECOND",
            )
        return
    os.environ["CLEARWAY_STORE"] = str(store.path)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "clearway.site.settings")
    django.setup()
    from clearway.site.operational.scope import stand_as

    stand_as("command line")

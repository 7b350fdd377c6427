"""Which database the site works on: SQLite in the store's folder, or PostgreSQL at an address.

Everything that only one of the two knows about a connection stands here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder

ADDRESS, OWNER, PASSWORD_FILE = "CLEARWAY_DATABASE", "CLEARWAY_DATABASE_OWNER", "CLEARWAY_DATABASE_PASSWORD_FILE"
LOCK_SECONDS = "CLEARWAY_LOCK_SECONDS"
OWNER_ALIAS = "owner"
"""The connection that changes tables, where that is another role than the one that serves."""
POSTGRESQL = "clearway.site.operational.postgresql"
EXAMPLE = "postgresql://clearway_app@db.example.org/clearway?sslmode=verify-full"
KEPT_OPEN_SECONDS = 60

Settings = dict[str, Any]


def databases(environment: Mapping[str, str], store: StoreFolder | None) -> dict[str, Settings]:
    """The connections of the site, as Django wants them. Refused when the store keeps its rows in the other kind."""
    seconds = float(environment.get(LOCK_SECONDS, "20"))
    address = environment.get(ADDRESS, "")
    if store is not None:
        _check_kept_there(store, address)
    if not address:
        return {"default": sqlite_settings(store.operational if store else ":memory:", seconds)}
    found = {"default": postgresql_settings(address, seconds, password_of(environment))}
    if owner := environment.get(OWNER, ""):
        found[OWNER_ALIAS] = postgresql_settings(owner, seconds)
    return found


def sqlite_settings(name: Path | str, lock_seconds: float = 20) -> Settings:
    """A SQLite file: written ahead, synced, and locked at the beginning of a transaction rather than in its middle."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "OPTIONS": {
            "timeout": lock_seconds,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgresql_settings(address: str, lock_seconds: float = 20, password: str = "") -> Settings:
    """A PostgreSQL database at an address. Refused when the address is none, or carries a password."""
    parts = urlsplit(address)
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise Refused(f"{ADDRESS} is no address of a database.", f"Write it like {EXAMPLE}", code="DATABASE-ADDRESS")
    if parts.password is not None:
        raise Refused(
            f"{ADDRESS} carries a password: addresses are seen by whoever lists the processes of this machine.",
            f"Leave it out, and put it into a file named by {PASSWORD_FILE} or PGPASSFILE.",
            code="DATABASE-PASSWORD",
        )
    options = {name: value for name, value in parse_qsl(parts.query) if name != "host"}
    sockets = dict(parse_qsl(parts.query)).get("host", "")
    return {
        "ENGINE": POSTGRESQL,
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": password,
        "HOST": sockets or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": KEPT_OPEN_SECONDS,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "application_name": "clearway",
            "connect_timeout": "10",
            "options": f"-c lock_timeout={int(lock_seconds * 1000)}",
            **options,
        },
    }


def password_of(environment: Mapping[str, str]) -> str:
    """The password in the file that is named for it; empty when PostgreSQL is to find it by its own means."""
    named = environment.get(PASSWORD_FILE, "")
    if not named:
        return ""
    try:
        return Path(named).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Refused(
            f"The password of the database cannot be read from {named} ({error.strerror}).",
            f"Name a file in {PASSWORD_FILE} that the user who runs Clearway may read.",
            code="DATABASE-PASSWORD-FILE",
        ) from error


def check_unused(environment: Mapping[str, str]) -> None:
    """Refuse a database that has tables already: each belongs to one store."""
    import psycopg

    held = postgresql_settings(environment[ADDRESS], password=password_of(environment))
    named = {"dbname": held["NAME"], "user": held["USER"], "password": held["PASSWORD"], "host": held["HOST"]}
    given = {name: value for name, value in {**named, "port": held["PORT"], **held["OPTIONS"]}.items() if value}
    with psycopg.connect(**given) as asking:
        found = asking.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
    if found and found[0]:
        raise Refused(
            f"The database that {ADDRESS} names belongs to a store already: it has {found[0]} tables.",
            "Name an empty one for a new store.",
            code="DATABASE-NOT-EMPTY",
        )


def _check_kept_there(store: StoreFolder, address: str) -> None:
    if store.database == "postgresql" and not address:
        raise Refused(
            f"The store {store.path} keeps its operational database in PostgreSQL.",
            f"Name it in {ADDRESS}, such as {EXAMPLE}",
            code="DATABASE-ADDRESS-MISSING",
        )
    if store.database == "sqlite" and address:
        raise Refused(
            f"The store {store.path} keeps its operational database in its own folder, and {ADDRESS} names another.",
            f"Move it there with `clearway move --store {store.path} --to …`, or leave {ADDRESS} out.",
            code="DATABASE-NOT-MOVED",
        )

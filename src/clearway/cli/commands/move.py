"""`clearway move`: keep the operational database in PostgreSQL, or in the store's folder again."""

import os
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.options import Json, RunAs, Store
from clearway.cli.progress import shown_progress
from clearway.cli.stores import acting_person, use_store
from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.site.operational.copying import TableSum
    from clearway.site.organisations.models import Membership
    from clearway.store.folder import StoreFolder

SQLITE = "sqlite"


@command("move", example="clearway move --store my-store --to postgresql://clearway_app@db.example.org/clearway")
def move(
    store: Store,
    to: Annotated[str, typer.Option("--to", metavar="ADDRESS", help="Of an empty PostgreSQL database; or sqlite.")],
    run_as: RunAs = None,
    as_json: Json = False,
) -> None:
    """Move people, permissions, jobs and history to another database, compared table by table; all of it or nothing.

    Stop the web server and the worker first. CLEARWAY_DATABASE_OWNER names the database as the role that makes the
    tables.
    """
    folder = use_store(store)
    from clearway.site.organisations.permission import Permission

    by = acting_person(run_as)
    if not by.may(Permission.MANAGE_RETENTION):
        raise Refused(
            "Only an information governance lead or an administrator moves the operational database.",
            "Say with --as EMAIL on whose behalf this is done.",
            code="NOT-ALLOWED",
        )
    kind = SQLITE if to == SQLITE else "postgresql"
    if folder.database == kind:
        raise Refused(
            f"The store keeps its operational database in {kind} already.", "Nothing is to be done.", code="MOVED"
        )
    moved = _moved(folder, to, by)
    rows = sum(one.rows for one in moved)
    if as_json:
        answer_json({"database": kind, "rows": rows, "tables": [asdict(one) for one in moved]})
        return
    answer(f"{rows:,} rows of {len(moved)} tables are in {kind} now; counts and checksums are the same on both sides.")
    if kind == SQLITE:
        say("Leave CLEARWAY_DATABASE out from now on. The PostgreSQL database was not touched: drop it when you wish.")
    else:
        say(f"Set CLEARWAY_DATABASE={to} for everything that runs on this store.")
        say(f"The SQLite file lies in {folder.backups}.")


def _moved(folder: "StoreFolder", to: str, by: "Membership") -> "list[TableSum]":
    from django.db import transaction
    from django.utils import timezone

    from clearway.site.audit import services as audit
    from clearway.site.operational import address
    from clearway.site.operational.moving import move_to_postgresql, move_to_sqlite

    serving = owner = None
    if to != SQLITE:
        serving = address.postgresql_settings(to, password=address.password_of(os.environ))
        owner = address.postgresql_settings(os.environ.get(address.OWNER, ""))
    with transaction.atomic():
        audit.record(
            event="move of the operational database begun",
            by=by,
            subject=("store", folder.id),
            before={"database": folder.database},
            after={"database": SQLITE if to == SQLITE else "postgresql"},
        )
    with shown_progress() as progress:
        if serving is None or owner is None:
            return move_to_sqlite(folder, progress=progress)
        return move_to_postgresql(folder, serving=serving, owner=owner, at=timezone.now(), progress=progress)

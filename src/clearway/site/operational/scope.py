"""On whose behalf the operational database is asked: nobody, a membership, or a named process of Clearway itself.

SQLite, which serves one organisation, has no use for it. PostgreSQL is told at the beginning of each transaction, and
its policies (`row_security`) hold every row back that the scope does not reach.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connections
from django.db.models import QuerySet

if TYPE_CHECKING:
    from clearway.site.organisations.models import Membership

EVERY_ORGANISATION = "*"


@dataclass(frozen=True, slots=True)
class RowScope:
    """Codes of organisations, separated by commas or `*` for all; or the name of a process that may touch every row."""

    organisations: str = ""
    process: str = ""


NOBODY = RowScope()
_of_process = NOBODY
_asking: ContextVar[RowScope | None] = ContextVar("asking", default=None)


def current() -> RowScope:
    """The scope in force here: what was said last, else that of the whole process, else nobody's."""
    asking = _asking.get()
    return _of_process if asking is None else asking


def stand_as(process: str) -> None:
    """Say once, at its start, that this process is not a web server: a worker or a command, by its name."""
    global _of_process
    _of_process = RowScope(process=process)


@contextmanager
def rows_of(membership: "Membership | None") -> Iterator[None]:
    """Ask on behalf of a membership, and of nobody when there is none or it is over."""
    with _asked(_scope_of(membership)):
        yield


@contextmanager
def every_row(why: str) -> Iterator[None]:
    """Touch every row for a while, in a service that has to know of all of them; `why` is its name in the database.

    Never used in views and presenters: what is shown is asked for on behalf of a membership.
    """
    with _asked(RowScope(process=why)):
        yield


def is_there(rows: QuerySet) -> bool:
    """Whether one of these rows exists, whosever it is: for the trail and for free names, never for a page."""
    with every_row("existence"):
        return rows.exists()


def _scope_of(membership: "Membership | None") -> RowScope:
    from clearway.site.organisations.permission import Permission

    if membership is None or not membership.is_active():
        return NOBODY
    if membership.may(Permission.SEE_WHOLE_ALLIANCE):
        return RowScope(organisations=EVERY_ORGANISATION)
    return RowScope(organisations=membership.organisation.code)


@contextmanager
def _asked(scope: RowScope) -> Iterator[None]:
    token = _asking.set(scope)
    _tell_running_transactions()
    try:
        yield
    finally:
        _asking.reset(token)
        _tell_running_transactions()


def _tell_running_transactions() -> None:
    """A transaction that has begun already is told at once."""
    for connection in connections.all(initialized_only=True):
        if connection.vendor == "postgresql" and connection.connection is not None and not connection.get_autocommit():
            connection.tell_scope()  # type: ignore[attr-defined]

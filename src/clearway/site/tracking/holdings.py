"""What this app reads outside the operational database: the analytical file, submissions on disk, identifiers."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import lru_cache
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
from django.conf import settings
from django.utils import timezone

from clearway.clocks.assess import ALL_CARRIED
from clearway.pathways.scope import Scope, scope_of_trust, whole_store
from clearway.pathways.told import Storyteller
from clearway.pipeline.staging import FINDINGS, RECORDS, folder_of, identifiers_of
from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.performance import figures as position
from clearway.site.standards import books
from clearway.site.tracking.permissions import sees_whole_store
from clearway.store.folder import StoreFolder


def store() -> StoreFolder:
    """The store of this site. Refused when the site runs without one."""
    if settings.STORE is None:
        raise Refused("This site runs without a store.", "Start it on a store.", code="ANALYTICAL-EMPTY")
    return settings.STORE


@contextmanager
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the current version, for one request. Refused (`ANALYTICAL-EMPTY`) before anything was loaded."""
    with position.reader().open() as opened:
        yield opened


def scope_for(by: Membership, opened: duckdb.DuckDBPyConnection) -> Scope:
    """Whose records a membership may read today: every trust's for roles of the alliance, else its own trust's."""
    today = timezone.localdate()
    if sees_whole_store(by):
        return whole_store(today)
    codes = _codes(store().analytical / position.version().file, by.organisation.code, today, opened)
    return Scope(today, codes)


_codes_held: dict[tuple[Path, str, date], tuple[str, ...]] = {}
MOST_SCOPES = 256


def _codes(file: Path, trust: str, today: date, opened: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """The codes of a trust in a version, remembered: they change with the version and with the day."""
    key = (file, trust, today)
    if key not in _codes_held:
        if len(_codes_held) >= MOST_SCOPES:
            _codes_held.clear()
        _codes_held[key] = scope_of_trust(opened, books.organisations(), trust, today).codes or ()
    return _codes_held[key]


def teller() -> Storyteller:
    """Who tells records on this site: by the national rules, with the alliance's own policies beside them."""
    return _teller(id(books.local()))  # books are kept once read, so an id stands for one book


@lru_cache(maxsize=2)
def _teller(_local: int) -> Storyteller:
    return Storyteller(books.national(), books.organisations(), books.local())


def carried_by(submission_id: str) -> frozenset[str]:
    """The columns that a submission's feed carries: what it cannot carry is not missed in its records."""
    return _carried(folder_of(store(), submission_id) / FINDINGS)


@lru_cache(maxsize=512)
def _carried(path: Path) -> frozenset[str]:
    try:
        return frozenset(json.loads(path.read_text(encoding="utf-8"))["carried"])
    except FileNotFoundError:
        return ALL_CARRIED


def record_in(submission_id: str, link: str) -> dict[str, object] | None:
    """The record of a link as one submission held it, without identifiers; None when it held none or was purged."""
    path = folder_of(store(), submission_id) / RECORDS
    if not path.exists():
        return None
    found = pq.read_table(path, filters=[("link", "=", link)]).to_pylist()
    return found[0] if found else None


def identifiers_in(submission_id: str, ordinal: int) -> dict[str, object] | None:
    """Who the person of one record is, as the submission said it; None when that was purged."""
    path = identifiers_of(store(), submission_id)
    if not path.exists():
        return None
    found = pq.read_table(path, filters=[("ordinal", "=", ordinal)]).to_pylist()
    return found[0] if found else None

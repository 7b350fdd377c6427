"""How pages ask the analytical store: one reader a process, each question answered once for each snapshot."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import duckdb
from django.conf import settings
from django.utils import timezone

from clearway.measures.adjustments import AdjustmentEffect, adjustment_effects
from clearway.measures.answer import Position
from clearway.measures.computed import computed_months
from clearway.measures.position import position
from clearway.measures.published import held_months
from clearway.measures.question import Basis, Grouping, Question, Side
from clearway.measures.todays_organisations import TodaysOrganisations
from clearway.measures.wait_bands import BandCount, wait_bands
from clearway.publications.charts import DrawingBoard
from clearway.publications.disclosure import ProtectedPosition, position_tables, protected_position
from clearway.records.findings import Refused
from clearway.site.measures.remembered import Remembered
from clearway.site.performance.audience import policy_now
from clearway.site.performance.known import looked_at, needs_file, not_built
from clearway.site.standards import books
from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import Organisations
from clearway.store.analytical import Reader, Version, open_read_only

MOST_ANSWERS = 512
MOST_ROWS = 150_000
"""How many rows all remembered answers have together at most: programs ask for large ones."""


_answers = Remembered(MOST_ANSWERS, MOST_ROWS)
_kept_beside = Remembered(most_answers=2000)
"""Whatever else is worked out once for each published version: tables that hide small numbers, bands, sums."""


def folder() -> Path:
    """The analytical folder of this site's store. Refused when the site runs without a store."""
    if settings.STORE is None:
        raise Refused(
            "This site runs without a store, so it has no figures.", "Start it on a store.", code="ANALYTICAL-EMPTY"
        )
    return settings.STORE.analytical


def reader() -> Reader:
    """The reader of this site's store. Refused when the site runs without a store."""
    return reader_of(folder())


@cache
def reader_of(path: Path) -> Reader:
    """The one reader of an analytical folder in this process."""
    return Reader(path)


def notice() -> str:
    """What must be said of the figures shown: that the newest are damaged and earlier ones stand in. Mostly empty."""
    return reader_of(settings.STORE.analytical).notice if settings.STORE else ""


def version() -> Version:
    """The published version that pages show now. Refused (`ANALYTICAL-EMPTY`) before anything was loaded."""
    return reader().version()


def ask(question: Question, *, with_other_releases: bool = False) -> Position:
    """The position that answers a question, from memory when this version has been asked it before.

    It is that of the day the page looks at (`known.looking_at`), of today's organisations when these are asked for, and
    what the audience may see (`audience.showing_to`): the rest is left out, and a note says so.
    """
    return ask_with_hidden(question, with_other_releases=with_other_releases).position


def ask_with_hidden(question: Question, *, with_other_releases: bool = False) -> ProtectedPosition:
    """The same with the list of what is left out, and by which policy."""
    now, then, today = version(), looked_at(), todays_organisations()
    if then and question.basis == "published" and not needs_file(then, "published"):
        question = replace(question, known_until=then.published_until)
    policy = policy_now(question.basis, question.details)
    key = (folder(), now.number, then and then.snapshot, today, repr(question), with_other_releases)
    book = rules().as_known_on(then.day) if then else rules()

    def answered() -> Position:
        with _open(question.basis) as figures:
            return position(figures, question, book, with_other_releases=with_other_releases, todays=today)

    found = _answers.answer(key, answered, lambda answer: len(answer.rows))
    if policy.rule is None:
        return ProtectedPosition(found, policy)

    def protected() -> ProtectedPosition:
        with _open(question.basis) as figures:
            tables = position_tables(figures, question, book, policy, once_for_version)
            return protected_position(found, question, policy, tables)

    return _kept_beside.answer((*key, policy), protected, lambda answer: len(answer.position.rows))


def once_for_version(name: Hashable, make: Callable[[], Any]) -> Any:
    """What `make` makes, worked out once under its name for each version, and each day that is looked at."""
    now, then = version(), looked_at()
    return _kept_beside.answer((folder(), now.number, then and then.snapshot, name), make, lambda _: 1)


@contextmanager
def _open(basis: Basis) -> Iterator[duckdb.DuckDBPyConnection]:
    """The figures of a basis on the day the page looks at. Refused (`KNOWN-NOT-BUILT`) when nobody built them yet."""
    then = looked_at()
    if then is None or not needs_file(then, basis):
        with reader().open() as figures:
            yield figures
        return
    if not then.is_built:
        raise not_built(then)
    cursor = _kept(then.file).cursor()
    try:
        yield cursor
    finally:
        cursor.close()


@lru_cache(maxsize=2)
def _kept(path: Path) -> duckdb.DuckDBPyConnection:
    return open_read_only(path)


def todays_organisations() -> TodaysOrganisations:
    """The reference as on this day."""
    return _todays(organisations(), timezone.localdate())


@lru_cache(maxsize=2)
def _todays(known: Organisations, today: date) -> TodaysOrganisations:
    return TodaysOrganisations(known, today)


def months_held(basis: Basis, standard: str, side: Side = "trusts") -> list[str]:
    """The months of which a standard's figures are held, oldest first."""
    now, then = version(), looked_at()
    return list(_months_held(folder(), now.number, then and then.snapshot, basis, standard, side))


@lru_cache(maxsize=256)
def _months_held(
    path: Path, number: int, snapshot: str | None, basis: Basis, standard: str, side: Side
) -> tuple[str, ...]:
    with _open(basis) as figures:
        if basis == "published":
            return tuple(held_months(figures, standard, side, known_until=_until()))
        return tuple(computed_months(figures, standard))


def _until() -> datetime | None:
    """Before which moment a release must have come to answer; None when the file at hand says it all."""
    then = looked_at()
    return then.published_until if then and not needs_file(then, "published") else None


def adjustments(
    standard: str, month: str, place_kind: str, place: str, side: Side, grouping: Grouping = "then"
) -> list[AdjustmentEffect]:
    """Figures with and without the days taken off, for each standard that held in a month.

    None where small numbers are hidden from the audience: the difference of the two would be one.
    """
    if policy_now("computed", ()).rule is not None:
        return []
    with _open("computed") as figures:
        kind, first, also = _as_grouped(figures, grouping, place_kind, place, side)
        return adjustment_effects(
            figures, standard=standard, month=month, place_kind=kind, place=first, side=side, also=also
        )


def bands(
    basis: Basis, standard: str, month: str, place_kind: str, place: str, side: Side, grouping: Grouping = "then"
) -> list[BandCount]:
    """How long people waited, in the bands of the official statistics.

    None of computed figures where small numbers are hidden from the audience: most bands hold few people.
    """
    if policy_now(basis, ()).rule is not None:
        return []

    def counted() -> list[BandCount]:
        with _open(basis) as figures:
            kind, first, also = _as_grouped(figures, grouping, place_kind, place, side)
            return wait_bands(
                figures,
                basis=basis,
                standard=standard,
                month=month,
                place_kind=kind,
                place=first,
                side=side,
                also=also,
                known_until=_until(),
            )

    today = None if grouping == "then" else todays_organisations()
    return list(once_for_version(("bands", basis, standard, month, place_kind, place, side, today), counted))


def _as_grouped(
    figures: duckdb.DuckDBPyConnection, grouping: Grouping, place_kind: str, place: str, side: Side
) -> tuple[str, str, tuple[str, ...]]:
    """The kind and codes whose figures a place sums: under today's organisations, all that became it or lie in it."""
    if grouping == "then":
        return place_kind, place, ()
    places = todays_organisations().places(figures)
    if place_kind == "alliance":
        place_kind = "provider" if side == "trusts" else "commissioner"
        codes = places.codes_within(place_kind, "alliance", place)
    else:
        codes = places.codes_of(place_kind, place)
    return (place_kind, codes[0], codes[1:]) if codes else (place_kind, place, ())


@cache
def rules() -> RuleBook:
    """The rule book that thresholds, ambitions and definitions are read from."""
    return load_rule_book()


def organisations() -> Organisations:
    """Who is who and where."""
    return books.organisations()


def drawing_board() -> DrawingBoard:
    """Where charts are drawn: once for all workers of a store."""
    return _drawing_board(settings.STORE.path / "charts" if settings.STORE else None)


@cache
def _drawing_board(folder: Path | None) -> DrawingBoard:
    return DrawingBoard(folder)

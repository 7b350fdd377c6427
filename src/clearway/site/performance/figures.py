"""How pages ask the analytical store: one reader a process, each question answered once for each snapshot."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from functools import cache
from pathlib import Path

from django.conf import settings

from clearway.measures.adjustments import AdjustmentEffect, adjustment_effects
from clearway.measures.answer import Position
from clearway.measures.computed import computed_months
from clearway.measures.position import position
from clearway.measures.published import held_months
from clearway.measures.question import Basis, Question, Side
from clearway.measures.wait_bands import BandCount, wait_bands
from clearway.publications.charts import DrawingBoard
from clearway.records.findings import Refused
from clearway.site.standards import books
from clearway.standards import RuleBook, load_rule_book
from clearway.standards.organisations import Organisations
from clearway.store.analytical import Reader, Version

MOST_ANSWERS = 512


class Answers:
    """Answers by what was asked of which published version; the oldest are forgotten first."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Position] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Position | None:
        """The answer under a key, or None."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def keep(self, key: Hashable, answer: Position) -> None:
        """Keep an answer."""
        with self._lock:
            self._held[key] = answer
            while len(self._held) > MOST_ANSWERS:
                self._held.popitem(last=False)


_answers = Answers()


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


def version() -> Version:
    """The published version that pages show now. Refused (`ANALYTICAL-EMPTY`) before anything was loaded."""
    return reader().version()


def ask(question: Question, *, with_other_releases: bool = False) -> Position:
    """The position that answers a question, from memory when this version has been asked it before."""
    now = version()
    key = (folder(), now.number, repr(question), with_other_releases)
    found = _answers.find(key)
    if found is None:
        with reader().open() as figures:
            found = position(figures, question, rules(), with_other_releases=with_other_releases)
        _answers.keep(key, found)
    return found


def months_held(basis: Basis, standard: str, side: Side = "trusts") -> list[str]:
    """The months of which a standard's figures are held, oldest first."""
    now = version()
    return list(_months_held(folder(), now.number, basis, standard, side))


@cache
def _months_held(path: Path, number: int, basis: Basis, standard: str, side: Side) -> tuple[str, ...]:
    with reader().open() as figures:
        held = held_months(figures, standard, side) if basis == "published" else computed_months(figures, standard)
    return tuple(held)


def adjustments(standard: str, month: str, place_kind: str, place: str, side: Side) -> list[AdjustmentEffect]:
    """Figures with and without the days taken off, for each standard that held in a month."""
    with reader().open() as figures:
        return adjustment_effects(
            figures, standard=standard, month=month, place_kind=place_kind, place=place, side=side
        )


def bands(basis: Basis, standard: str, month: str, place_kind: str, place: str, side: Side) -> list[BandCount]:
    """How long people waited, in the bands of the official statistics."""
    with reader().open() as figures:
        return wait_bands(
            figures, basis=basis, standard=standard, month=month, place_kind=place_kind, place=place, side=side
        )


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

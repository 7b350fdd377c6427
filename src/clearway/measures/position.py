"""The waiting-time position: within 28, 31 and 62 days, by place, cancer type, route and month."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import duckdb

from clearway.measures.answer import OtherRelease, Position, PositionRow
from clearway.measures.computed import computed_rows
from clearway.measures.months import gaps, year_of
from clearway.measures.names import AskedBefore, Names, names_of
from clearway.measures.published import held_months, published_rows
from clearway.measures.question import FORMER, Question, Side, months_of_year
from clearway.measures.sources import Sources, month_sources
from clearway.measures.thresholds import STANDARD_KEYS, AgainstThreshold, against_thresholds
from clearway.measures.todays_organisations import TodaysOrganisations, TodaysPlaces
from clearway.standards import RuleBook
from clearway.stats import wilson

ALLIANCES_ARE_PROVISIONAL = (
    "Which alliance a trust belongs to is not in the published files: "
    "it comes from our own dated table and is provisional."
)
ENDED = (
    "The standards until 30 September 2023 counted other people than those since: "
    "their figures are never added to, or drawn with, those of the combined standards."
)
NOT_ENGLAND = "Computed figures count the records in this store, not all of England."

PUBLISHED_MEDIANS = (
    "Merged organisations are summed. No median can be had of them: the published files print counts and bands."
)
NOW = "Organisations as they are today ({today:%-d %B %Y}); figures of earlier months are led on to their successors."

PlainRow = dict[str, Any]


def position(
    figures: duckdb.DuckDBPyConnection,
    question: Question,
    rules: RuleBook,
    *,
    with_other_releases: bool = False,
    todays: TodaysOrganisations | None = None,
) -> Position:
    """Answer a question from an analytical store: rows in order of standard, period, side and cut.

    Every row says whose figures it sums (`basis_of_place`), its release and its files. `with_other_releases` puts the
    same figure of other releases beside a published one. A month not held gives no row; it is listed as missing.
    `todays` is needed where the question asks for the organisations of today.

    >>> position(figures, Question(basis="published", standards=("62",)), load_rule_book())   # doctest: +SKIP
    """
    if question.organisations == "now" and todays is None:
        raise ValueError("a question about today's organisations needs them")
    rows: list[PositionRow] = []
    missing: set[str] = set()
    asked: AskedBefore = {}
    sources = month_sources(figures) if question.basis == "computed" else {}
    with _today(figures, question, todays) as places:
        for standard in question.answerable():
            for side in question.sides:
                found = _found(figures, question, standard, side, sources, places)
                others: list[PlainRow] = []
                if question.basis == "published" and (with_other_releases or question.all_releases):
                    others = published_rows(figures, question, standard, side, newest=False)
                names = names_of(figures, question, [*found, *others], todays, asked)
                part = _Part(question, standard, side, rules, names, todays)
                drawn = part.rows([*found, *others] if question.all_releases else found)
                rows += drawn if question.all_releases else _beside(drawn, others, question)
                missing.update(_missing(figures, question, standard, side, list(sources.get(standard, ()))))
    rows.sort(key=lambda row: (question.standards.index(row.standard), row.period, row.basis_of_place != "trusts"))
    return Position(
        basis=question.basis,
        snapshot=snapshot_of(figures),
        rows=rows,
        missing_months=tuple(sorted(missing)),
        notes=(*_notes(question), *_notes_of_today(question, rows, todays)),
    )


@contextmanager
def _today(
    figures: duckdb.DuckDBPyConnection, question: Question, todays: TodaysOrganisations | None
) -> Iterator[TodaysPlaces | None]:
    """Where the organisations of the store stand today, known to the store while a question about today is answered."""
    if todays is None or question.organisations == "then":
        yield None
        return
    places = todays.places(figures)
    with places.joined(figures):
        yield places


def _found(
    figures: duckdb.DuckDBPyConnection,
    question: Question,
    standard: str,
    side: Side,
    sources: Sources,
    places: TodaysPlaces | None,
) -> list[PlainRow]:
    if question.basis == "published":
        return published_rows(figures, question, standard, side)
    return computed_rows(figures, question, standard, side, sources, places)


def snapshot_of(figures: duckdb.DuckDBPyConnection) -> str:
    """What names the contents of the analytical store that is being read."""
    rows = figures.execute("SELECT value FROM about WHERE name = 'snapshot'").fetchall()
    return str(rows[0][0]) if rows else ""


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows of one standard and one side, with what they are held against."""

    question: Question
    standard: str
    side: Side
    rules: RuleBook
    names: Names
    todays: TodaysOrganisations | None = None

    def rows(self, found: Sequence[PlainRow]) -> list[PositionRow]:
        keys = [row.get("standard_key") or STANDARD_KEYS.get(self.standard, self.standard) for row in found]
        targets = against_thresholds(self.rules, self.standard, self.side, keys, found)
        lower, upper = wilson([row["within"] for row in found], [row["total"] for row in found])
        intervals = zip(lower.tolist(), upper.tolist(), strict=True)
        cuts = self.question.cuts
        return [
            self._row(row, key, target, interval if row["total"] else (None, None), cuts)
            for row, key, target, interval in zip(found, keys, targets, intervals, strict=True)
        ]

    def _row(
        self,
        row: PlainRow,
        key: str,
        target: AgainstThreshold,
        interval: tuple[float | None, float | None],
        cuts: Sequence[str],
    ) -> PositionRow:
        cut = {name: row[name] for name in cuts}
        formerly = self._formerly(row)
        names = {name: self.names[name, code] for name, code in cut.items() if (name, code) in self.names}
        if formerly and self.todays:
            for name in {"provider", "commissioner"} & set(names):
                names[name] = ", ".join(filter(None, (names[name], self.todays.merged_words(formerly))))
        return PositionRow(
            standard=self.standard,
            standard_key=key,
            period=row["period"],
            months=tuple(row["months"]),
            cut=cut,
            names=names,
            basis_of_place=self.side,
            total=row["total"],
            within=row["within"],
            breaches=row["breaches"],
            rate=float(row["within"] / row["total"]) if row["total"] else None,
            lower=interval[0],
            upper=interval[1],
            median_days=row.get("median_days"),
            p90_days=row.get("p90_days"),
            pathways=row.get("pathways"),
            after_104=row["after_104"] if self.standard.startswith("62") else None,
            threshold=target.threshold,
            is_met=target.is_met,
            short_of_target=target.short_of_target,
            release=_release(row),
            source_files=tuple(row["source_files"]),
            formerly=formerly,
        )

    def _formerly(self, row: PlainRow) -> tuple[str, ...]:
        """The codes of merged organisations in a row, beside the one that it stands for."""
        if not row.get("summed"):
            return ()
        own = {row.get("provider"), row.get("commissioner")} - {None}
        return tuple(sorted(set(row["summed"]) - own)) if own else ()


def _release(row: PlainRow) -> str:
    """A sum is as settled as its least settled part."""
    return "provisional" if row["is_provisional"] else "final"


def _beside(rows: Iterable[PositionRow], others: Sequence[PlainRow], question: Question) -> list[PositionRow]:
    """Each row with the same figure of other releases."""
    if not others:
        return list(rows)
    beside: dict[tuple[str, ...], list[OtherRelease]] = {}
    for other in others:
        key = (other["period"], *(str(other[cut]) for cut in question.cuts))
        files = ", ".join(other["source_files"])
        beside.setdefault(key, []).append(OtherRelease(_release(other), files, other["total"], other["within"]))
    return [
        replace(row, other_releases=tuple(beside.get((row.period, *(str(row.cut[cut]) for cut in question.cuts)), ())))
        for row in rows
    ]


def _missing(
    figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side, computed: list[str]
) -> tuple[str, ...]:
    """The months asked for of which nothing is held; of a financial year, every month of it.

    `computed` are the months with computed figures.
    """
    held = computed
    if question.basis == "published":
        held = held_months(figures, standard, side, known_until=question.known_until)
    first = question.first_month or (held[0] if held else "")
    last = question.last_month or (held[-1] if held else "")
    if not first or not last:
        return ()
    if question.by_year:
        first, last = months_of_year(year_of(first))[0], months_of_year(year_of(last))[1]
    return gaps(first, last, held)


def _notes_of_today(
    question: Question, rows: Sequence[PositionRow], todays: TodaysOrganisations | None
) -> Iterator[str]:
    if todays is None or question.organisations == "then":
        return
    yield NOW.format(today=todays.today)
    if question.basis == "published" and any(row.formerly for row in rows):
        yield PUBLISHED_MEDIANS


def _notes(question: Question) -> tuple[str, ...]:
    notes = []
    if set(question.standards) & set(FORMER):
        notes.append(ENDED)
    if left_out := [one for one in question.standards if one not in question.answerable()]:
        words = f"is not told apart by {', '.join(question.details)} and is left out."
        notes.append(f"Standard {', '.join(left_out)} {words}")
    if "alliance" in question.places:
        notes.append(ALLIANCES_ARE_PROVISIONAL)
    if question.basis == "computed" and not set(question.places) - {"england"}:
        notes.append(NOT_ENGLAND)
    return tuple(notes)

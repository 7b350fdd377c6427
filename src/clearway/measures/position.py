"""The waiting-time position: within 28, 31 and 62 days, by place, cancer type, route and month."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import duckdb

from clearway.measures.answer import OtherRelease, Position, PositionRow
from clearway.measures.computed import computed_months, computed_rows
from clearway.measures.months import gaps
from clearway.measures.published import held_months, published_rows
from clearway.measures.question import PLACE_CUTS, Question, Side
from clearway.measures.thresholds import STANDARD_KEYS, against_threshold
from clearway.standards import RuleBook
from clearway.stats import wilson

UNNAMED_CUTS = frozenset({"england"})
PLACES_ARE_PROVISIONAL = (
    "Which alliance a trust belongs to is not in the published files: it comes from our own dated table and is provisional."
)
ONE_STORE = "Computed figures count the records in this store, not all of England."

PlainRow = dict[str, Any]
Asker = Callable[[duckdb.DuckDBPyConnection, Question, str, Side], list[PlainRow]]
ASKERS: dict[str, Asker] = {"published": published_rows, "computed": computed_rows}


def position(
    figures: duckdb.DuckDBPyConnection, question: Question, rules: RuleBook, *, with_other_releases: bool = False
) -> Position:
    """Answer a question from an analytical store: rows in order of standard, period and cut.

    Every row says whose figures it sums (`basis_of_place`), its release and its files. `with_other_releases` puts the
    same figure of other releases beside a published one. A month that is not held gives no row and is listed as missing.

    >>> position(figures, Question(basis="published", standards=("62",)), load_rule_book())   # doctest: +SKIP
    """
    rows: list[PositionRow] = []
    missing: set[str] = set()
    for standard in question.answerable():
        for side in question.sides:
            found = ASKERS[question.basis](figures, question, standard, side)
            names = _names(figures, question, found, side)
            drawn = _rows(found, question, standard, side, rules, names)
            if question.basis == "published" and (with_other_releases or question.all_releases):
                others = published_rows(figures, question, standard, side, newest=False)
                drawn = (
                    [*drawn, *_rows(others, question, standard, side, rules, names)]
                    if question.all_releases
                    else _beside(drawn, others, question)
                )
            rows += drawn
            missing.update(_missing(figures, question, standard, side))
    rows.sort(key=lambda row: (question.standards.index(row.standard), row.period, row.basis_of_place != "trusts"))
    return Position(
        basis=question.basis,
        snapshot=snapshot_of(figures),
        rows=rows,
        missing_months=tuple(sorted(missing)),
        notes=_notes(question),
    )


def snapshot_of(figures: duckdb.DuckDBPyConnection) -> str:
    """What names the contents of the analytical store that is being read."""
    row = figures.execute("SELECT value FROM about WHERE name = 'snapshot'").fetchone()
    return str(row[0]) if row else ""


def _rows(
    found: Sequence[PlainRow],
    question: Question,
    standard: str,
    side: Side,
    rules: RuleBook,
    names: dict[tuple[str, str], str],
) -> list[PositionRow]:
    totals = [row["total"] for row in found]
    within = [row["within"] for row in found]
    lower, upper = wilson(within, totals)
    return [
        _row(row, question, standard, side, rules, names, None if row["total"] == 0 else (float(low), float(high)))
        for row, low, high in zip(found, lower, upper, strict=True)
    ]


def _row(
    row: PlainRow,
    question: Question,
    standard: str,
    side: Side,
    rules: RuleBook,
    names: dict[tuple[str, str], str],
    interval: tuple[float, float] | None,
) -> PositionRow:
    key = row.get("standard_key") or STANDARD_KEYS.get(standard, standard)
    months = tuple(row["months"])
    target = against_threshold(rules, standard, key, months, side, row["total"], row["within"])
    cut = {name: row[name] for name in question.cuts}
    return PositionRow(
        standard=standard,
        standard_key=key,
        period=row["period"],
        months=months,
        cut=cut,
        names={name: names[name, code] for name, code in cut.items() if (name, code) in names},
        basis_of_place=side,
        total=row["total"],
        within=row["within"],
        breaches=row["breaches"],
        rate=float(row["within"] / row["total"]) if row["total"] else None,
        lower=interval[0] if interval else None,
        upper=interval[1] if interval else None,
        median_days=row.get("median_days"),
        p90_days=row.get("p90_days"),
        pathways=row.get("pathways"),
        after_104=row["after_104"] if standard == "62" else None,
        threshold=target.threshold,
        is_met=target.is_met,
        short_of_target=target.short_of_target,
        release="provisional" if row["is_provisional"] else "final",
        source_files=tuple(row["source_files"]),
    )


def _beside(rows: Iterable[PositionRow], others: Iterable[PlainRow], question: Question) -> list[PositionRow]:
    """Each row with the same figure of other releases."""
    from dataclasses import replace

    beside: dict[tuple[str, ...], list[OtherRelease]] = {}
    for other in others:
        key = (other["period"], *(str(other[cut]) for cut in question.cuts))
        beside.setdefault(key, []).append(
            OtherRelease(
                "provisional" if other["is_provisional"] else "final",
                ", ".join(other["source_files"]),
                other["total"],
                other["within"],
            )
        )
    return [
        replace(row, other_releases=tuple(beside.get((row.period, *(str(row.cut[cut]) for cut in question.cuts)), ())))
        for row in rows
    ]


def _names(
    figures: duckdb.DuckDBPyConnection, question: Question, rows: Sequence[PlainRow], side: Side
) -> dict[tuple[str, str], str]:
    """The name of each organisation in the rows, as it was in the last month that they cover."""
    named: dict[tuple[str, str], str] = {}
    for cut in set(question.places) - UNNAMED_CUTS:
        codes = sorted({row[cut] for row in rows})
        if cut in ("provider", "commissioner"):
            query = "SELECT code, max_by(name, month) FROM places WHERE kind = $kind AND list_contains($codes, code) GROUP BY code"
            found = figures.execute(query, {"kind": cut, "codes": codes}).fetchall()
        else:
            found = figures.execute("SELECT code, name FROM areas WHERE list_contains($codes, code)", {"codes": codes}).fetchall()
        named.update({(cut, code): name for code, name in found})
    return named


def _missing(figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side) -> tuple[str, ...]:
    held = (
        held_months(figures, standard, side) if question.basis == "published" else computed_months(figures, standard)
    )
    if not held:
        return gaps(question.first_month, question.last_month, ()) if question.first_month and question.last_month else ()
    return gaps(question.first_month or held[0], question.last_month or held[-1], held)


def _notes(question: Question) -> tuple[str, ...]:
    notes = []
    if left_out := [one for one in question.standards if one not in question.answerable()]:
        notes.append(f"Standard {', '.join(left_out)} is not told apart by {', '.join(question.details)} and is left out.")
    if {"alliance"} & set(question.places):
        notes.append(PLACES_ARE_PROVISIONAL)
    if question.basis == "computed" and not set(question.places) - {"england"}:
        notes.append(ONE_STORE)
    return tuple(notes)


assert PLACE_CUTS

"""The two sides of a reconciliation: what we computed and what was published, for trusts that both can speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from clearway.measures.months import last_day
from clearway.measures.reconciliation.cells import NOBODY, Cell, Pair, Vector, minus, plus
from clearway.measures.reconciliation.counted import PRESENT, Level, Levels
from clearway.measures.reconciliation.levels import finest_levels
from clearway.measures.reconciliation.question import ReconciliationQuestion
from clearway.records.findings import Refused
from clearway.standards.organisations import Organisations

NAMED_IN_FILE = 10
"""A file that was not declared for one trust speaks for the trusts that answer for at least a tenth of its events."""

ROUTE, CANCER, MODALITY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """The file that a standard's figures of a month were read from."""

    standard: str
    month: str
    submission_id: str
    file_name: str
    release: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides of one month and of the months beside it, at the finest levels that were published.

    `grid` holds our counts with every label told apart. `compared` names the (trust, month) pairs of which both sides
    can speak; `notes` say what was compared less finely than published, or not at all.
    """

    question: ReconciliationQuestion
    files: Mapping[tuple[str, str], PublishedFile]
    levels: Levels
    compared: frozenset[tuple[str, str]]
    not_compared: Mapping[str, str]
    grid: Vector
    published: Mapping[Level, Vector]
    notes: tuple[str, ...]

    def speaks_of(self, cell: Cell) -> bool:
        """Whether both sides can speak of a cell."""
        return (cell.trust, cell.month) in self.compared and (cell.standard, cell.month) in self.levels

    def known(self, vector: Vector) -> dict[Cell, Pair]:
        """The part of a vector in cells of which both sides can speak."""
        return {cell: pair for cell, pair in vector.items() if self.speaks_of(cell)}

    def is_asked(self, cell: Cell) -> bool:
        """Whether a cell lies in the month that is asked for, rather than beside it."""
        return cell.month == self.question.month

    @property
    def trusts(self) -> tuple[str, ...]:
        """The trusts compared in the month asked for."""
        return tuple(sorted(trust for trust, month in self.compared if month == self.question.month))

    def computed_at(self, standard: str, month: str, level: Level) -> dict[Cell, Pair]:
        """Our counts of a standard and month at a level."""
        found: dict[Cell, Pair] = {}
        for cell, pair in self.grid.items():
            if (cell.standard, cell.month) == (standard, month) and self.speaks_of(cell):
                place = at_level(cell, level)
                held = found.get(place, NOBODY)
                found[place] = Pair(held.within + pair.within, held.breaches + pair.breaches)
        return found

    def published_at(self, standard: str, month: str, level: Level) -> dict[Cell, Pair]:
        """The published counts of a standard and month at a level."""
        return {
            cell: pair
            for cell, pair in self.published.get(level, {}).items()
            if (cell.standard, cell.month) == (standard, month) and self.speaks_of(cell)
        }

    def differences(self) -> dict[Cell, Pair]:
        """Published less computed at the finest levels, in all three months; cells that agree are left out."""
        found: dict[Cell, Pair] = {}
        for (standard, month), levels in self.levels.items():
            for level in levels:
                published = self.published_at(standard, month, level)
                found = plus(found, minus(published, self.computed_at(standard, month, level)))
        return found


def at_level(cell: Cell, level: Level) -> Cell:
    """The cell of a coarser level in which a cell lies."""
    return cell._replace(
        route=cell.route if level[ROUTE] else None,
        cancer_type=cell.cancer_type if level[CANCER] else None,
        modality=cell.modality if level[MODALITY] else None,
    )


def both_sides(
    figures: duckdb.DuckDBPyConnection, question: ReconciliationQuestion, organisations: Organisations
) -> Sides:
    """Read both sides. Refused when nothing is published for the month, or nobody sent records of it."""
    files = _files(figures, question)
    asked = [standard for standard in question.standards if (standard, question.month) in files]
    if not asked:
        raise Refused(
            f"No published figures of {question.month} are held, so there is nothing to compare with.",
            "Load the published workbook of that month: clearway load FILE --store DIR",
            code="NOTHING_PUBLISHED",
        )
    sent = {month: speakers(figures, month, organisations) for month in question.months}
    own = {trust for trust in sent[question.month] if not question.providers or trust in question.providers}
    if not own:
        raise Refused(
            f"No trust that is asked for has sent records of {question.month}.",
            "Load the trust's records of that month first, or choose another month.",
            code="NO_RECORDS_OF_MONTH",
        )
    compared = frozenset((trust, month) for month in question.months for trust in own & sent[month])
    published = _published(figures, files, own)
    grid = _grid(figures, question, own)
    levels, notes = finest_levels(figures, {place: file.submission_id for place, file in files.items()}, grid)
    missing = {one: f"not published for {question.month}" for one in question.standards if one not in asked}
    notes += [f"The {one}-day standard was {words}." for one, words in missing.items()]
    silent = _silent(figures, question, own)
    return Sides(question, files, levels, compared, silent, grid, published, tuple(notes))


def _files(
    figures: duckdb.DuckDBPyConnection, question: ReconciliationQuestion
) -> dict[tuple[str, str], PublishedFile]:
    """The file that answers for each standard and month: the one named for the month asked, else the newest."""
    rows = figures.sql(
        """
        SELECT DISTINCT figure.standard, figure.month, figure.submission_id, file.file_name, figure.release,
            file.received_at
        FROM published_figures AS figure
        INNER JOIN submissions AS file ON file.id = figure.submission_id
        WHERE figure.basis = 'provider'
            AND list_contains($standards, figure.standard)
            AND list_contains($months, figure.month)
            AND CASE WHEN $published <> '' AND figure.month = $month
                THEN figure.submission_id = $published ELSE figure.is_newest END
        ORDER BY ALL
        """,
        params={
            "standards": list(question.standards),
            "months": list(question.months),
            "month": question.month,
            "published": question.published,
        },
    ).to_arrow_table()
    return {(row["standard"], row["month"]): PublishedFile(**row) for row in rows.to_pylist()}


def speakers(figures: duckdb.DuckDBPyConnection, month: str, organisations: Organisations) -> set[str]:
    """The trusts that sent records of a month: those that files were declared for, else those that a file is about."""
    declared = figures.execute(
        """
        SELECT DISTINCT organisation_code FROM submissions
        WHERE data_set = 'waiting_time_records' AND organisation_code <> '' AND first_month <> ''
            AND $month BETWEEN first_month AND last_month
        """,
        {"month": month},
    ).fetchall()
    undeclared = figures.execute(
        """
        SELECT treat_trust
        FROM events
        INNER JOIN submissions ON submissions.id = events.submission_id
        WHERE submissions.organisation_code = '' AND events.month = $month
            AND list_contains($standards, events.standard)
        GROUP BY events.submission_id, treat_trust
        QUALIFY $share * count(*) >= sum(count(*)) OVER (PARTITION BY events.submission_id)
        """,
        {"month": month, "share": NAMED_IN_FILE, "standards": list(PRESENT)},
    ).fetchall()
    on = last_day(month)
    return {organisations.parent_trust(str(code), on) for (code,) in declared} | {str(code) for (code,) in undeclared}


def _published(
    figures: duckdb.DuckDBPyConnection, files: Mapping[tuple[str, str], PublishedFile], trusts: set[str]
) -> dict[Level, Vector]:
    """Published counts of the trusts by level."""
    rows = figures.execute(
        """
        SELECT submission_id, with_route, with_cancer, with_modality, standard, month, org_code, stage_route,
            cancer_type, modality, CAST(2 * within AS INTEGER), CAST(2 * breaches AS INTEGER)
        FROM published_figures
        WHERE basis = 'provider' AND list_contains($files, submission_id) AND list_contains($trusts, org_code)
        """,
        {"files": sorted({file.submission_id for file in files.values()}), "trusts": sorted(trusts)},
    ).fetchall()
    found: dict[Level, dict[Cell, Pair]] = {}
    for file, route, cancer, modality, *labels, within, breaches in rows:
        cell = Cell(*labels)
        held = files.get((cell.standard, cell.month))
        if held and held.submission_id == file:
            found.setdefault((route, cancer, modality), {})[cell] = Pair(within, breaches)
    return dict(found)


def _grid(figures: duckdb.DuckDBPyConnection, question: ReconciliationQuestion, trusts: set[str]) -> dict[Cell, Pair]:
    """Our counts of the trusts with every label told apart, counted by the present standards alone."""
    rows = figures.execute(
        """
        SELECT standard, month, trust, coalesce(route, stage), cancer_type, modality,
            CAST(2 * sum(share_within) AS INTEGER),
            CAST(2 * (sum(share_total) - sum(share_within)) AS INTEGER)
        FROM shares
        WHERE list_contains($standards, standard) AND list_contains($months, month)
            AND list_contains($trusts, trust) AND list_contains($keys, standard_key)
        GROUP BY ALL
        """,
        {
            "standards": list(question.standards),
            "months": list(question.months),
            "trusts": sorted(trusts),
            "keys": list(PRESENT.values()),
        },
    ).fetchall()
    return {Cell(*labels): Pair(within, breaches) for *labels, within, breaches in rows}


def _silent(figures: duckdb.DuckDBPyConnection, question: ReconciliationQuestion, compared: set[str]) -> dict[str, str]:
    """Trusts that appear in our records of the month without having sent any of their own: they are not compared."""
    rows = figures.execute(
        "SELECT DISTINCT trust FROM shares WHERE month = $month AND list_contains($standards, standard)",
        {"month": question.month, "standards": list(question.standards)},
    ).fetchall()
    asked = set(question.providers)
    names = {str(trust) for (trust,) in rows if trust} - compared
    return {
        trust: "sent no records of this month; only what others sent about it is held"
        for trust in sorted(names)
        if not asked or trust in asked
    }

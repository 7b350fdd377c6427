"""A month of our figures beside the published ones: every difference, with the records that could explain it."""

from collections.abc import Iterator, Sequence

import duckdb

from clearway.measures.position import snapshot_of
from clearway.measures.reconciliation.answer import LEVEL_NAMES, Cause, Difference, Reconciliation
from clearway.measures.reconciliation.boundaries import in_another_month
from clearway.measures.reconciliation.candidates import Candidate, options_of, with_joint
from clearway.measures.reconciliation.causes import joined, named_causes, numbered, pairs_of, unexplained_causes
from clearway.measures.reconciliation.cells import NOBODY, Cell, Vector
from clearway.measures.reconciliation.changes import labelled_otherwise, without_adjustment
from clearway.measures.reconciliation.counted import Level
from clearway.measures.reconciliation.evidence import HeldEvent, events_that_differ
from clearway.measures.reconciliation.quality import counted_there, left_out_there
from clearway.measures.reconciliation.question import ReconciliationQuestion
from clearway.measures.reconciliation.readings import read_otherwise
from clearway.measures.reconciliation.search import explain
from clearway.measures.reconciliation.shares import by_former_code, shared_otherwise
from clearway.measures.reconciliation.sides import Sides, both_sides
from clearway.measures.reconciliation.versions import OutsideRow, came_late, replaced_within_store, seen_otherwise
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

TOO_MANY = "There are too many differences for one explanation: each cause below could account for a part."
HIDDEN = "Differences that cancel each other within one cell cannot be seen from published figures."

Outside = Sequence[OutsideRow]


def reconcile(
    figures: duckdb.DuckDBPyConnection,
    question: ReconciliationQuestion,
    *,
    rules: RuleBook,
    organisations: Organisations,
    outside: Outside = (),
    illustrative: bool = False,
) -> Reconciliation:
    """Compare a month with what was published, trust by trust, and find what could explain each difference.

    Only trusts that sent records of the month are compared. `outside` are rows that do not count here because of their
    file: rejected, or of a file that another replaced. Refused when there is nothing to compare.

    >>> reconcile(figures, ReconciliationQuestion(month="2025-03"), rules=rules, organisations=known)  # doctest: +SKIP
    """
    sides = both_sides(figures, question, organisations)
    differences = sides.differences()
    goals = frozenset(cell for cell in differences if sides.is_asked(cell))
    causes: list[Cause] = []
    is_exact = True
    if goals:
        events = events_that_differ(figures, sides, goals)
        outside = (*outside, *replaced_within_store(figures, sides))
        found = with_joint(candidates(figures, sides, differences, events, outside, rules, organisations))
        options = options_of(found, differences)
        families = {standard: len(levels) for (standard, _), levels in sides.levels.items()}
        explained = explain(differences, options, goals, families)
        is_exact = all(one.is_exact for one in explained)
        left = pairs_of(one.remaining for one in explained)
        causes = numbered([*named_causes(explained, options), *joined(unexplained_causes(left, sides, events, found))])
    cells, listed = _listed(sides, causes)
    asked = sorted(
        (file for (_, month), file in sides.files.items() if month == question.month), key=lambda one: one.standard
    )
    notes = (*sides.notes, *(() if is_exact else (TOO_MANY,)), HIDDEN)
    trusts = sides.trusts
    return Reconciliation(
        month=question.month,
        standards=question.standards,
        trusts=trusts,
        names=_names(figures, (*trusts, *sides.not_compared), question.month),
        not_compared=sides.not_compared,
        files=asked,
        cells=cells,
        differences=listed,
        causes=causes,
        is_exact=is_exact,
        snapshot=snapshot_of(figures),
        notes=notes,
        illustrative=illustrative,
    )


def candidates(
    figures: duckdb.DuckDBPyConnection,
    sides: Sides,
    differences: Vector,
    events: list[HeldEvent],
    outside: Outside,
    rules: RuleBook,
    organisations: Organisations,
) -> Iterator[Candidate]:
    """Everything that could stand behind the differences, whether or not the figures bear it out."""
    yield from read_otherwise(figures, sides, rules, organisations)
    yield from left_out_there(events, sides)
    yield from counted_there(figures, sides, rules, organisations)
    yield from shared_otherwise(events, sides, differences, organisations)
    yield from by_former_code(events, sides, organisations)
    yield from in_another_month(events, sides)
    yield from came_late(figures, events, sides)
    yield from seen_otherwise(figures, outside, sides)
    yield from without_adjustment(events, sides)
    yield from labelled_otherwise(events, sides, differences)


def _listed(sides: Sides, causes: Sequence[Cause]) -> tuple[int, list[Difference]]:
    """How many cells were compared, and those that differ, the largest first; equal ones in the order of the cells."""
    count = 0
    found: list[Difference] = []
    for level in LEVEL_NAMES:
        for standard in sides.question.standards:
            if not _is_published(sides, standard, level):
                continue
            computed = sides.computed_at(standard, sides.question.month, level)
            published = sides.published_at(standard, sides.question.month, level)
            for cell in computed.keys() | published.keys():
                count += 1
                difference = Difference(cell, computed.get(cell, NOBODY), published.get(cell, NOBODY))
                if difference.pair != NOBODY:
                    touching = tuple(one.number for one in causes if one.at(cell) != NOBODY)
                    found.append(Difference(cell, difference.computed, difference.published, touching))
    return count, sorted(found, key=_by_size)


def _is_published(sides: Sides, standard: str, level: Level) -> bool:
    month = sides.question.month
    return any(
        (cell.standard, cell.month) == (standard, month) for cell in sides.published.get(level, {})
    ) and _is_finer(sides.levels.get((standard, month), ()), level)


def _is_finer(levels: Sequence[Level], level: Level) -> bool:
    """Whether one of the levels compared tells apart all that a level does."""
    return any(all(have or not want for have, want in zip(one, level, strict=True)) for one in levels)


def _by_size(one: Difference) -> tuple[object, ...]:
    cell: Cell = one.cell
    return (-one.pair.size, cell.standard, cell.trust, one.level != "all", one.level, one.label)


def _names(figures: duckdb.DuckDBPyConnection, codes: Sequence[str], month: str) -> dict[str, str]:
    """The name of each trust, as it was in the month or the last one held before it."""
    rows = figures.execute(
        """
        SELECT code, max_by(name, month)
        FROM places
        WHERE kind = 'provider' AND month <= $month AND list_contains($codes, code)
        GROUP BY code
        """,
        {"codes": list(codes), "month": month},
    ).fetchall()
    return dict(rows)

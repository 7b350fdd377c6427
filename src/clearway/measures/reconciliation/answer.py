"""The answer of a reconciliation: each difference, and the causes that the figures allow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clearway.measures.answer import exact
from clearway.measures.reconciliation.candidates import Candidate, RecordRef
from clearway.measures.reconciliation.cells import Cell, Pair, people
from clearway.measures.reconciliation.counted import Level
from clearway.measures.reconciliation.kinds import Certainty, Kind
from clearway.measures.reconciliation.sides import PublishedFile

LEVEL_NAMES: Mapping[Level, str] = {
    (False, False, False): "all",
    (True, False, False): "route",
    (False, True, False): "cancer_type",
    (False, False, True): "modality",
}
"""The levels at which differences are listed. `route` is the stage of treatment for the 31-day standard."""

MOST_RECORDS = 50
"""So many records are named for one cause; how many there are in all is always said."""


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause, and what may be said of it.

    `needed` is how many of `records` it takes; where there are more records than that, the figures cannot tell which.
    `found` counts every record that would do. `also` are other causes whose effect is the very same, and `possible`
    those that would fit and that nothing speaks for. `effect` is what the cause adds to our figures in each cell.
    """

    number: int
    kind: Kind
    certainty: Certainty
    words: str
    effect: Mapping[Cell, Pair]
    records: tuple[RecordRef, ...] = ()
    found: int = 0
    needed: int = 1
    rule: str = ""
    also: tuple[Candidate, ...] = ()
    possible: tuple[Candidate, ...] = ()

    def at(self, cell: Cell) -> Pair:
        """What the cause adds in a cell of any level: its effect summed over one kind of the cells within it."""
        within: dict[tuple[bool, bool, bool], Pair] = {}
        for own, pair in self.effect.items():
            if own[:3] == cell[:3] and all(
                label is None or label == mine for label, mine in zip(cell[3:], own[3:], strict=True)
            ):
                level = (own.route is not None, own.cancer_type is not None, own.modality is not None)
                held = within.get(level, Pair(0, 0))
                within[level] = Pair(held.within + pair.within, held.breaches + pair.breaches)
        return next(iter(within.values()), Pair(0, 0))

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "id": self.number,
            "kind": self.kind.value,
            "title": self.kind.heading,
            "certainty": self.certainty.value,
            "certainty_words": self.certainty.words,
            "words": self.words,
            "rule": self.rule or None,
            "needed": self.needed,
            "found": self.found,
            "records": [record_json(one) for one in self.records],
            "effect": [{**cell_json(cell), **pair_json(pair)} for cell, pair in sorted_cells(self.effect)],
            "also": [candidate_json(one) for one in self.also],
            "possible": [candidate_json(one) for one in self.possible],
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell in which the two sides differ, with the numbers of the causes that touch it."""

    cell: Cell
    computed: Pair
    published: Pair
    causes: tuple[int, ...] = ()

    @property
    def pair(self) -> Pair:
        """Published less computed."""
        return Pair(self.published.within - self.computed.within, self.published.breaches - self.computed.breaches)

    @property
    def level(self) -> str:
        """What is told apart: `all`, `route`, `cancer_type` or `modality`."""
        cell = self.cell
        return LEVEL_NAMES[cell.route is not None, cell.cancer_type is not None, cell.modality is not None]

    @property
    def label(self) -> str:
        """The label told apart; empty for all."""
        return next((label for label in self.cell[3:] if label is not None), "")

    def said_of(self, cause: Cause) -> Certainty:
        """What a cause would do to this number: it closes the gap only where its effect here is the whole of it."""
        if cause.certainty is Certainty.CANNOT_TELL or cause.at(self.cell) == self.pair:
            return cause.certainty
        return Certainty.PART

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            **cell_json(self.cell),
            "level": self.level,
            "label": self.label,
            "computed": pair_json(self.computed),
            "published": pair_json(self.published),
            "difference": pair_json(self.pair),
            "causes": list(self.causes),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """A month compared: the differences by size, and the causes.

    `cells` counts the cells compared, `not_compared` says why a trust was left out. `illustrative` is true for made-up
    people beside real figures. `is_exact` is false when there were too many differences for one explanation.
    """

    month: str
    standards: tuple[str, ...]
    trusts: tuple[str, ...]
    names: Mapping[str, str]
    not_compared: Mapping[str, str]
    files: Sequence[PublishedFile]
    cells: int
    differences: Sequence[Difference]
    causes: Sequence[Cause]
    is_exact: bool
    snapshot: str
    notes: tuple[str, ...] = field(default=())
    illustrative: bool = False

    def cause(self, number: int) -> Cause:
        """A cause by its number."""
        return self.causes[number - 1]

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            "month": self.month,
            "illustrative": self.illustrative,
            "standards": list(self.standards),
            "trusts": [{"code": code, "name": self.names.get(code, code)} for code in self.trusts],
            "not_compared": dict(self.not_compared),
            "published": [
                {
                    "standard": one.standard,
                    "file": one.file_name,
                    "release": one.release,
                    "submission": one.submission_id,
                }
                for one in self.files
            ],
            "cells_compared": self.cells,
            "cells_equal": self.cells - len(self.differences),
            "is_exact": self.is_exact,
            "differences": [one.as_json() for one in self.differences],
            "causes": [one.as_json() for one in self.causes],
            "snapshot": self.snapshot,
            "notes": list(self.notes),
        }


def cell_json(cell: Cell) -> dict[str, Any]:
    """A cell by its parts; null where everybody is counted together."""
    return cell._asdict()


def pair_json(pair: Pair) -> dict[str, Any]:
    """People within, beyond and in all."""
    return {
        "total": exact(people(pair.total)),
        "within": exact(people(pair.within)),
        "breaches": exact(people(pair.breaches)),
    }


def record_json(record: RecordRef) -> dict[str, Any]:
    """A record by its pseudonymous link; a row that was never accepted by its file and row."""
    return {
        "pathway": record.link or None,
        "submission": record.submission_id,
        "file": record.file_name,
        "row": record.row,
    }


def candidate_json(one: Candidate) -> dict[str, Any]:
    """A candidate in short."""
    return {
        "kind": one.kind.value,
        "words": one.words,
        "rule": one.rule or None,
        "records": [record_json(record) for record in one.records],
    }


def sorted_cells(vector: Mapping[Cell, Pair]) -> list[tuple[Cell, Pair]]:
    """Cells in an order that does not depend on how they were found."""
    return sorted(vector.items(), key=lambda one: tuple(part or "" for part in one[0]))

"""What one record counts by one standard, and in which cells: the bridge from a result to published numbers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from clearway.measures.labels import STAGE_ROUTE
from clearway.measures.question import STANDARDS
from clearway.measures.reconciliation.cells import HALVES, NOBODY, Cell, Pair
from clearway.measures.thresholds import STANDARD_KEYS

CLOCKS = {"28": "fds", "31": "31", "62": "62"}
"""A published standard → the prefix of the clock's result columns."""

PRESENT = {standard: STANDARD_KEYS[standard] for standard in STANDARDS}
"""The three standards of now: what a former one counted is not what is published under the same number of days."""

Level = tuple[bool, bool, bool]
"""Whether route or stage, cancer type and kind of treatment are told apart."""

ALL: Level = (False, False, False)
Levels = Mapping[tuple[str, str], tuple[Level, ...]]
"""For a standard and month: the finest levels at which figures are compared."""


@dataclass(frozen=True, slots=True)
class Part:
    """One trust's part of a counted record, in half people."""

    trust: str
    total: int
    within: int

    @property
    def pair(self) -> Pair:
        """The part as within and beyond."""
        return Pair(self.within, self.total - self.within)


@dataclass(frozen=True, slots=True)
class Counted:
    """A record counted by one standard in one month; `route` may be a stage of treatment."""

    standard: str
    month: str
    parts: tuple[Part, ...]
    route: str | None
    cancer_type: str | None
    modality: str | None
    is_within: bool
    days: int

    @property
    def trusts(self) -> tuple[str, ...]:
        """Every trust with a part, a part of nought included."""
        return tuple(part.trust for part in self.parts)

    def vector(self, levels: Levels) -> dict[Cell, Pair]:
        """The cells it counts in, at the levels compared for its standard and month."""
        found: dict[Cell, Pair] = {}
        for level in levels.get((self.standard, self.month), ()):
            for part in self.parts:
                if part.total:
                    cell = self.cell(part.trust, level)
                    held = found.get(cell, NOBODY)
                    found[cell] = Pair(held.within + part.pair.within, held.breaches + part.pair.breaches)
        return found

    def cell(self, trust: str, level: Level) -> Cell:
        """Its cell at one trust and level."""
        route, cancer, modality = level
        return Cell(
            self.standard,
            self.month,
            trust,
            self.route if route else None,
            self.cancer_type if cancer else None,
            self.modality if modality else None,
        )

    def moved(self, **changes: Any) -> "Counted":
        """The same with something changed."""
        return replace(self, **changes)

    def turned(self) -> "Counted":
        """The same on the other side of the limit."""
        parts = tuple(Part(part.trust, part.total, 0 if self.is_within else part.total) for part in self.parts)
        return replace(self, parts=parts, is_within=not self.is_within)


def counted_from_event(row: Mapping[str, Any]) -> Counted:
    """A row of the table of events."""
    parts = [Part(row["treat_trust"], halves(row["treat_total"]), halves(row["treat_within"]))]
    if row["inv_trust"] is not None:
        parts.append(Part(row["inv_trust"], halves(row["inv_total"]), halves(row["inv_within"])))
    return Counted(
        standard=row["standard"],
        month=row["month"],
        parts=tuple(parts),
        route=row["route"] or row["stage"],
        cancer_type=row["cancer_type"],
        modality=row["modality"],
        is_within=row["is_within"],
        days=row["days"],
    )


def counted_from_result(row: Mapping[str, Any], standard: str) -> Counted | None:
    """A result row of the clocks, all text, by one standard; None when it is not counted, or by a former standard."""
    clock = CLOCKS[standard]
    is_current = standard == "28" or row[f"{clock}_standard"] == PRESENT[standard]
    if row[f"{clock}_counted"] != "Y" or not is_current:
        return None
    printed = row["31_stage"] if standard == "31" else row[f"{clock}_route"]
    is_within = row[f"{clock}_within"] == "Y"
    return Counted(
        standard=standard,
        month=row[f"{clock}_month"],
        parts=_parts(row, standard, is_within=is_within),
        route=STAGE_ROUTE.get(printed.upper(), printed) or None,
        cancer_type=row[f"{clock}_cancer_type"] or None,
        modality=(row[f"{clock}_group"] or None) if standard != "28" else None,
        is_within=is_within,
        days=int(row[f"{clock}_days"]),
    )


def halves(people: Decimal | str | None) -> int:
    """People, whole or halves, in half people."""
    return int(Decimal(people or 0) * HALVES)


def _parts(row: Mapping[str, Any], standard: str, *, is_within: bool) -> tuple[Part, ...]:
    if standard != "62":
        return (Part(row[f"{CLOCKS[standard]}_org"], HALVES, HALVES if is_within else 0),)
    parts = [Part(row["62_treat_org"], halves(row["62_treat_total"]), halves(row["62_treat_within"]))]
    if row["62_inv_org"]:
        parts.append(Part(row["62_inv_org"], halves(row["62_inv_total"]), halves(row["62_inv_within"])))
    return tuple(parts)

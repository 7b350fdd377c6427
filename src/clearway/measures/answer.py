"""The rows in which the position answers, published and computed alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from clearway.measures.question import Basis, Side


@dataclass(frozen=True, slots=True)
class OtherRelease:
    """The same figure in another release, shown beside the newest and never mixed with it."""

    release: str
    source_file: str
    total: Decimal
    within: Decimal

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return {
            "release": self.release,
            "source_file": self.source_file,
            "total": exact(self.total),
            "within": exact(self.within),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One figure of the position.

    `period` is a month (`2025-03`) or a financial year (`2024-25`); `months` are the months summed. `cut` holds a value
    for each cut asked for and `names` the name of each organisation. `rate`, `lower` and `upper` are fractions, None
    when nobody was counted. `median_days`, `p90_days` and `pathways` are known for computed figures only: there each
    pathway counts once, unweighted, at every provider that holds a share, and once in a roll-up. `short_of_target` is
    how many more people would have had to be within the standard; None where it has no threshold. `formerly` are the
    codes that a row sums beside its own, where figures stand under the organisations of today.
    """

    standard: str
    standard_key: str
    period: str
    months: tuple[str, ...]
    cut: Mapping[str, str]
    names: Mapping[str, str]
    basis_of_place: Side
    total: Decimal
    within: Decimal
    breaches: Decimal
    rate: float | None
    lower: float | None
    upper: float | None
    median_days: float | None = None
    p90_days: float | None = None
    pathways: int | None = None
    after_104: Decimal | None = None
    threshold: Decimal | None = None
    is_met: bool | None = None
    short_of_target: Decimal | None = None
    release: str
    source_files: tuple[str, ...]
    other_releases: tuple[OtherRelease, ...] = ()
    formerly: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON: a key for each cut, exact counts, fractions."""
        names = {f"{cut}_name": name for cut, name in self.names.items()}
        return {
            "standard": self.standard,
            "standard_key": self.standard_key,
            "month": self.period,
            **self.cut,
            **names,
            "basis_of_place": self.basis_of_place,
            "total": exact(self.total),
            "within": exact(self.within),
            "breaches": exact(self.breaches),
            "rate": self.rate,
            "lower": self.lower,
            "upper": self.upper,
            "median_days": self.median_days,
            "p90_days": self.p90_days,
            "pathways": self.pathways,
            "after_104": exact(self.after_104),
            "threshold": exact(self.threshold),
            "is_met": self.is_met,
            "short_of_target": exact(self.short_of_target),
            "release": self.release,
            "source_files": list(self.source_files),
            "other_releases": [one.as_json() for one in self.other_releases],
            "months_summed": len(self.months),
            "formerly": list(self.formerly),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The answer to a question: its rows, what they were computed from, and what is missing.

    `missing_months` lists the months between the first and last asked for (or held) that no figure is held for: they
    are gaps, not zeros. `notes` says in words what a reader must know (a standard left out, provisional groupings).
    """

    basis: Basis
    snapshot: str
    rows: Sequence[PositionRow]
    missing_months: tuple[str, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        return {
            "rows": [row.as_json() for row in self.rows],
            "snapshot": self.snapshot,
            "basis": self.basis,
            "missing_months": list(self.missing_months),
            "notes": list(self.notes),
        }


def exact(value: Decimal | None) -> int | float | None:
    """A decimal as JSON number without loss: whole numbers as integers, halves and shares as short fractions."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)

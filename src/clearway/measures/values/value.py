"""One value of a measure with everything that it must be shown with, and what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clearway.measures.question import Basis
from clearway.measures.values.shadow import Shadow
from clearway.records.findings import Refused
from clearway.records.observations import AREA_TYPES

GROUPS = ("sex", "age", "ethnicity", "deprivation")
"""What people are told apart by, for the inequality panel."""

PARTS = ("category", "cancer_type", "route", "stage", "modality")
"""What figures are told apart by besides place and people: a test, a cancer site, a route."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked of a measure.

    `area_type` is one of `AREA_TYPES`; `areas` keeps some codes (empty: all). `by` tells values apart by one of
    `GROUPS` or `PARTS` (empty: everybody together). `first` and `last` are days within the periods wanted, None as far
    as is held. `bases` in the order in which they are tried: the first with an answer answers.
    """

    area_type: str = "england"
    areas: tuple[str, ...] = ()
    by: str = ""
    first: date | None = None
    last: date | None = None
    bases: tuple[Basis, ...] = ("published", "computed")

    def __post_init__(self) -> None:
        if self.area_type not in AREA_TYPES:
            words = f"There is no kind of area named {self.area_type}."
            raise Refused(words, f"Choose among {', '.join(AREA_TYPES)}.", code="AREA_TYPE_UNKNOWN")
        if self.by and self.by not in (*GROUPS, *PARTS):
            words = f"Values are not told apart by {self.by}."
            raise Refused(words, f"Choose among {', '.join((*GROUPS, *PARTS))}.", code="GROUP_UNKNOWN")


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureValue:
    """A value of a measure, of one area, period and group.

    `value`, `lower` and `upper` are as kept (a share is a fraction); None where there is none, and then `note` says
    why. `method` says how the limits were had; empty when there are none. `basis` is whether it was published or is
    computed from loaded records; `is_synthetic` that those are of made-up people. `group` holds the value of what was
    told apart, by its name. `as_at` is the day its newest file was received. `shadow` says how much of it is known,
    where that was asked for.
    """

    measure: str
    area_type: str
    area: str
    area_name: str
    period_start: date
    period_end: date
    group: Mapping[str, str] = field(default_factory=dict)
    numerator: float | None = None
    denominator: float | None = None
    value: float | None
    lower: float | None = None
    upper: float | None = None
    level: float = 0.95
    method: str = ""
    basis: Basis
    is_synthetic: bool = False
    release: str
    publisher: str
    source_files: tuple[str, ...]
    as_at: date | None = None
    note: str = ""
    shadow: Shadow | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON: one key for what is told apart, days as text."""
        return {
            "measure": self.measure,
            "area_type": self.area_type,
            "area": self.area,
            "area_name": self.area_name,
            "period_start": self.period_start.isoformat(),
            "period_end": self.period_end.isoformat(),
            **self.group,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "value": self.value,
            "lower": self.lower,
            "upper": self.upper,
            "level": self.level,
            "method": self.method,
            "basis": self.basis,
            "is_synthetic": self.is_synthetic,
            "release": self.release,
            "publisher": self.publisher,
            "source_files": list(self.source_files),
            "as_at": self.as_at.isoformat() if self.as_at else None,
            "note": self.note,
            "shadow": self.shadow.as_json() if self.shadow else None,
        }

"""Where the admitted patients of an acute trust live, by district: its catchment as published in October 2022."""

from dataclasses import dataclass
from functools import cache

from clearway.standards.organisations.tables import read_rows
from clearway.standards.places.pieces import SHIPPED

CATCHMENT_CAVEAT = (
    "Catchment of all admitted patients (published October 2022), under the trusts and districts of that time: "
    "people with cancer may come from other places."
)


@dataclass(frozen=True, slots=True)
class CatchmentPart:
    """`share` (0 to 1) of a trust's admitted patients live in a district (a code of 2021 or 2022)."""

    district: str
    share: float


@cache
def trust_catchments() -> dict[str, tuple[CatchmentPart, ...]]:
    """Every trust's catchment by its ODS code, the largest part first. Parts under 1 in 2,000 are left out."""
    found: dict[str, list[CatchmentPart]] = {}
    for row in read_rows(SHIPPED / "trust_catchments.csv", ["trust", "district", "share"]):
        found.setdefault(row.text("trust"), []).append(CatchmentPart(row.text("district"), float(row.text("share"))))
    return {trust: tuple(sorted(parts, key=lambda one: (-one.share, one.district))) for trust, parts in found.items()}

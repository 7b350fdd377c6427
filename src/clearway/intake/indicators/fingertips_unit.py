"""How many people a value of a Fingertips indicator is per. The download does not say it; two things can tell it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from clearway.intake.indicators.fingertips_row import Row
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.standards.strict import read_yaml

FILE = Path(__file__).with_name("fingertips_units.yaml")
AS_PRINTED, PERCENT = 1, 100
PERS = (100, 1_000, 10_000, 100_000)
RATE = 100_000
"""A rate of people is kept per 100,000, whatever number the publisher prints it per."""
NEAR = 2.0
"""A standardised rate differs from count by denominator, but not by this factor over half of its rows."""
SAME = 0.002
"""A value is count by denominator when it differs by no more than its printed digits (or this share of it)."""
EXACT_SHARE = 0.9


@dataclass(frozen=True, slots=True)
class Unit:
    """What a value is per (1: as printed), whether it is count by denominator, and how that was told."""

    per: int
    exact: int | None
    findings: tuple[Finding, ...] = ()

    def scaled(self, value: float | None) -> float | None:
        """A printed number as a fraction (per 100), per 100,000 (any other rate), or as it is."""
        if value is None or self.per == AS_PRINTED:
            return value
        factor = 1 / PERCENT if self.per == PERCENT else RATE / self.per
        return round(value * factor, 12)


@cache
def known_units() -> dict[str, int]:
    """How many people a value is per, by the number of the indicator."""
    root = read_yaml(FILE, FILE.parent)
    root.only(("units",))
    allowed = [str(one) for one in (AS_PRINTED, *PERS)]
    return {one.text("id"): int(one.one_of("per", allowed)) for one in root.sections("units")}


def unit_of(indicator: str, name: str, rows: Sequence[Row]) -> Unit:
    """The unit of an indicator: as listed, else told from counts and denominators, else as printed with a finding.

    Raises `Refused` when the listed unit cannot be that of the numbers in the file.
    """
    ratios = np.array(
        [
            row.value / (row.count / row.denominator)
            for row in rows
            if row.value is not None and row.count and row.denominator
        ]
    )
    told = told_by(ratios)
    exact = told if told is not None and _share_near(ratios, told, SAME) >= EXACT_SHARE else None
    listed = known_units().get(indicator)
    if listed in PERS and told is not None and told != listed and exact is not None:
        words = f"Indicator {indicator} is listed as per {listed:,}, but its counts say per {told:,}."
        raise Refused(words, "Look at the download; if it is right, report it to us.", code="UNIT_CONTRADICTED")
    if listed is not None:
        return Unit(listed, exact)
    if told is None:
        words = f"Indicator {indicator} ({name}): neither the download nor its counts say the unit; kept as printed."
        mend = "Look at the indicator's page before you compare it with a target."
        return Unit(AS_PRINTED, None, (Finding("UNIT_NOT_SAID", FindingKind.ANALYTICAL, words, mend),))
    how = "value is count by denominator" if exact else "value is near count by denominator: perhaps standardised"
    what = "a percentage" if told == PERCENT else f"a rate per {told:,}"
    words = f"Indicator {indicator} ({name}): read as {what}; {how}."
    mend = "The download prints no unit. Compare one value with the indicator's page."
    return Unit(told, exact, (Finding("UNIT_FROM_COUNTS", FindingKind.ANALYTICAL, words, mend),))


def told_by(ratios: npt.NDArray[np.float64]) -> int | None:
    """The number of people that values are per, from values divided by count over denominator; None when unclear."""
    if not ratios.size:
        return None
    middle = float(np.median(ratios))
    return next((per for per in PERS if per / NEAR <= middle <= per * NEAR), None)


def _share_near(ratios: npt.NDArray[np.float64], per: int, by: float) -> float:
    return float(np.mean(np.abs(ratios / per - 1) <= by))

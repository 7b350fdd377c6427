"""What stands in the shadow of a value: how much of it is known, what it could be else, and whether it will change."""

from dataclasses import dataclass
from math import isnan
from typing import Any

from clearway.measures.catalogue.vocabulary import Late
from clearway.stats.missing import Bounds

LEAST_FOR_COARSE = 100
"""Of fewer records a percentage gives their number away."""

PROVIDERS = "providers"
"""Few and known by name: they are counted in words, not put per hundred."""


@dataclass(frozen=True, slots=True)
class Lacking:
    """One reason for which something is lacking from a value: its code, its words, and how many there are."""

    code: str
    words: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """The data-quality shadow of one value.

    `known` of `expected` are in the value, as a share `completeness`; counts are None where only the share is printed,
    all three where nobody tells, and then `untold` says what is missing and what would tell it. `of` and `had` are the
    words of the sentence: of every 100 `records`, so many `had what counting needs`. `lowest` and `highest` are what a
    share could be if all that is lacking were a "no" or a "yes". `lacking` gives the reasons. `undated` further records
    have no day that would say which period they belong to; `rejected` of `read` rows of the files behind it were
    refused when they were read, whose period nobody knows either. `late` says that the value may still change.
    """

    of: str = "records"
    had: str = ""
    known: float | None = None
    expected: float | None = None
    completeness: float | None = None
    lowest: float | None = None
    highest: float | None = None
    lacking: tuple[Lacking, ...] = ()
    undated: int = 0
    read: int | None = None
    rejected: int | None = None
    untold: str = ""
    late: Late | None = None

    @property
    def said(self) -> str:
        """How much is known, in plain words; empty where nobody tells."""
        if self.completeness is None:
            return ""
        known, expected = (None, None) if self.expected is None else (_count(self.known or 0), _count(self.expected))
        counts = f" ({known} of {expected})" if expected else ""
        if self.of == PROVIDERS:
            return f"{f'All {expected}' if known == expected else f'{known} of {expected}'} {self.of} {self.had}."
        if self.completeness == 1:
            return f"All {self.of} {self.had}{counts}."
        share = out_of_a_hundred(self.completeness)
        return f"{share[0].upper()}{share[1:]} {self.of} {self.had}{counts}."

    @property
    def said_of_bounds(self) -> str:
        """What a share could be, in plain words; empty where nothing is lacking, and where it cannot be said."""
        if self.lowest is None or self.highest is None or self.completeness in (None, 1):
            return ""
        others = self.of.partition(" ")[0]
        return (
            f"If none of the other {others} counted it would be {self.lowest:.1%}, if all of them {self.highest:.1%}."
        )

    @property
    def coarse(self) -> "Shadow":
        """As it may be shown beside rounded figures: a whole percentage of many, no numbers and no bounds."""
        is_large = self.expected is not None and self.expected >= LEAST_FOR_COARSE
        share = self.completeness if is_large else None
        if share is not None and 0 < share < 1:
            share = min(max(round(share, 2), 0.01), 0.99)
        return Shadow(of=self.of, had=self.had, completeness=share, untold=self.untold, late=self.late)

    @property
    def lines_lacking(self) -> tuple[str, ...]:
        """What is lacking and why, a line each; providers by name, records by number."""
        if self.of == PROVIDERS:
            return tuple(f"Missing: {one.words}" for one in self.lacking)
        return tuple(f"Lacking: {_count(one.count)} · {one.words}" for one in self.lacking)

    def as_json(self) -> dict[str, Any]:
        """Plain values for JSON."""
        late = self.late
        return {
            "of": self.of,
            "known": self.known,
            "expected": self.expected,
            "completeness": self.completeness,
            "lowest": self.lowest,
            "highest": self.highest,
            "lacking": [{"code": one.code, "words": one.words, "count": one.count} for one in self.lacking],
            "undated": self.undated,
            "rows_read": self.read,
            "rows_rejected": self.rejected,
            "said": " ".join(filter(None, (self.said, self.said_of_bounds))),
            "untold": self.untold,
            "late": late.words if late else "",
            "late_source": late.source if late else "",
            "late_is_provisional": bool(late and late.is_provisional),
        }


def out_of_a_hundred(share: float) -> str:
    """A share in public words, which never rounds up to everybody or down to nobody.

    >>> out_of_a_hundred(0.974), out_of_a_hundred(0.9981), out_of_a_hundred(0.002)
    ('97 of every 100', 'more than 99 of every 100', 'fewer than 1 of every 100')
    """
    whole = round(share * 100)
    if whole == 100 and share < 1:
        return "more than 99 of every 100"
    if whole == 0 and share > 0:
        return "fewer than 1 of every 100"
    return f"{whole} of every 100"


def lowest_and_highest(bounds: Bounds) -> list[tuple[float | None, float | None]]:
    """The two ends of each of a row of bounds; None where there are none."""
    ends = zip(bounds.lower.tolist(), bounds.upper.tolist(), strict=True)
    return [(None, None) if isnan(lower) or isnan(upper) else (lower, upper) for lower, upper in ends]


def _count(number: float) -> str:
    """A number of people with its half where trusts share somebody: `1,204`, `27,537.5`."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"

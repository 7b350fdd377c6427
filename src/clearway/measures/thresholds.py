"""Is a figure what the standard asks for, and how many people short of it?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from clearway.measures.months import last_day
from clearway.measures.question import FORMER, Side
from clearway.standards import RuleBook, RuleNotKnown
from clearway.stats import HALF_PERSON, WHOLE_PERSON, short_of_target

STANDARD_KEYS = {"28": "FDS", "31": "31_COMBINED", "62": "62_COMBINED", **{one: one.upper() for one in FORMER}}
"""The standard that a published figure is held against. Computed figures carry their own key."""


@dataclass(frozen=True, slots=True)
class AgainstThreshold:
    """A threshold as a share, whether it is met, and how many more people within would have met it."""

    threshold: Decimal | None = None
    is_met: bool | None = None
    short_of_target: Decimal | None = None


def against_thresholds(
    rules: RuleBook, standard: str, side: Side, keys: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> list[AgainstThreshold]:
    """Figures held against the threshold of the last day of their last month; nothing where there was none then.

    A trust's 62-day count moves by halves, because trusts share patients; every other count moves by whole people.
    """
    asked = [(key, row["months"][-1]) for key, row in zip(keys, rows, strict=True)]
    held = {one: threshold_of(rules, *one) for one in set(asked)}
    thresholds = [held[one] for one in asked]
    step = HALF_PERSON if standard.startswith("62") and side == "trusts" else WHOLE_PERSON
    totals, within = [row["total"] for row in rows], [row["within"] for row in rows]
    short = short_of_target(totals, within, [one if one is not None else 0 for one in thresholds], step=step)
    return [
        AgainstThreshold(threshold)
        if threshold is None or row["total"] == 0
        else AgainstThreshold(threshold, row["within"] >= threshold * row["total"], Decimal(str(float(lacking))))
        for threshold, row, lacking in zip(thresholds, rows, short, strict=True)
    ]


def threshold_of(rules: RuleBook, key: str, month: str) -> Decimal | None:
    """The threshold of a standard on the last day of a month; None when there was none, or it is not known."""
    if key not in rules.standards:
        return None
    try:
        return rules.threshold(key, last_day(month))
    except RuleNotKnown:
        return None

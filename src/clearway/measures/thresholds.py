"""Is a figure what the standard asks for, and how many people short of it?"""

from dataclasses import dataclass
from decimal import Decimal

from clearway.measures.months import last_day
from clearway.measures.question import Side
from clearway.standards import RuleBook, RuleNotKnown
from clearway.stats import HALF_PERSON, WHOLE_PERSON, short_of_target

STANDARD_KEYS = {"28": "FDS", "31": "31_COMBINED", "62": "62_COMBINED"}
"""The standard that a published figure is held against. Computed figures carry their own key."""


@dataclass(frozen=True, slots=True)
class AgainstThreshold:
    """A threshold as a share, whether it is met, and how many more people within would have met it."""

    threshold: Decimal | None = None
    is_met: bool | None = None
    short_of_target: Decimal | None = None


def against_threshold(
    rules: RuleBook, standard: str, key: str, months: tuple[str, ...], side: Side, total: Decimal, within: Decimal
) -> AgainstThreshold:
    """A figure held against the threshold of the last day of its last month; nothing where there was none then."""
    threshold = _threshold(rules, key, months[-1])
    if threshold is None:
        return AgainstThreshold()
    if total == 0:
        return AgainstThreshold(threshold)
    is_shared = standard == "62" and side == "trusts"
    step = HALF_PERSON if is_shared else WHOLE_PERSON
    short = Decimal(str(float(short_of_target(total, within, threshold, step=step))))
    return AgainstThreshold(threshold, within >= threshold * total, short)


def _threshold(rules: RuleBook, key: str, month: str) -> Decimal | None:
    if key not in rules.standards:
        return None
    try:
        return rules.threshold(key, last_day(month))
    except RuleNotKnown:
        return None

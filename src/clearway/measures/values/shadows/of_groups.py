"""How many of the records say which group a person belongs to, beside values told apart by who people are."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clearway.measures.values.shadow import Shadow
from clearway.measures.values.value import MeasureValue

NOT_SAID = frozenset({"not recorded", "not stated"})
"""The words of a group of which records say nothing."""

HIDDEN = "How many records say it is hidden: so few do not that somebody could be recognised."
HAD = {
    "age": "had an age",
    "sex": "had a sex",
    "ethnicity": "had an ethnic group stated",
}
Key = tuple[str, date, date]


def group_shadow(values: Sequence[MeasureValue], shown: Sequence[MeasureValue]) -> Shadow | None:
    """The shadow of the groups of one area and period; None for what a publisher printed, and without counts.

    `values` are all groups, `shown` the same after small ones were hidden. Where the group that says nothing was
    hidden, nothing is told: the number of the others would give it away.
    """
    by = next((name for one in values for name in one.group), "")
    if by not in HAD or any(one.basis != "computed" or one.denominator is None for one in values):
        return None
    pairs = [(before, after) for before, after in zip(values, shown, strict=True) if before.group[by] in NOT_SAID]
    if any(after.denominator is None for _, after in pairs):
        return Shadow(had=HAD[by], untold=HIDDEN)
    expected = sum(one.denominator or 0 for one in values)
    known = expected - sum(before.denominator or 0 for before, _ in pairs)
    return Shadow(had=HAD[by], known=known, expected=expected, completeness=known / expected if expected else None)


def with_group_shadows(values: Sequence[MeasureValue], shown: Sequence[MeasureValue]) -> tuple[MeasureValue, ...]:
    """The shown values in their order, each with the shadow of the groups of its area and period."""
    places: defaultdict[Key, list[int]] = defaultdict(list)
    for place, one in enumerate(values):
        places[one.area, one.period_start, one.period_end].append(place)
    found = list(shown)
    for held in places.values():
        shadow = group_shadow([values[place] for place in held], [shown[place] for place in held])
        for place in held if shadow else ():
            found[place] = replace(shown[place], shadow=shadow)
    return tuple(found)

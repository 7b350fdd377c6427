"""Inequality between groups of people (age, sex, ethnicity): whether they differ, with small numbers hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from clearway.measures.values import MeasureValue
from clearway.stats.arrays import Floats
from clearway.stats.disclosure import LOCAL_BELOW_5, DisclosureRule, hidden_groups
from clearway.stats.equality import equality_of_proportions

HIDDEN_NOTE = "hidden: so few people that somebody could be recognised"


@dataclass(frozen=True, slots=True)
class GroupPanel:
    """Groups of one area and period. `chance` is that of differences this large if all groups were alike.

    `chance` is None where fewer than two groups can be compared. `is_protected`: small numbers were hidden.
    """

    values: tuple[MeasureValue, ...]
    chance: float | None
    is_protected: bool

    @property
    def differ(self) -> bool:
        """Whether the groups differ by more than chance, at the 5 % level."""
        return self.chance is not None and self.chance < 0.05


def group_panel(values: Sequence[MeasureValue], *, rule: DisclosureRule = LOCAL_BELOW_5) -> GroupPanel:
    """Values of the groups of one area and period, side by side.

    Computed figures are protected as a table of those within and those not, whose totals are shown elsewhere: a group
    with a small count goes, and with it the smallest others until what is hidden together is no longer small. What a
    publisher printed stands as it is. The test is of proportions over all groups told here, also those that go:
    an answer of yes or no gives nobody away, while `chance` itself may be told only where nothing is hidden.
    """
    counted = [one for one in values if one.numerator is not None and one.denominator]
    chance = None
    if len(counted) > 1:
        part = [one.numerator for one in counted]
        whole = [one.denominator for one in counted]
        found = float(equality_of_proportions(part, whole).chance)
        chance = None if np.isnan(found) else found
    is_ours = [one.basis == "computed" for one in values]
    hidden = hidden_groups(_cells(values), rule).tolist() if any(is_ours) else [False] * len(values)
    shown = tuple(_without(one) if hide else one for one, hide in zip(values, hidden, strict=True))
    return GroupPanel(shown, chance, any(one.note == HIDDEN_NOTE for one in shown))


def protected(values: Sequence[MeasureValue], *, rule: DisclosureRule = LOCAL_BELOW_5) -> tuple[MeasureValue, ...]:
    """Values of many areas and periods, in their order, with small groups of each area and period hidden.

    Values that are not told apart by group stand as they are, and so does what a publisher printed.
    """
    tables: dict[tuple[str, date, date], list[int]] = {}
    for place, one in enumerate(values):
        if one.group and one.basis == "computed":
            tables.setdefault((one.area, one.period_start, one.period_end), []).append(place)
    shown = list(values)
    for places in tables.values():
        for place, hide in zip(places, hidden_groups(_cells([values[place] for place in places]), rule), strict=True):
            if hide:
                shown[place] = _without(values[place])
    return tuple(shown)


def _cells(values: Sequence[MeasureValue]) -> Floats:
    """A row a group: people within and not within; one column of people where a value is no share of them."""
    part = np.array([np.nan if one.numerator is None else one.numerator for one in values], dtype=np.float64)
    whole = np.array([np.nan if one.denominator is None else one.denominator for one in values], dtype=np.float64)
    if np.isnan(part).all() or np.isnan(whole).all():
        return np.where(np.isnan(part), whole, part)[:, np.newaxis]
    return np.column_stack([part, np.maximum(whole - part, 0.0)])


def _without(value: MeasureValue) -> MeasureValue:
    return replace(
        value, numerator=None, denominator=None, value=None, lower=None, upper=None, method="", note=HIDDEN_NOTE,
        shadow=None,
    )  # fmt: skip

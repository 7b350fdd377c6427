"""Inequality between groups of people (age, sex, ethnicity): whether they differ, with small numbers hidden."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from clearway.measures.values import MeasureValue
from clearway.stats.disclosure import LOCAL_BELOW_5, DisclosureRule, protect
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

    Computed figures are protected as a table of those within and those not, beside its totals: small counts are hidden,
    and with them what would give them away (`stats.disclosure.protect`). What a publisher printed stands as it is. The
    test is of proportions over all groups, hidden or not: an answer of yes or no gives nobody away.
    """
    counted = [one for one in values if one.numerator is not None and one.denominator]
    chance = None
    if len(counted) > 1:
        part = [one.numerator for one in counted]
        whole = [one.denominator for one in counted]
        found = float(equality_of_proportions(part, whole).chance)
        chance = None if np.isnan(found) else found
    is_ours = [one.basis == "computed" for one in values]
    hidden = _hidden(values, rule) if any(is_ours) else [False] * len(values)
    shown = tuple(_without(one) if hide else one for one, hide in zip(values, hidden, strict=True))
    return GroupPanel(shown, chance, any(hidden))


def _hidden(values: Sequence[MeasureValue], rule: DisclosureRule) -> list[bool]:
    """Which groups must go: those with a hidden cell in the table of people within and not within, with its totals."""
    part = np.array([one.numerator or 0.0 for one in values])
    whole = np.array([one.denominator or 0.0 for one in values])
    protected = protect(np.column_stack([part, whole - part]), rule)
    hidden: list[bool] = np.any(protected.hidden[:-1], axis=1).tolist()
    return hidden


def _without(value: MeasureValue) -> MeasureValue:
    return replace(
        value, numerator=None, denominator=None, value=None, lower=None, upper=None, method="", note=HIDDEN_NOTE
    )

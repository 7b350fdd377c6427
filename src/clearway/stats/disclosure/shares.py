"""Shares of people: what a proportion gives away about the people in it, and about the others."""

from dataclasses import dataclass

import numpy as np

from clearway.stats.arrays import Floats, Numbers, floats
from clearway.stats.disclosure.rule import DisclosureRule
from clearway.stats.estimate import Words

SMALL_PART = "few people in the part"
SMALL_REST = "few people outside the part: as telling as a small part"
EVERYBODY = "all or none of a small group: what holds for the group holds for each"


@dataclass(frozen=True, eq=False, slots=True)
class ShownShares:
    """Shares as they may be shown, arrays of one shape: missing where hidden, and `note` says why.

    `value` is made of the rounded parts, so that exact counts cannot be found from it; `accuracy` is the most by which
    rounding can have moved it (0 when the rule does not round).
    """

    value: Floats
    accuracy: Floats
    note: Words
    rule: DisclosureRule


def shown_shares(numerator: Numbers, denominator: Numbers, rule: DisclosureRule) -> ShownShares:
    """Each share `numerator` of `denominator` as it may be shown under a rule.

    Hidden when the part is small, when the rest is small (x of n with n - x small is as disclosive as x), and when all
    or none of a small group are in it. Missing where a number is missing or nobody is counted, without a note.
    """
    part, whole = np.broadcast_arrays(floats(numerator), floats(denominator))
    rest = whole - part
    with np.errstate(invalid="ignore"):
        extreme = rule.is_small(whole) & ((part == 0) | (rest == 0))
        counted = (whole > 0) & (part >= 0) & (rest >= 0)
    reasons = [~counted, extreme, rule.is_small(part), rule.is_small(rest)]
    note = np.select(reasons, ["", EVERYBODY, SMALL_PART, SMALL_REST], "")
    shown = counted & (note == "")
    people = np.where(shown, rule.rounded(whole), np.nan)
    value = rule.rounded(part) / people
    off = rule.round_to / 2 if rule.round_to > 1 else 0.0
    accuracy = off * (1 + value) / (people - off)
    return ShownShares(value, accuracy, note, rule)

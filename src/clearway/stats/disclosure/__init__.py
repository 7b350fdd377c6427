"""Disclosure control: small counts hidden, what gives them away hidden too, the rest rounded, in that order."""

from clearway.stats.disclosure.feasible import FeasibleRanges, feasible_ranges
from clearway.stats.disclosure.groups import hidden_groups
from clearway.stats.disclosure.linked import LinkedCells, linked_suppression
from clearway.stats.disclosure.listing import SMALL, hidden_places, total_must_go
from clearway.stats.disclosure.protection import ProtectedTable, protect
from clearway.stats.disclosure.register import Cut, TooClose, too_close
from clearway.stats.disclosure.rule import (
    HIDDEN,
    LOCAL_BELOW_5,
    LOCAL_BELOW_6,
    NHS_SECONDARY_CARE,
    DisclosureRule,
    shown_counts,
    shown_means,
)
from clearway.stats.disclosure.shares import ShownShares, shown_shares
from clearway.stats.disclosure.suppression import secondary_suppression
from clearway.stats.disclosure.table import relations, with_totals

__all__ = [
    "HIDDEN",
    "LOCAL_BELOW_5",
    "LOCAL_BELOW_6",
    "NHS_SECONDARY_CARE",
    "SMALL",
    "Cut",
    "DisclosureRule",
    "FeasibleRanges",
    "LinkedCells",
    "ProtectedTable",
    "ShownShares",
    "TooClose",
    "feasible_ranges",
    "hidden_groups",
    "hidden_places",
    "linked_suppression",
    "protect",
    "relations",
    "secondary_suppression",
    "shown_counts",
    "shown_means",
    "shown_shares",
    "too_close",
    "total_must_go",
    "with_totals",
]

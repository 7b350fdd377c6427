"""The kinds of cause that can stand behind a difference, and how sure the figures allow us to be."""

from enum import StrEnum


class Kind(StrEnum):
    """Why our figure and the published one may differ."""

    RULE = "rule"
    QUALITY = "quality"
    REJECTED = "rejected"
    SHARE = "share"
    TRUST = "trust"
    MONTH = "month"
    VERSION = "version"
    LATE = "late"
    ADJUSTMENT = "adjustment"
    LABEL = "label"
    OUTCOME = "outcome"
    MISSING_HERE = "missing_here"
    MISSING_THERE = "missing_there"

    @property
    def heading(self) -> str:
        """The kind as a heading."""
        return TITLES[self]


TITLES = {
    Kind.RULE: "A rule that can be read in two ways",
    Kind.QUALITY: "A record in doubt",
    Kind.REJECTED: "A row that was rejected here",
    Kind.SHARE: "Another share between two trusts",
    Kind.TRUST: "Another trust",
    Kind.MONTH: "Another month",
    Kind.VERSION: "An earlier version of the record",
    Kind.LATE: "A record that came late",
    Kind.ADJUSTMENT: "Days taken off a wait",
    Kind.LABEL: "Another cancer type, route or kind of treatment",
    Kind.OUTCOME: "Within the standard there, a breach here, or the reverse",
    Kind.MISSING_HERE: "Counted there and not held here",
    Kind.MISSING_THERE: "Held here and not counted there",
}
"""What each kind says, and the order in which causes with the very same effect are named."""

UNEXPLAINED = frozenset({Kind.OUTCOME, Kind.MISSING_HERE, Kind.MISSING_THERE})
"""Kinds that only say what the figures show: nothing in a record speaks for them."""


class Certainty(StrEnum):
    """What the figures allow us to say of a cause."""

    EXACT = "exact"
    ONE_OF = "one_of"
    PART = "part"
    CANNOT_TELL = "cannot_tell"

    @property
    def words(self) -> str:
        """What may be said, and no more."""
        return {
            Certainty.EXACT: "Would close the gap exactly",
            Certainty.ONE_OF: "Would close the gap exactly, and so would another",
            Certainty.PART: "Would close part of the gap",
            Certainty.CANNOT_TELL: "The figures cannot tell",
        }[self]

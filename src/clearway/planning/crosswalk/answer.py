"""What a person says to a suggested match. It stands by itself: whoever keeps answers needs no matching."""

from enum import StrEnum


class Answer(StrEnum):
    """What a person says to a suggestion."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"

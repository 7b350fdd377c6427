"""What may be said: the one rule that turns an interval and a hope into a verdict."""

from enum import StrEnum


class Verdict(StrEnum):
    """What the figures allow to be said of a hoped change."""

    AS_HOPED = "moved as hoped"
    LESS = "moved less"
    OTHER_WAY = "moved the other way"
    NO_CHANGE = "no change that we could have seen"
    NOT_YET = "cannot tell yet"


def verdict_of(lower: float, upper: float, hoped: float) -> Verdict:
    """The verdict from the limits of the change and the hoped change, both signed, on one scale.

    Turned so that the hope is a rise: all above none, and the hope among them or below: as hoped. All above none, and
    all below the hope: less. All below none: the other way. None among them, the hope not: no change that we could have
    seen. Both among them: cannot tell yet. So a change is claimed where there is none with a chance of 1 - level, half
    of it each way, and a hope that came true is denied with a chance of (1 - level) / 2.
    Raises ValueError when nothing is hoped.
    """
    if hoped == 0:
        raise ValueError("A verdict needs a hoped change.")
    low, high = (lower, upper) if hoped > 0 else (-upper, -lower)
    size = abs(hoped)
    if high < 0:
        return Verdict.OTHER_WAY
    if low > 0:
        return Verdict.AS_HOPED if high >= size else Verdict.LESS
    return Verdict.NO_CHANGE if high < size else Verdict.NOT_YET

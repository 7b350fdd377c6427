"""What a deliverable should move: the measure, where, from which month, by how much and by which steps.

Written down before the date, so that whether it moved can be asked fairly afterwards (`clearway.evaluation`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])")
HOPED = re.compile(r"[+-]\d{1,9}(\.\d{1,4})?")


@dataclass(frozen=True, kw_only=True)
class Move:
    """One measure that should move.

    `hoped` is signed: percentage points of a share, else in the measure's unit (`+3`, `-2.5`). `since` is the month
    from which a change is hoped for, `until` the one by which it should be reached. `level` and `area` are a place as
    measures name it; without them the place is not said yet.
    """

    measure: str
    hoped: str
    since: str = field(metadata={"key": "from"})
    until: str | None = None
    level: str | None = None
    area: str | None = None
    mechanism: str | None = None


def doubtful_moves(at: str, moves: tuple[Move, ...]) -> Iterator[tuple[str, str, str, str]]:
    """What is no month, or no signed number: where, key, what is wrong, how to mend it."""
    for place, one in enumerate(moves):
        inner = f"{at}.moves[{place}]"
        if not HOPED.fullmatch(one.hoped):
            yield inner, "hoped", f"{one.hoped!r} is not a change", 'Write "+3" or "-2.5".'
        for key, month in (("from", one.since), ("until", one.until)):
            if month is not None and not MONTH.fullmatch(month):
                yield inner, key, f"{month!r} is not a month", 'Write "2025-10".'

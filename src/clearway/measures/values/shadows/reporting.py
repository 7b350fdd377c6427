"""Who is missing from a published month: providers that report in the months around it, and not in it.

A publication does not say who sent nothing. Somebody with ten people or more in both of the nearest months would hardly
have had nobody in between (a Poisson count with a mean of ten is 0 once in 20,000 months). Who closed or merged looks
the same, which the words say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clearway.measures.months import months_between

LEAST = 10
"""Fewer people than this in a month around it may well be nobody in the month itself. Our own choice, see above."""

FARTHEST = 2
"""How many months away a month may lie to speak for one."""

People = Mapping[str, Mapping[str, float]]
"""For each month the people of each provider that reported."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """How many providers a month has, and which are missing: their codes with their people in a month around it."""

    reported: int
    missing: Mapping[str, float]


def reporting(people: People) -> dict[str, Reporting]:
    """For each month who reported and who is missing. A month without two months near it can miss nobody: left out."""
    found = {}
    for month in people:
        near = _near(month, people)
        if len(near) < 2:
            continue
        both = [code for code in people[near[0]] if code in people[near[1]] and code not in people[month]]
        missing = {code: _mean(people[one][code] for one in near) for code in both if _is_large(people, near, code)}
        found[month] = Reporting(len(people[month]), missing)
    return found


def _near(month: str, people: People) -> tuple[str, ...]:
    """The month before and the one after; at either end of what is held, the two nearest on the other side."""
    held = sorted(people)
    before = [one for one in held if one < month and _apart(one, month) <= FARTHEST]
    after = [one for one in held if one > month and _apart(month, one) <= FARTHEST]
    if before and after:
        return before[-1], after[0]
    return tuple(before[-2:] or after[:2])


def _apart(first: str, last: str) -> int:
    return len(months_between(first, last)) - 1


def _is_large(people: People, near: Iterable[str], code: str) -> bool:
    return all(people[one][code] >= LEAST for one in near)


def _mean(numbers: Iterable[float]) -> float:
    held = list(numbers)
    return sum(held) / len(held)

"""Who has been asked, and who has not: by characteristic, by audience, by place.

A count says that somebody was meant to be reached, or that people were; it says nothing of what they thought.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reached:
    """One activity as reach is counted: what it was for, and whether it was held. `people` is None if uncounted."""

    is_done: bool
    keys: frozenset[str]
    people: int | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to reach: how many activities were held for it, how many are ahead, and the people they reached.

    `uncounted` are held activities of which nobody said how many people came.
    """

    key: str
    title: str
    done: int
    planned: int
    people: int
    uncounted: int

    @property
    def is_gap(self) -> bool:
        """Whether nobody of them was asked yet."""
        return self.done == 0

    @property
    def said(self) -> str:
        """In words."""
        if self.done:
            return "yes"
        return "not yet, but planned" if self.planned else "no, and nothing is planned"


def reach(titles: Mapping[str, str], activities: Iterable[Reached]) -> tuple[Row, ...]:
    """A row for each thing to reach, in the order of `titles`."""
    held: Sequence[Reached] = list(activities)
    return tuple(_row(key, title, [one for one in held if key in one.keys]) for key, title in titles.items())


def gaps(rows: Iterable[Row]) -> tuple[Row, ...]:
    """What nobody asked yet; first what nothing is planned for either."""
    return tuple(sorted((one for one in rows if one.is_gap), key=lambda one: one.planned > 0))


def _row(key: str, title: str, met: Sequence[Reached]) -> Row:
    done = [one for one in met if one.is_done]
    return Row(
        key=key,
        title=title,
        done=len(done),
        planned=len(met) - len(done),
        people=sum(one.people or 0 for one in done),
        uncounted=sum(one.people is None for one in done),
    )

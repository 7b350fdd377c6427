"""Open pathways as values of measures: the tracking list counted on the days that are asked for."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

import duckdb

from clearway.clocks import ClockRules
from clearway.measures.labels import WHOLE_STORE
from clearway.measures.values import Asked, CountWaiting, WaitingCount
from clearway.pathways.running_week import last_report_day
from clearway.pathways.waiting_counts import WaitingGroup, waiting_groups
from clearway.standards.places import ENGLAND

WEEK = timedelta(days=7)
LATEST_WEEKS = 8
MOST_WEEKS = 53
COUNTS: dict[str, Callable[[WaitingGroup], int]] = {
    "beyond_62_days": lambda group: group.beyond_62,
    "beyond_104_days": lambda group: group.beyond_104,
    "no_next_step": lambda group: group.without_next_step,
}
"""By a word of the catalogue's `open_counts`, who of a group counts."""


class GroupsOn(Protocol):
    """Answers who waits on a day, as `waiting_groups` does."""

    def __call__(
        self, figures: duckdb.DuckDBPyConnection, /, *, rules: ClockRules, day: date
    ) -> Sequence[WaitingGroup]:
        """The people who wait on a day, by trust and suspected cancer."""
        ...


def counting_waiting(rules: ClockRules, groups_on: GroupsOn = waiting_groups) -> CountWaiting:
    """Who counts open pathways for `values_of`: once a week, back from the last day that records speak of.

    Up to eight weeks, or up to 53 where a period is asked for. Of a day before the last nobody knows what had been
    booked, so bookings are counted on the last day alone. `groups_on` may remember what it answered.
    """

    def count(figures: duckdb.DuckDBPyConnection, word: str, asked: Asked) -> list[WaitingCount]:
        newest = last_report_day(figures)
        if newest is None or asked.area_type not in ("england", "alliance", "provider"):
            return []
        if asked.by not in ("", "cancer_type"):
            return []
        days = [newest] if word == "no_next_step" else list(_days(newest, asked))
        return [one for day in days for one in _on(groups_on(figures, rules=rules, day=day), rules, word, asked, day)]

    return count


def _days(newest: date, asked: Asked) -> Iterator[date]:
    last = min(newest, asked.last) if asked.last else newest
    day = newest - ((newest - last) // WEEK + ((newest - last) % WEEK > timedelta())) * WEEK
    first = asked.first or day - (LATEST_WEEKS - 1) * WEEK
    for _ in range(MOST_WEEKS):
        if day < first:
            return
        yield day
        day -= WEEK


def _on(
    groups: Sequence[WaitingGroup], rules: ClockRules, word: str, asked: Asked, day: date
) -> Iterator[WaitingCount]:
    counted: dict[tuple[str, str, str], list[int]] = {}
    for group in groups:
        area, name = _area(rules, group.trust, asked.area_type, day)
        if not area or (asked.areas and area not in asked.areas):
            continue
        sums = counted.setdefault((area, name, group.suspected if asked.by else ""), [0, 0])
        sums[0] += COUNTS[word](group)
        sums[1] += group.waiting
    for (area, name, part), (people, waiting) in sorted(counted.items()):
        yield WaitingCount(day, area, name, part, people, waiting)


def _area(rules: ClockRules, trust: str, area_type: str, day: date) -> tuple[str, str]:
    """Code and name of the area that a trust's people count for; no code where there is none."""
    organisations = rules.organisations
    if area_type == "england":
        return ENGLAND, WHOLE_STORE
    if area_type == "provider":
        return trust, organisations.name(trust, day) if trust else ""
    return _alliance(rules, trust, day) if trust else ("", "")


def _alliance(rules: ClockRules, trust: str, day: date) -> tuple[str, str]:
    """The alliance in whose sum a trust counts; of one that stands nowhere, no code."""
    placement = rules.organisations.alliance_of_provider(trust, day)
    if not placement.is_assigned:
        return "", ""
    names = {one.code: one.name for one in rules.organisations.alliances(day)}
    return placement.alliance, names.get(placement.alliance, placement.alliance)

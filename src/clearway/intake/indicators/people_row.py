"""People of one place, sex and age group on one day, as read, and what is checked of many of them."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearway.intake.indicators.cells import Area, differing
from clearway.intake.indicators.observing import Observation
from clearway.intake.indicators.tabular import Table
from clearway.records.findings import Finding, FindingKind
from clearway.records.observations import ALL

MIDDLE_OF_YEAR = (6, 30)


class PeopleRow(NamedTuple):
    """One number of people; `day` is the day on which they were counted or estimated."""

    number: int
    area: Area
    day: dt.date
    sex: str
    age: str
    people: float


def middle_of(year: int) -> dt.date:
    """The day that a mid-year estimate is about."""
    return dt.date(year, *MIDDLE_OF_YEAR)


def observations(rows: Sequence[PeopleRow], key: str, table: Table) -> Iterator[Observation]:
    """Each number of people as an observation of one day."""
    for row in rows:
        yield Observation(
            key, *row.area, row.day, row.day, table.place(row.number), row.people, sex=row.sex, age=row.age
        )


def ages_against_total(rows: Sequence[PeopleRow]) -> list[Finding]:
    """The finding that single years of age do not add up to the printed total of a place."""
    sums: dict[tuple[str, dt.date, str], float] = defaultdict(float)
    totals: dict[tuple[str, dt.date, str], PeopleRow] = {}
    for row in rows:
        at = (row.area.code, row.day, row.sex)
        if row.age == ALL:
            totals[at] = row
        else:
            sums[at] += row.people
    wrong = [(row, sums[at]) for at, row in totals.items() if at in sums and sums[at] != row.people]
    if not wrong:
        return []
    row, added = wrong[0]
    message = (
        f"{row.area.name or row.area.code} (row {row.number:,}): the ages add up to {added:,.0f} people, the printed "
        f"total is {row.people:,.0f}."
    )
    return [differing("AGES_DIFFER_FROM_TOTAL", message, row=row.number, count=len(wrong))]


def ages_missing(rows: Sequence[PeopleRow]) -> list[Finding]:
    """The finding that a place lacks an age that other places of the file have."""
    held: dict[tuple[str, dt.date, str], set[str]] = defaultdict(set)
    for row in rows:
        held[row.area.code, row.day, row.sex].add(row.age)
    every = set().union(*held.values()) if held else set()
    gaps = [(at, every - ages) for at, ages in held.items() if len(ages) < len(every)]
    if not gaps:
        return []
    (code, day, sex), lacking = gaps[0]
    message = f"{code}, {day.year}, {sex}: the ages {', '.join(sorted(lacking)[:6])} are missing."
    return [differing("AGE_GROUP_MISSING", message, count=len(gaps))]


def outside_england(count: int) -> list[Finding]:
    """The finding that rows of other countries were left out."""
    if not count:
        return []
    message = f"Rows of places outside England were left out ({count:,})."
    mend = "Nothing need be done: this system speaks of England."
    return [Finding("OUTSIDE_ENGLAND", FindingKind.STRUCTURAL, message, mend, count=count)]

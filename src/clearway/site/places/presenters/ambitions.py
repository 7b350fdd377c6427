"""The top of the first page: ten ambitions, read in a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearway.measures.catalogue import FrontPageRow, Measure
from clearway.measures.catalogue.telling import number as plain_number
from clearway.measures.comparison import Glance
from clearway.measures.months import month_of
from clearway.measures.targets import target_on
from clearway.measures.targets.target_on import TargetHeld
from clearway.site.measures import figures, words
from clearway.site.measures.permissions import Sight
from clearway.site.performance import figures as position
from clearway.site.places.areas import Part, parts_of
from clearway.site.places.cells import Cell, age, cell, measure_href, unit
from clearway.site.places.inequality import Inequality, inequality_of
from clearway.site.places.told import told


class Standing(StrEnum):
    """How much can be said of an ambition here."""

    OWN = "own"
    ENGLAND = "england"
    PARTS = "parts"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TargetWords:
    """The target in words; `is_provisional` stands beside it wherever it is shown."""

    words: str
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class AmbitionRow:
    """One ambition. `cell` is the value of the alliance, or of England where none is published below it.

    `range` says what its parts (cancer sites, districts) lie between where no one value is of everybody; `whose` names
    whom the value is of. With `standing` none there is no value, and `needs` says what is missing.
    """

    heading: str
    name: str
    why: str
    href: str
    standing: Standing
    whose: str
    cell: Cell | None
    range: str
    unit: str
    target: TargetWords
    inequality: Inequality | None
    age: str
    period: str
    needs: str


def ambitions(alliance: str, sight: Sight, today: date) -> tuple[AmbitionRow, ...]:
    """The rows of the first page for an alliance."""
    return tuple(_row(row, alliance, sight, today) for row in figures.catalogue().front_page.rows)


def _row(row: FrontPageRow, alliance: str, sight: Sight, today: date) -> AmbitionRow:
    measure = figures.catalogue()[row.measure]
    own = told(measure, "alliance", sight, (alliance,)).lines.get(alliance)
    if own:
        return _with_value(row, measure, Standing.OWN, "The alliance", own, "alliance", sight, today)
    england = told(measure, "england", sight)
    if line := next(iter(england.lines.values()), None):
        return _with_value(row, measure, Standing.ENGLAND, "England", line, "england", sight, today, alliance)
    if england.parted:
        return _with_range(row, measure, "England", england.parted, sight, today)
    lines = _of_districts(measure, alliance, sight)
    if lines:
        return _with_range(row, measure, "Its districts", lines, sight, today)
    return AmbitionRow(
        heading=row.heading, name=measure.name, why=row.why, href=measure_href(measure), standing=Standing.NONE,
        whose="", cell=None, range="", unit="", target=target_words(measure, alliance, today, today),
        inequality=None, age="", period="", needs=measure.needs or "No file that is loaded here holds it.",
    )  # fmt: skip


def _with_value(
    row: FrontPageRow, measure: Measure, standing: Standing, whose: str, line: Glance, area_type: str, sight: Sight,
    today: date, alliance: str = "",
) -> AmbitionRow:  # fmt: skip
    shown = cell(line, measure, area_type)
    beside = spread_words(measure, _of_districts(measure, alliance, sight)) if alliance else ""
    return AmbitionRow(
        heading=row.heading, name=measure.name, why=row.why, href=shown.href, standing=standing, whose=whose,
        cell=shown, range=f"Its districts: {beside}" if beside else "", unit=unit(measure),
        target=target_words(measure, line.area, shown.value.period_end, today),
        inequality=inequality_of(measure, shown.value, sight), age=age(shown.value, today), period=shown.period,
        needs="",
    )  # fmt: skip


def _with_range(
    row: FrontPageRow, measure: Measure, whose: str, lines: Sequence[Glance], sight: Sight, today: date
) -> AmbitionRow:
    newest = max((line.latest for line in lines), key=lambda one: one.period_end)
    return AmbitionRow(
        heading=row.heading, name=measure.name, why=row.why, href=measure_href(measure), standing=Standing.PARTS,
        whose=whose, cell=None, range=spread_words(measure, lines), unit=unit(measure),
        target=target_words(measure, "", newest.period_end, today), inequality=inequality_of(measure, newest, sight),
        age=age(newest, today), period=words.period(newest.period_start, newest.period_end), needs="",
    )  # fmt: skip


def spread_words(measure: Measure, lines: Sequence[Glance]) -> str:
    """Between what some lines lie in the newest period that any of them has: `47.1% (Doncaster) to 53.9% (…)`."""
    newest = max((line.latest.period_end for line in lines), default=None)
    known = [line for line in lines if line.latest.period_end == newest and line.latest.value is not None]
    if not known:
        return ""
    low, high = (pick(known, key=lambda one: one.latest.value or 0.0) for pick in (min, max))
    parts = [f"{words.number(one.latest.value, measure)} ({one.group or one.area_name})" for one in (low, high)]
    return parts[0] if len(known) == 1 else " to ".join(parts)


def target_words(measure: Measure, area: str, end: date, today: date) -> TargetWords:
    """What a value is held against: the standard, else the next milestone, else what was agreed."""
    agreed = figures.trajectories()
    for day in (end, today):
        found = target_on(measure, area, month_of(day), rules=position.rules(), agreed=agreed)
        for one in (*found.standards, *found.milestones):
            if one.compares and one.value is not None:
                return TargetWords(_target(measure, one), one.is_provisional)
        if found.trajectory:
            return TargetWords(f"agreed: {words.number(float(found.trajectory.value), measure)}")
    return TargetWords("")


def _target(measure: Measure, one: TargetHeld) -> str:
    assert one.value is not None  # noqa: S101 (asked for by the caller)
    wanted = f"{plain_number(one.value * measure.unit.shown)}{'%' if measure.unit.key == 'percent' else ''}"
    return f"{wanted} by {one.by_words}" if one.by_words else wanted


def _of_districts(measure: Measure, alliance: str, sight: Sight) -> list[Glance]:
    lines = told(measure, "district", sight).lines
    places: Sequence[Part] = parts_of(alliance, "districts") if lines and alliance else ()
    return [lines[part.code] for part in places if part.code in lines]

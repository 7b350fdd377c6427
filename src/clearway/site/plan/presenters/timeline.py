"""The timeline as strips: one picture a deliverable, with words that say the same, and the table of milestones."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clearway.planning.timeline import Point, Timeline, TimelineRow, timeline_of
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.plan.presenters.listing import Seen, notes_of
from clearway.site.plan.presenters.status import Tag, tag_of

WIDE, HIGH, MIDDLE = 480, 24, 12
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Strip:
    """One deliverable: bars as (x, width), milestones as (x, what), slips as (from, to), and lines of words."""

    code: str
    title: str
    href: str
    tag: Tag | None
    bars: tuple[tuple[float, float], ...]
    signs: tuple[tuple[float, str], ...]
    slips: tuple[tuple[float, float], ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineShown:
    """The strips under one scale: its labels as (x, words), where today is, and the table that is downloaded."""

    labels: tuple[tuple[float, str], ...]
    ticks: tuple[float, ...]
    today: float | None
    strips: tuple[Strip, ...]
    table: Table
    key: str = "milestones"


def timeline_shown(seen: Seen) -> TimelineShown:
    """The timeline of a plan on a day."""
    timeline = timeline_of(seen.plan, seen.grid)
    step = 1 if len(timeline.quarters) <= MOST_LABELS else 4
    named = timeline.quarters[::step]
    statuses = {one.id: one.status for one in seen.plan.deliverables}
    return TimelineShown(
        labels=tuple((_x(timeline, one.first_day), str(one if step == 1 else one.year)) for one in named),
        ticks=tuple(_x(timeline, one.first_day) for one in timeline.quarters),
        today=_x(timeline, seen.today) if timeline.place(seen.today) is not None else None,
        strips=tuple(_strip(timeline, row, seen, tag_of(statuses[row.id])) for row in timeline.rows),
        table=_table(timeline, seen),
    )


def _strip(timeline: Timeline, row: TimelineRow, seen: Seen, tag: Tag | None) -> Strip:
    return Strip(
        code=row.id,
        title=row.title,
        href=seen.hrefs[row.id],
        tag=tag,
        bars=tuple((_x(timeline, a), round(_x(timeline, b) - _x(timeline, a), 1)) for a, b in row.bars),
        signs=tuple(sign for point in row.points for sign in _signs(timeline, point)),
        slips=tuple(slip for point in row.points for slip in _slip(timeline, point)),
        lines=tuple(line_of(point, seen.today) for point in row.points),
    )


def _signs(timeline: Timeline, point: Point) -> Iterator[tuple[float, str]]:
    for day, what in ((point.promised, "promised"), (point.expected, "expected"), (point.passed, "passed")):
        if day is not None:
            yield _x(timeline, day), what


def _slip(timeline: Timeline, point: Point) -> Iterator[tuple[float, float]]:
    came = point.passed or point.expected
    if came is not None and point.promised is not None and came > point.promised:
        yield _x(timeline, point.promised), _x(timeline, came)


def _x(timeline: Timeline, day: date) -> float:
    return round((timeline.place(day) or 0) * WIDE, 1)


def line_of(point: Point, today: date) -> str:
    """A milestone in words: promised, expected or passed, and how late."""
    told = [f"promised for {words.day(point.promised)}"] if point.promised else ["no date promised"]
    if point.passed:
        told.append(f"passed on {words.day(point.passed)}{_late(point.days_late)}")
    elif point.expected:
        told.append(f"expected on {words.day(point.expected)}{_late(point.days_late)}")
    if point.is_overdue(today):
        told.append("that day is over, and nobody says it was passed")
    return f"{point.text}: {', '.join(told)}"


def _late(days: int | None) -> str:
    if not days:
        return ""
    many = f"{abs(days)} {'day' if abs(days) == 1 else 'days'}"
    return f" ({many} {'late' if days > 0 else 'early'})"


def _table(timeline: Timeline, seen: Seen) -> Table:
    columns = (
        Column("deliverable", "Deliverable"),
        Column("milestone", "Milestone"),
        Column("promised", "Promised for", Kind.DATE),
        Column("expected", "Expected on", Kind.DATE),
        Column("passed", "Passed on", Kind.DATE),
        Column("days_late", "Days late", Kind.NUMBER),
        Column("overdue", "Overdue"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            *(f"{row.id} {row.title}", one.text, one.promised, one.expected, one.passed, one.days_late),
            "yes" if one.is_overdue(seen.today) else "no",
        )
        for row in timeline.rows
        for one in row.points
    ]
    definition = "Milestones with the day promised first, expected now and passed; late counts from the day promised."
    return Table(f"Milestones: {seen.plan.meta.title}", columns, tuple(rows), notes_of(seen, definition))

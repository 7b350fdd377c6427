"""Charts of the position, each with the sentence it supports."""

from collections.abc import Sequence

from clearway.measures.answer import PositionRow
from clearway.measures.months import months_between
from clearway.publications.charts import (
    Annotation,
    Drawing,
    IntervalDots,
    MonthlyLine,
    MonthPoint,
    PlacePoint,
    sparkline,
)
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.presenters.figure import first_of, goals, interval, is_too_few
from clearway.site.performance.presenters.tables import label_of

MOST_ROWS = 40
"""A chart of more places than this is a wall; the table has them all."""


def points(rows: Sequence[PositionRow], first: str, last: str) -> tuple[MonthPoint, ...]:
    """Every month between two, those without a figure as gaps."""
    held = {row.period: row for row in rows}
    return tuple(_point(held.get(month), month) for month in months_between(first, last))


def _point(row: PositionRow | None, month: str) -> MonthPoint:
    if row is None:
        return MonthPoint(first_of(month), None, None, None)
    return MonthPoint(first_of(month), row.rate, row.lower, row.upper, row.release == "provisional")


def line(title: str, rows: Sequence[PositionRow], annotations: Sequence[Annotation] = ()) -> Drawing | None:
    """The line of a standard over the months that are held, with what people noted; None when there is none."""
    known = [row for row in rows if row.rate is not None]
    if not known:
        return None
    held = sorted(row.period for row in rows)
    shown = points(rows, held[0], held[-1])
    chart = MonthlyLine(title, line_words(known), shown, goals(_newest(known)), tuple(annotations))
    return figures.drawing_board().draw(chart)


def line_words(rows: Sequence[PositionRow]) -> str:
    """From what to what a line goes, its lowest and highest month; no claim that it changed."""
    newest, oldest = _newest(rows), min(rows, key=lambda row: row.period)
    now = f"{words.month(newest.period)}: {words.percent(newest.rate)} ({interval(newest)})"
    if newest is oldest:
        return f"{now}. Only this month is held."
    low = min(rows, key=lambda row: row.rate or 0.0)
    high = max(rows, key=lambda row: row.rate or 0.0)
    settled = " Hollow marks are provisional months." if any(row.release == "provisional" for row in rows) else ""
    return (
        f"{now}. Since {words.month(oldest.period)} ({words.percent(oldest.rate)}) it lay between "
        f"{words.percent(low.rate)} ({words.month(low.period)}) and "
        f"{words.percent(high.rate)} ({words.month(high.period)}).{settled}"
    )


def small_line(rows: Sequence[PositionRow]) -> str:
    """The line of a card as SVG; empty when no month has a share."""
    known = [row for row in rows if row.rate is not None]
    if len(known) < 2:
        return ""
    held = sorted(row.period for row in rows)
    newest = _newest(known)
    goal = float(newest.threshold) if newest.threshold is not None else None
    return sparkline(points(rows, held[0], held[-1]), words=line_words(known), goal=goal)


def dots(title: str, rows: Sequence[PositionRow], cut: str) -> Drawing | None:
    """The values of a cut side by side, lowest share on top; those with too few people are left to the table."""
    enough = [row for row in rows if row.rate is not None and not is_too_few(row)]
    if len(enough) < 2:
        return None
    lowest_first = sorted(enough, key=lambda row: row.rate or 0.0)[:MOST_ROWS]
    marks = tuple(PlacePoint(short_label(label_of(row, cut)), row.rate, row.lower, row.upper) for row in lowest_first)
    first, last = lowest_first[0], lowest_first[-1]
    sentence = (
        f"Lowest: {label_of(first, cut)}, {words.percent(first.rate)} ({interval(first)}). "
        f"Highest: {label_of(last, cut)}, {words.percent(last.rate)} ({interval(last)}). "
        "Where intervals overlap, the order may be chance."
    )
    chart = IntervalDots(title, sentence, marks, goals(first, with_ambition=False))
    return figures.drawing_board().draw(chart)


def short_label(name: str) -> str:
    """A name short enough for a telephone: without the legal tail of a trust."""
    for tail in (" NHS Foundation Trust", " NHS Trust", " Teaching Hospitals", " Hospitals", " Hospital"):
        name = name.removesuffix(tail)
    return name.removeprefix("The ").replace("Gastrointestinal", "GI").replace("University", "Univ.")


def _newest(rows: Sequence[PositionRow]) -> PositionRow:
    return max(rows, key=lambda row: row.period)

"""How complete a sender's records are: every column with its newest whole month and its trend, one of them in full."""

from datetime import date

from clearway.measures.months import months_between
from clearway.pipeline.quality.completeness import ColumnCompleteness, CompleteMonth
from clearway.publications.charts import Drawing, MonthlyLine, MonthPoint, sparkline
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site import words
from clearway.site.performance import figures
from clearway.site.quality.presenters.naming import MEANINGS, notes, sender
from clearway.site.tables import ShownTable

DEFINITION = (
    "Share of records that have the column filled, of those that need it by what has happened on the pathway; columns "
    "that are not needed for counting are shares of all records. Which records need a column is our own reading of the "
    "specification: of the national scenarios only the first could be read. 95% Wilson intervals."
)

MOST_MONTHS = 24


def newest_whole(one: ColumnCompleteness) -> CompleteMonth | None:
    """The newest month that had ended and in which somebody needed the column."""
    return next((month for month in reversed(one.months) if month.share is not None and not month.is_running), None)


def points(one: ColumnCompleteness) -> tuple[MonthPoint, ...]:
    """The last two years up to the newest month; months without anybody are gaps, the running one is hollow."""
    held = {month.month: month for month in one.months}
    span = months_between(min(held), max(held))[-MOST_MONTHS:] if held else ()
    return tuple(_point(name, held.get(name)) for name in span)


def rows(columns: list[ColumnCompleteness], base: str) -> list[dict[str, str]]:
    """Each column as the page lists it: lowest first, those that counting needs before the others."""
    shown = [(one, newest_whole(one)) for one in columns]
    known = [(one, newest) for one, newest in shown if newest and (one.is_needed or newest.filled)]
    known.sort(key=lambda pair: (not pair[0].is_needed, pair[1].share or 0.0, pair[0].column))
    return [
        {
            "column": one.column,
            "meaning": MEANINGS.get(one.column, ""),
            "of_whom": one.of_whom,
            "is_needed": "needed" if one.is_needed else "",
            "share": words.percent(newest.share),
            "interval": f"{words.percent(newest.lower)} to {words.percent(newest.upper)}",
            "count": f"{newest.filled:,} of {newest.of:,}",
            "line": sparkline(points(one), words=_trend_words(one)),
            "href": f"{base}&column={one.column}",
        }
        for one, newest in known
    ]


def chart(one: ColumnCompleteness) -> Drawing | None:
    """The line of one column."""
    if newest_whole(one) is None:
        return None
    title = f"{one.column}, {one.of_whom}"
    return figures.drawing_board().draw(MonthlyLine(title, _trend_words(one), points(one)))


def table(columns: list[ColumnCompleteness], organisation: str, *, is_demo: bool) -> ShownTable:
    """Every column and month, tidy."""
    heads = (
        Column("month", "Month", Kind.MONTH),
        Column("column", "Column"),
        Column("of_whom", "Of"),
        Column("needed", "Needed"),
        Column("filled", "Filled", Kind.COUNT),
        Column("of", "Of how many", Kind.COUNT),
        Column("share", "Share", Kind.SHARE),
        Column("lower", "Lower", Kind.SHARE),
        Column("upper", "Upper", Kind.SHARE),
        Column("running", "Month still running"),
    )
    body: tuple[tuple[Cell, ...], ...] = tuple(
        (
            date.fromisoformat(f"{month.month}-01"), one.column, one.of_whom, "yes" if one.is_needed else "no",
            month.filled, month.of, month.share, month.lower, month.upper, "yes" if month.is_running else "no",
        )
        for one in columns
        for month in one.months
        if month.of
    )  # fmt: skip
    held = Table(
        f"Completeness of {sender(organisation)}",
        heads,
        body,
        notes(DEFINITION, "Counts of the sender's files that count", f"{len(columns)} columns", is_demo=is_demo),
    )
    return ShownTable("completeness", held, "No records of this sender count now.")


def _point(month: str, found: CompleteMonth | None) -> MonthPoint:
    first = date.fromisoformat(f"{month}-01")
    if found is None:
        return MonthPoint(first, None, None, None)
    return MonthPoint(first, found.share, found.lower, found.upper, found.is_running)


def _trend_words(one: ColumnCompleteness) -> str:
    shown = {point.month for point in points(one)}
    known = [
        month for month in one.months if month.share is not None and date.fromisoformat(f"{month.month}-01") in shown
    ]
    if not known:
        return "Nobody needed it."
    newest, low = known[-1], min(known, key=lambda month: month.share or 0.0)
    running = " Hollow: the month was still running." if newest.is_running else ""
    return (
        f"{words.month(newest.month)}: {words.percent(newest.share)} ({newest.filled:,} of {newest.of:,}). "
        f"Lowest: {words.percent(low.share)} in {words.month(low.month)}.{running}"
    )

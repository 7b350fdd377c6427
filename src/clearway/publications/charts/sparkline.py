"""Two years in a line the size of a word, for a card. It has no axis: the page it leads to has one."""

from collections.abc import Sequence
from html import escape

from clearway.publications.charts import palette
from clearway.publications.charts.monthly_line import MonthPoint, runs

WIDTH, HEIGHT, ROOM = 240, 48, 5


def sparkline(points: Sequence[MonthPoint], *, words: str, goal: float | None = None) -> str:
    """An SVG of the shares with the newest marked by a disc, gaps as gaps, the goal as a dashed line.

    `words` say what it shows, since nobody hears a line. Empty when no month has a share.
    """
    known = [point for part in runs(points) for point in part]
    shares = [point.share for point in known if point.share is not None]
    if not shares:
        return ""
    lowest, highest = min([*shares, *([goal] if goal else [])]), max([*shares, *([goal] if goal else [])])
    first, last = points[0].month, points[-1].month
    stretch = max((last.year - first.year) * 12 + last.month - first.month, 1)

    def across(point: MonthPoint) -> float:
        place = (point.month.year - first.year) * 12 + point.month.month - first.month
        return round(ROOM + (WIDTH - 2 * ROOM) * place / stretch, 1)

    def down(share: float) -> float:
        return round(HEIGHT - ROOM - (HEIGHT - 2 * ROOM) * (share - lowest) / ((highest - lowest) or 1), 1)

    def trace(part: list[MonthPoint]) -> str:
        return "M" + "L".join(f"{across(point)},{down(point.share or 0.0)}" for point in part)

    newest = known[-1]
    lines = "".join(
        f'<path d="{trace(part)}" fill="none" stroke="{palette.LINE}" stroke-width="2.5"/>' for part in runs(points)
    )
    dash = (
        f'<line x1="0" x2="{WIDTH}" y1="{down(goal)}" y2="{down(goal)}" stroke="{palette.STANDARD}" '
        'stroke-width="1.5" stroke-dasharray="6 4"/>'
        if goal
        else ""
    )
    disc = f'<circle cx="{across(newest)}" cy="{down(newest.share or 0.0)}" r="4.5" fill="{palette.LINE}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="clearway-sparkline" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-label="{escape(words)}">{dash}{lines}{disc}</svg>'
    )

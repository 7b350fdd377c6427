"""What is said of values, beside them in a table to take away: limits of lines, labels, and steadier values."""

from collections.abc import Sequence
from dataclasses import replace

from clearway.measures.comparison import Against, Line, PeerSet
from clearway.measures.values import MeasureValue
from clearway.publications.tables import Cell, Column, Kind, Table

LINE = ("line_chart", "line_lower", "line_mean", "line_upper")
SHRUNKEN = ("shrunken_value", "shrunken_lower", "shrunken_upper")
TITLES = {
    "line_chart": "control chart of the line",
    "line_lower": "lower limit of the line",
    "line_mean": "middle of the line",
    "line_upper": "upper limit of the line",
    "shrunken_value": "steadier value, drawn towards the common one",
    "shrunken_lower": "its lower limit",
    "shrunken_upper": "its upper limit",
}


def with_judgement(
    table: Table,
    values: Sequence[MeasureValue],
    *,
    lines: Sequence[Line],
    peers: PeerSet | None,
    against: Against = Against.ENGLAND,
) -> Table:
    """The table of values (a row each, in this order) with columns for what is said of them.

    The limits of its line stand beside each value; the label and the steadier value beside the newest of an area, where
    there are any. Labels against England are a column of the table of values already.
    """
    number = next(column.kind for column in table.columns if column.key == "value")
    drawn = {
        (line.area, point.period_end, line.group): (line.chart.method, *(line.limits(place) or (None, None, None)))
        for line in lines
        for place, point in enumerate(line.points)
    }
    held = {(one.value.area, one.value.period_end): one for one in peers.peers} if peers else {}
    has_labels, has_steadier = bool(held) and against is not Against.ENGLAND, bool(peers and peers.shrinkage)
    columns = [Column(name, TITLES[name], Kind.TEXT if name == "line_chart" else number) for name in LINE if drawn]
    columns += [Column(f"against_{against.value}", f"against {against.value}")] if has_labels else []
    columns += [Column(name, TITLES[name], number) for name in SHRUNKEN] if has_steadier else []
    more: list[tuple[Cell, ...]] = []
    for one in values:
        peer = held.get((one.area, one.period_end))
        key = (one.area, one.period_end, ", ".join(one.group.values()))
        cells: tuple[Cell, ...] = drawn.get(key, ("", None, None, None)) if drawn else ()
        cells += (peer.label if peer else "",) if has_labels else ()
        cells += ((peer.shrunken if peer else None) or (None, None, None)) if has_steadier else ()
        more.append(cells)
    rows = tuple((*row, *cells) for row, cells in zip(table.rows, more, strict=True))
    return replace(table, columns=(*table.columns, *columns), rows=rows)

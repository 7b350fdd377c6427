"""What is said of values, beside them in a table to take away: limits of lines, labels, and steadier values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from clearway.measures.comparison import Against, Line, Peer, PeerSet
from clearway.measures.comparison.told import BENCHMARK_NAMES
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
NOT_DRAWN = (None, None, None)
ENGLAND = BENCHMARK_NAMES["published"]


def with_judgement(
    table: Table,
    values: Sequence[MeasureValue],
    *,
    lines: Sequence[Line],
    peers: PeerSet | None,
    against: Against = Against.ENGLAND,
    england: PeerSet | None = None,
) -> Table:
    """The table of values (a row each, in this order) with columns for what is said of them.

    The limits of its line stand beside each value; labels and the steadier value beside the value of the period that is
    compared, where there are any. `england` has the labels against England beside those of `peers`.
    """
    number = next(column.kind for column in table.columns if column.key == "value")
    drawn = {
        (line.area, point.period_end, line.group): (line.chart.method, *(line.limits(place) or (None, None, None)))
        for line in lines
        for place, point in enumerate(line.points)
    }
    labelled = [(_against(one, kind), _by_value(one)) for kind, one in _told(peers, against, england)]
    held, has_steadier = _by_value(peers), bool(peers and peers.shrinkage)
    columns = [Column(name, TITLES[name], Kind.TEXT if name == "line_chart" else number) for name in LINE if drawn]
    columns += [column for column, _ in labelled]
    columns += [Column(name, TITLES[name], number) for name in SHRUNKEN] if has_steadier else []
    more: list[tuple[Cell, ...]] = []
    for one in values:
        place = (one.area, one.period_end)
        key = (*place, ", ".join(one.group.values()))
        cells: tuple[Cell, ...] = drawn.get(key, ("", None, None, None)) if drawn else ()
        cells += tuple(found[place].label if place in found else "" for _, found in labelled)
        cells += (held[place].shrunken if place in held else None) or NOT_DRAWN if has_steadier else ()
        more.append(cells)
    rows = tuple((*row, *cells) for row, cells in zip(table.rows, more, strict=True))
    return replace(table, columns=(*table.columns, *columns), rows=rows)


def _told(peers: PeerSet | None, against: Against, england: PeerSet | None) -> Iterator[tuple[Against, PeerSet]]:
    """What areas are held against, England first."""
    if england is not None and against is not Against.ENGLAND:
        yield Against.ENGLAND, england
    if peers is not None:
        yield against, peers


def _against(peers: PeerSet, against: Against) -> Column:
    """The column of labels. Computed values know of no England: they are held against all records of the store."""
    if against is Against.ENGLAND and peers.benchmark_name != ENGLAND:
        return Column("against_all_records", f"against {peers.benchmark_name}")
    return Column(f"against_{against.value}", f"against {ENGLAND if against is Against.ENGLAND else against.value}")


def _by_value(peers: PeerSet | None) -> dict[tuple[str, date], Peer]:
    return {(one.value.area, one.value.period_end): one for one in peers.peers} if peers else {}

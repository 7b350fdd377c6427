"""The named cuts whose figures are worked out once and kept: exact counts, median and 90th centile."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb
import pyarrow as pa

from clearway.measures.months import year_of
from clearway.pipeline.shares import make_share_views
from clearway.pipeline.statements import statements
from clearway.standards.organisations import ENGLAND

Years = Mapping[str, Mapping[str, int]]
"""By financial year, how many events each of its months holds."""

MONTHS = pa.schema([("month", pa.string()), ("year", pa.string()), ("bit", pa.int16())])
MONTHS_OF_BITS = """list_transform(
        list_filter(range(12), lambda number: (bits >> CAST(number AS SMALLINT)) & 1 = 1),
        lambda number: CASE
            WHEN number < 9 THEN left(CAST(period AS VARCHAR), 4) || '-' || lpad(CAST(number + 4 AS VARCHAR), 2, '0')
            ELSE CAST(CAST(left(CAST(period AS VARCHAR), 4) AS INTEGER) + 1 AS VARCHAR) || '-0' || (number - 8)
        END
    )"""
"""The months of a financial year of which each is a bit, April the lowest: a list of texts a group costs far more."""

TEXT = "cell_text"
"""A type with the few thousand texts of cells, so that comparing them costs what comparing numbers costs."""

TEXTS = (
    *("standard", "month", "standard_key", "cancer_type", "route", "stage", "treat_trust", "treat_alliance"),
    *("treat_region", "inv_trust", "inv_alliance", "inv_region", "residents_icb", "residents_alliance"),
    "residents_region",
)
OF_EVENTS, OF_CHANGED = "cell_", "changed_"
"""What stands before the names of the views over the events at hand, and over those that changed."""


@dataclass(frozen=True, slots=True)
class Place:
    """A way to place an event: whose figures they are, from which view of shares, in which column the place stands."""

    kind: str
    side: str
    source: str
    column: str


PLACES = (
    Place("england", "trusts", "whole_events", f"CAST('{ENGLAND}' AS {TEXT})"),
    Place("region", "trusts", "region_shares", "trusts_region"),
    Place("region", "residents", "whole_events", "residents_region"),
    Place("alliance", "trusts", "alliance_shares", "trusts_alliance"),
    Place("alliance", "residents", "whole_events", "residents_alliance"),
    Place("icb", "residents", "whole_events", "residents_icb"),
    Place("provider", "trusts", "shares", "trust"),
)
DETAILS = ((False, False), (True, False), (False, True))
FULL_DETAIL = (True, True)
"""By cancer type, by route or stage. Both at once are kept for trusts and for alliances as the sum of their trusts."""

FULLY_DETAILED = (("provider", "trusts"), ("alliance", "trusts"))

CHANGED_ALONE = """
    SEMI JOIN (
        SELECT
            standard AS in_standard, period AS in_period, standard_key AS in_key, place AS in_place,
            cancer_type AS in_cancer_type, stage_route AS in_stage_route
        FROM changed_cell
        WHERE cut = {number}
    )
        ON in_standard = standard
        AND in_period = {period}
        AND in_key = standard_key
        AND in_place = {place}
        AND in_cancer_type IS NOT DISTINCT FROM {cancer_type}
        AND in_stage_route IS NOT DISTINCT FROM {stage_route}"""
"""What is said of a view when only the cells of `changed_cell` are wanted."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One named cut: a kind of place, the details told apart, by month or by financial year."""

    place: Place
    with_cancer: bool
    with_route: bool
    is_year: bool

    @property
    def number(self) -> int:
        """Its place among all cuts."""
        return CUTS.index(self)

    def parts(self) -> dict[str, str]:
        """What stands in braces in the statements."""
        return {
            "number": str(self.number),
            "place_kind": self.place.kind,
            "side": self.place.side,
            "with_cancer": str(self.with_cancer),
            "with_route": str(self.with_route),
            "is_year": str(self.is_year),
            "period": "year" if self.is_year else "month",
            "bits": "bit_or(month_bit)" if self.is_year else "0",
            "months": MONTHS_OF_BITS if self.is_year else "[period]",
            "place": self.place.column,
            "cancer_type": "cancer_type" if self.with_cancer else f"CAST(NULL AS {TEXT})",
            "stage_route": "stage_route" if self.with_route else f"CAST(NULL AS {TEXT})",
        }


def is_kept(place_kind: str, side: str, *, with_cancer: bool, with_route: bool) -> bool:
    """Whether a cut is among those kept as cells; any other reads events."""
    is_place = any((one.kind, one.side) == (place_kind, side) for one in PLACES)
    wanted = (with_cancer, with_route)
    return is_place and (wanted in DETAILS or (wanted == FULL_DETAIL and (place_kind, side) in FULLY_DETAILED))


CUTS = tuple(
    Cut(place, with_cancer, with_route, is_year)
    for is_year in (False, True)
    for place in PLACES
    for with_cancer, with_route in (*DETAILS, FULL_DETAIL)
    if is_kept(place.kind, place.side, with_cancer=with_cancer, with_route=with_route)
)


def build_cells(connection: duckdb.DuckDBPyConnection, *, long_wait_days: int, chunk_events: int) -> None:
    """Work out every cell.

    Events are taken by financial years in groups of at most `chunk_events` (a single year may be larger), because exact
    quantiles keep every value of a group in memory: so memory is a setting.
    """
    connection.execute("TRUNCATE cells")
    years = _years(connection)
    _put_months(connection, years)
    _name_texts(connection, "events")
    _insert_cells(connection, CUTS, _groups(years, chunk_events), long_wait_days)


def refresh_cells(connection: duckdb.DuckDBPyConnection, *, long_wait_days: int, chunk_events: int) -> None:
    """Work out anew the cells in which an event changed, by the tables `event_gone` and `event_come` (as `events`).

    The other cells stay: they are what a build from nothing gives.
    """
    _run(connection, "changed_events")
    months = [
        month for (month,) in connection.execute("SELECT DISTINCT month FROM changed_event ORDER BY month").fetchall()
    ]
    if not months:
        return
    of_changed = {year: dict.fromkeys(of_year, 0) for year, of_year in groupby(months, key=year_of)}
    years = {year: sizes for year, sizes in _years(connection).items() if year in of_changed}
    _put_months(connection, {year: {**of_year, **years.get(year, {})} for year, of_year in of_changed.items()})
    _name_texts(connection, "events", "changed_event")
    cuts = _find_changed(connection)
    _run(connection, "stale_cells")
    _insert_cells(connection, cuts, _groups(years, chunk_events), long_wait_days, only=CHANGED_ALONE)


def _run(connection: duckdb.DuckDBPyConnection, name: str, **parts: str) -> None:
    for statement in statements(name):
        connection.execute(statement.format(**parts))


def _years(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, int]]:
    """How many events each month holds, by financial year."""
    years: dict[str, dict[str, int]] = {}
    found = connection.execute("SELECT month, count(*) FROM events GROUP BY month ORDER BY month").fetchall()
    for month, count in found:
        years.setdefault(year_of(month), {})[month] = count
    return years


def _groups(years: Years, chunk_events: int) -> Iterator[Years]:
    group: dict[str, Mapping[str, int]] = {}
    held = 0
    for year, months in years.items():
        size = sum(months.values())
        if group and held + size > chunk_events:
            yield group
            group, held = {}, 0
        group[year] = months
        held += size
    if group:
        yield group


def _put_months(connection: duckdb.DuckDBPyConnection, years: Years) -> None:
    """Make the table of months that the statements read."""
    pairs = [(month, year) for year, months in years.items() for month in months]
    columns = {
        "month": [month for month, _ in pairs],
        "year": [year for _, year in pairs],
        "bit": [1 << (int(month[5:]) + 8) % 12 for month, _ in pairs],
    }
    connection.register("cell_month", pa.table(columns, schema=MONTHS))


def _name_texts(connection: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Make the type of the texts from every text that the wanted months of some tables hold, in order."""
    for table in ("cell_event", "changed_cell_event", "changed_cell"):
        connection.execute(f"DROP TABLE IF EXISTS {table}")
    connection.execute(f"DROP TYPE IF EXISTS {TEXT}")
    held = " UNION ".join(
        f"SELECT {name} AS text FROM {table} SEMI JOIN cell_month USING (month)"  # noqa: S608 (names are ours)
        for table in tables
        for name in TEXTS
    )
    texts = f"{held} UNION SELECT year FROM cell_month UNION SELECT '{ENGLAND}'"  # noqa: S608
    connection.execute(
        f"CREATE TEMP TYPE {TEXT} AS ENUM (SELECT text FROM ({texts}) WHERE text IS NOT NULL ORDER BY text)"  # noqa: S608
    )


def _find_changed(connection: duckdb.DuckDBPyConnection) -> list[Cut]:
    """Make the table of cells in which an event changed. Returns the cuts that have any."""
    _run(connection, "cell_events", table="changed_cell_event", events="changed_event", text=TEXT)
    make_share_views(connection, "changed_cell_event", prefix=OF_CHANGED)
    (template,) = statements("changed_cells")
    keys = (template.format(source=OF_CHANGED + cut.place.source, **cut.parts()) for cut in CUTS)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE changed_cell AS {' UNION ALL '.join(keys)}")
    found = connection.execute("SELECT DISTINCT cut FROM changed_cell ORDER BY cut").fetchall()
    return [CUTS[number] for (number,) in found]


def _insert_cells(
    connection: duckdb.DuckDBPyConnection,
    cuts: Sequence[Cut],
    groups: Iterable[Years],
    long_wait_days: int,
    only: str = "",
) -> None:
    (template,) = statements("cells")
    for years in groups:
        _put_months(connection, years)
        _run(connection, "cell_events", table="cell_event", events="events", text=TEXT)
        make_share_views(connection, "cell_event", prefix=OF_EVENTS)
        for cut in cuts:
            parts = cut.parts()
            source = OF_EVENTS + cut.place.source + only.format(**parts)
            connection.execute(template.format(source=source, **parts), {"long_wait_days": long_wait_days})
    connection.execute("DROP TABLE IF EXISTS cell_event")

"""The named cuts whose figures are worked out once and kept: exact counts, median and 90th centile."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import duckdb

from clearway.measures.months import financial_year, year_of
from clearway.pipeline.statements import statements


@dataclass(frozen=True, slots=True)
class Place:
    """A way to place an event: whose figures they are, from which table, and in which column the place stands."""

    kind: str
    side: str
    source: str
    column: str


PLACES = (
    Place("england", "trusts", "whole_events", "'ENGLAND'"),
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


def is_kept(place_kind: str, side: str, *, with_cancer: bool, with_route: bool) -> bool:
    """Whether a cut is among those kept as cells; any other reads events."""
    is_place = any((one.kind, one.side) == (place_kind, side) for one in PLACES)
    wanted = (with_cancer, with_route)
    return is_place and (wanted in DETAILS or (wanted == FULL_DETAIL and (place_kind, side) in FULLY_DETAILED))


def build_cells(
    connection: duckdb.DuckDBPyConnection, months: Iterable[str], *, long_wait_days: int, chunk_events: int
) -> None:
    """Work out the cells of some months, and of the financial years they lie in, in place of what was there.

    Months are taken in groups of at most `chunk_events` events (a single month or year may be larger), because exact
    quantiles keep every value of a group in memory: so memory is a setting.
    """
    touched = sorted(set(months))
    if not touched:
        return
    years = sorted({year_of(month) for month in touched})
    connection.execute("DELETE FROM cells WHERE NOT is_year AND list_contains($periods, period)", {"periods": touched})
    connection.execute("DELETE FROM cells WHERE is_year AND list_contains($periods, period)", {"periods": years})
    sizes = dict(connection.execute("SELECT month, count(*) FROM events GROUP BY month").fetchall())
    for group in _groups([month for month in touched if month in sizes], sizes, chunk_events):
        _insert(connection, group, is_year=False, long_wait_days=long_wait_days)
    for _, of_year in groupby(sorted(month for month in sizes if year_of(month) in years), key=year_of):
        _insert(connection, list(of_year), is_year=True, long_wait_days=long_wait_days)


def _groups(months: Sequence[str], sizes: dict[str, int], chunk_events: int) -> Iterator[list[str]]:
    group: list[str] = []
    held = 0
    for month in months:
        if group and held + sizes[month] > chunk_events:
            yield group
            group, held = [], 0
        group.append(month)
        held += sizes[month]
    if group:
        yield group


def _insert(connection: duckdb.DuckDBPyConnection, months: list[str], *, is_year: bool, long_wait_days: int) -> None:
    for place in PLACES:
        for with_cancer, with_route in (*DETAILS, FULL_DETAIL):
            if not is_kept(place.kind, place.side, with_cancer=with_cancer, with_route=with_route):
                continue
            (template,) = statements("cells")
            statement = template.format(
                period=financial_year("month") if is_year else "month",
                place=place.column,
                cancer_type="cancer_type" if with_cancer else "NULL",
                stage_route="coalesce(route, stage)" if with_route else "NULL",
                source=place.source,
            )
            connection.execute(
                statement,
                {
                    "months": months,
                    "first_month": months[0],
                    "last_month": months[-1],
                    "place_kind": place.kind,
                    "side": place.side,
                    "with_cancer": with_cancer,
                    "with_route": with_route,
                    "is_year": is_year,
                    "long_wait_days": long_wait_days,
                },
            )

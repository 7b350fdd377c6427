"""Where each organisation of the store stands in each month: name, alliance, ICB and region."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

import duckdb
import pyarrow as pa

from clearway.standards.organisations import ENGLAND, Organisations

PLACE_SCHEMA = pa.schema(
    [
        pa.field("kind", pa.string(), nullable=False),
        pa.field("code", pa.string(), nullable=False),
        pa.field("month", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("alliance", pa.string(), nullable=False),
        pa.field("icb", pa.string(), nullable=False),
        pa.field("region", pa.string(), nullable=False),
    ]
)
"""`kind` is `provider` or `commissioner`. A provider's alliance is the one whose trusts it is one of; a commissioner's
is the one whose residents it answers for. The two are never mixed."""


def place_table(organisations: Organisations, wanted: Iterable[tuple[str, str, str]]) -> pa.Table:
    """One row for each (kind, code, month) asked for, as at the first day of the month.

    Alliances are not known before the first list (April 2021): an earlier month is grouped as on that day.
    """
    rows = [_place(organisations, kind, code, month) for kind, code, month in wanted if code != ENGLAND]
    return pa.Table.from_pylist(rows, schema=PLACE_SCHEMA)


def area_table(organisations: Organisations, codes: Iterable[str]) -> pa.Table:
    """The name of each alliance, ICB and region by its code."""
    known = sorted(set(codes))
    return pa.table({"code": known, "name": [organisations.name(code) for code in known]})


def places_hold(connection: duckdb.DuckDBPyConnection, organisations: Organisations) -> bool:
    """Whether every organisation of an analytical file still stands where the file says it does."""
    held = connection.sql("FROM places ORDER BY kind, code, month").to_arrow_table()
    wanted = zip(*(held[name].to_pylist() for name in ("kind", "code", "month")), strict=True)
    return bool(place_table(organisations, wanted).to_pylist() == held.select(PLACE_SCHEMA.names).to_pylist())


def build_places(connection: duckdb.DuckDBPyConnection, organisations: Organisations, month_rows: str) -> None:
    """Bring the tables `places` and `areas` to every organisation and month of a query giving kind, code and month.

    Places that are there already stay: whoever refreshes a file has seen that they hold (`places_hold`).
    """
    connection.register("coming", PLACE_SCHEMA.empty_table())
    connection.execute("CREATE TABLE IF NOT EXISTS places AS FROM coming")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE wanted_place (kind, code, month) AS {month_rows}")
    connection.execute("DELETE FROM places WHERE (kind, code, month) NOT IN (FROM wanted_place)")
    new = connection.execute(
        "FROM wanted_place WHERE (kind, code, month) NOT IN (SELECT kind, code, month FROM places)"
    )
    connection.register("coming", place_table(organisations, new.fetchall()))
    connection.execute("INSERT INTO places BY NAME FROM coming ORDER BY ALL")
    found = connection.execute("SELECT DISTINCT unnest([alliance, icb, region]) FROM places").fetchall()
    codes = {str(code) for (code,) in found} | {alliance.code for alliance in organisations.alliances(date.max)}
    connection.register("coming", area_table(organisations, codes))
    connection.execute("CREATE OR REPLACE TABLE areas AS FROM coming ORDER BY ALL")
    connection.unregister("coming")


@lru_cache(maxsize=1 << 17)
def _place(organisations: Organisations, kind: str, code: str, month: str) -> dict[str, str]:
    on = date.fromisoformat(f"{month}-01")
    grouped_on = max(on, organisations.alliances_from)
    is_provider = kind == "provider"
    return {
        "kind": kind,
        "code": code,
        "month": month,
        "name": organisations.name(code, on),
        "alliance": (
            organisations.alliance_of_provider(code, grouped_on)
            if is_provider
            else organisations.alliance_of_commissioner(code, grouped_on)
        ).alliance,
        "icb": organisations.icb_of_provider(code, on) if is_provider else organisations.icb_of_commissioner(code, on),
        "region": (
            organisations.region_of_provider(code, on) if is_provider else organisations.region_of_commissioner(code)
        ),
    }

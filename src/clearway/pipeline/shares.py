"""The views that say who holds a share of an event, over whichever table of events."""

import duckdb

from clearway.pipeline.statements import statements


def make_share_views(connection: duckdb.DuckDBPyConnection, events: str, *, prefix: str = "") -> None:
    """Make `shares`, `alliance_shares`, `region_shares` and `whole_events` over a table with the columns of events.

    With a `prefix` they are views of this connection alone, named with it.
    """
    kind = "OR REPLACE TEMP VIEW" if prefix else "VIEW"
    for statement in statements("shares"):
        connection.execute(statement.format(kind=kind, prefix=prefix, events=events))

"""Published figures in the analytical store: every release as printed, and each level of detail complete in itself."""

import duckdb
import pyarrow as pa

from clearway.measures.labels import STAGE_ROUTE, SUMS
from clearway.pipeline.statements import statements

LEVEL_SOURCES: dict[tuple[bool, bool, bool], tuple[tuple[bool, bool, bool], ...]] = {
    # (by route or stage, by modality, by cancer type): where it may be taken from, the first that a file prints.
    (False, False, False): (
        (False, False, False),
        (True, False, False),
        (True, False, True),
        (False, False, True),
        (True, True, False),
    ),
    (True, False, False): ((True, False, False), (True, False, True), (True, True, False)),
    (False, False, True): ((False, False, True), (True, False, True)),
    (False, True, False): ((False, True, False), (True, True, False)),
    (True, False, True): ((True, False, True),),
    (True, True, False): ((True, True, False),),
}
"""No publication tells cancer type and kind of treatment apart at once, so no level does."""


def build_published_figures(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `published_figures` and the view `newest_published` from the tables `published` and `submissions`.

    `newest_published` holds one file's figures for each basis, month and standard, and says which file and release.
    """
    routes = pa.table({"printed": list(STAGE_ROUTE), "label": list(STAGE_ROUTE.values())})
    sums = pa.table({"label": list(SUMS)})
    levels = pa.Table.from_pylist(
        [
            {
                **dict(zip(("with_route", "with_modality", "with_cancer"), level, strict=True)),
                **dict(zip(("from_route", "from_modality", "from_cancer"), source, strict=True)),
                "preference": preference,
            }
            for level, sources in LEVEL_SOURCES.items()
            for preference, source in enumerate(sources)
        ]
    )
    tables = {"route_label": routes, "sum_label": sums, "level_source": levels}
    for name, table in tables.items():
        connection.register(name, table)
    for statement in statements("published_figures"):
        connection.execute(statement)
    for name in tables:
        connection.unregister(name)

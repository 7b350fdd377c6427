"""The computed position, from the cells that were published, or from events for any other cut."""

from typing import Any

import duckdb

from clearway.measures.question import Question, Side


def computed_rows(figures: duckdb.DuckDBPyConnection, question: Question, standard: str, side: Side) -> list[dict[str, Any]]:
    raise NotImplementedError


def computed_months(figures: duckdb.DuckDBPyConnection, standard: str) -> list[str]:
    raise NotImplementedError

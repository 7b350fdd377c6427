"""Which files stand behind the computed figures of a month: told in every row, so worked out once for each version."""

from collections.abc import Mapping
from typing import Any

import duckdb

Source = tuple[bool, list[str]]
"""Whether any file behind a figure is provisional, and the names of the files in order."""

Sources = Mapping[str, Mapping[str, Source]]
"""By standard and month, the months in order."""

MOST_VERSIONS = 4
_of_version: dict[str, Sources] = {}


def month_sources(figures: duckdb.DuckDBPyConnection) -> Sources:
    """The files behind every month of an analytical store; remembered by what the store says that it was made from."""
    version = str(figures.execute("SELECT list(value ORDER BY name) FROM about").fetchall())
    if version not in _of_version:
        found = _read(figures)
        while len(_of_version) >= MOST_VERSIONS:
            _of_version.pop(next(iter(_of_version)), None)
        _of_version[version] = found
    return _of_version.get(version) or _read(figures)


def _read(figures: duckdb.DuckDBPyConnection) -> Sources:
    rows: list[tuple[Any, ...]] = figures.execute(
        """
        SELECT standard, month, bool_or(release = 'provisional'), list_sort(list(DISTINCT file_name))
        FROM month_sources
        INNER JOIN submissions ON submissions.id = month_sources.submission_id
        GROUP BY standard, month
        ORDER BY standard, month
        """
    ).fetchall()
    sources: dict[str, dict[str, Source]] = {}
    for standard, month, is_provisional, names in rows:
        sources.setdefault(str(standard), {})[str(month)] = (bool(is_provisional), list(names))
    return sources

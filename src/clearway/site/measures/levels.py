"""Of which kinds of area a store can have values, by the places that a definition names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from clearway.measures.catalogue.places import (
    Observations,
    OpenPathways,
    Place,
    Records,
    Standardised,
    Waits,
    WaitsRatio,
)
from clearway.measures.question import Basis
from clearway.measures.values import AREA_TYPES
from clearway.records.observations import ALL

OF_WAITS = ("england", "region", "alliance", "icb", "sub_icb", "provider")
OF_OPEN_PATHWAYS = ("england", "alliance", "provider")
FROM_TRUSTS = ("region", "alliance")
"""Kinds of area whose published shares are summed from those of trusts."""

SERIES = f"""
    SELECT indicator, area_type, bool_or(numerator IS NOT NULL AND denominator > 0) AS has_counts
    FROM newest_observations
    WHERE ethnicity = '{ALL}' AND deprivation = '{ALL}'
    GROUP BY ALL
"""  # noqa: S608 (a constant)


@dataclass(frozen=True, slots=True)
class Held:
    """What a store holds: kinds of area of each published series (with whether it has counts), waits, and records."""

    series: Mapping[str, Mapping[str, bool]]
    has_waits: bool
    has_records: bool


def held_in(figures: duckdb.DuckDBPyConnection) -> Held:
    """What an analytical store holds."""
    series: dict[str, dict[str, bool]] = {}
    for indicator, area_type, has_counts in figures.execute(SERIES).fetchall():
        series.setdefault(indicator, {})[area_type] = bool(has_counts)
    return Held(series, _has_any(figures, "published_figures"), _has_any(figures, "records"))


def levels_of(places: Sequence[Place], held: Held) -> tuple[str, ...]:
    """The kinds of area of the first place that has any, from the whole to the parts."""
    found = next(filter(None, (frozenset(BY_PLACE[type(place)](place, held)) for place in places)), frozenset[str]())
    return tuple(one for one in AREA_TYPES if one in found)


def _of_observations(place: Observations, held: Held) -> Iterable[str]:
    kinds = held.series.get(place.indicator, {})
    return (*kinds, *(FROM_TRUSTS if kinds.get("provider") else ()))


def _of_waits(bases: Sequence[Basis], held: Held) -> Iterable[str]:
    has_any = (held.has_waits and "published" in bases) or (held.has_records and "computed" in bases)
    return OF_WAITS if has_any else ()


BY_PLACE: Mapping[type[Place], Callable[[Any, Held], Iterable[str]]] = {
    Observations: _of_observations,
    Standardised: lambda place, held: held.series.get(place.indicator, {}),
    Waits: lambda place, held: _of_waits(place.bases, held),
    WaitsRatio: lambda place, held: _of_waits(place.above.bases, held),
    Records: lambda _, held: OF_WAITS if held.has_records else (),
    OpenPathways: lambda _, held: OF_OPEN_PATHWAYS if held.has_records else (),
}
"""By the kind of place, the kinds of area that it has values of."""


def _has_any(figures: duckdb.DuckDBPyConnection, table: str) -> bool:
    return figures.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() is not None  # noqa: S608 (a name of ours)

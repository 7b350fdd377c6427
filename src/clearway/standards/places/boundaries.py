"""The borders of areas on a flat grid, as arcs that neighbours share; larger areas are joined from smaller ones."""

import json
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
from numpy.typing import NDArray

from clearway.standards.places.area import Level
from clearway.standards.places.pieces import SHIPPED
from clearway.standards.places.reference import NO_AREA, Places, load_places

ATTRIBUTION = (
    "Source: Office for National Statistics licensed under the Open Government Licence v3.0. "
    "Contains OS data © Crown copyright and database right {year}."
)

Ring = tuple[int, ...]
"""Numbers of arcs in order; `~number` for an arc that is walked backwards."""

_OF_DISTRICTS = (Level.ENGLAND, Level.REGION, Level.COMBINED_AUTHORITY, Level.COUNTY, Level.DISTRICT)


@dataclass(frozen=True, eq=False, slots=True)
class Borders:
    """Areas of one level. `arcs` are lines of points (metres east and north, one row a point), each border once.

    `areas` gives by official code the rings of an area: closed rows of arcs, holes among them, to be filled by the
    even-odd rule. `published` is the month of the boundaries, `attribution` the words that must stand beside a map.
    """

    arcs: tuple[NDArray[np.float64], ...]
    areas: dict[str, tuple[Ring, ...]]
    published: str
    attribution: str

    def points(self, ring: Ring) -> NDArray[np.float64]:
        """The points of a ring, the first again at the end."""
        parts = [self.arcs[number] if number >= 0 else self.arcs[~number][::-1] for number in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def square_kilometres(self, code: str) -> float:
        """The ground of an area inside its simplified borders: good to a percent or so, not a published figure."""
        rings = [self.points(ring) for ring in self.areas[code]]
        return abs(sum(signed_area(points) for points in rings)) / 1e6


def borders_of(level: Level, on: date, places: Places | None = None) -> Borders:
    """The borders of all areas of a level under the memberships of a day; with counties come the unitary authorities.

    Districts are those of May 2024 and sub-ICB locations those of April 2023 whatever the day. Former districts and
    authorities published together have no borders of their own. Raises ValueError for those.
    """
    places = places or load_places()
    if level is Level.TOGETHER:
        raise ValueError("Authorities that are published together have no borders of their own.")
    layer = _layers()[Level.DISTRICT if level in _OF_DISTRICTS else Level.SUB_ICB]
    if level in (Level.DISTRICT, Level.SUB_ICB):
        return layer
    smaller = Level.DISTRICT if level in _OF_DISTRICTS else Level.SUB_ICB
    groups: dict[str, list[str]] = defaultdict(list)
    for code, larger in _owners(places, smaller, level, on).items():
        if larger != NO_AREA:
            groups[larger].append(code)
    areas = {code: _joined(layer, members) for code, members in sorted(groups.items())}
    return Borders(layer.arcs, areas, layer.published, layer.attribution)


def signed_area(points: NDArray[np.float64]) -> float:
    """The area inside a closed ring, negative where it runs clockwise (the shoelace formula)."""
    east, north = points[:, 0], points[:, 1]
    return float((east[:-1] * north[1:] - east[1:] * north[:-1]).sum() / 2)


def _owners(places: Places, smaller: Level, larger: Level, on: date) -> dict[str, str]:
    """The larger area of each smaller one: that in which most of its people live."""
    day = date.max if smaller is Level.DISTRICT else on
    own = places.labels(smaller, day)
    above = places.labels(larger, day)
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for code, owner, count in zip(own.tolist(), above.tolist(), places.pieces.people.tolist(), strict=True):
        is_unitary = larger is Level.COUNTY and owner == NO_AREA
        people[code][code if is_unitary else owner] += count
    return {code: owners.most_common(1)[0][0] for code, owners in people.items()}


def _joined(layer: Borders, members: list[str]) -> tuple[Ring, ...]:
    """The rings of areas joined: the arcs that bound one of them alone, put end to end."""
    seen = [number for code in members for ring in layer.areas[code] for number in ring]
    times = Counter(number if number >= 0 else ~number for number in seen)
    left = [number for number in seen if times[number if number >= 0 else ~number] == 1]
    from_start: dict[tuple[float, float], list[int]] = defaultdict(list)
    for number in left:
        from_start[_ends(layer, number)[0]].append(number)
    rings: list[Ring] = []
    for first in left:
        start, end = _ends(layer, first)
        if first not in from_start[start]:
            continue
        from_start[start].remove(first)
        ring = [first]
        while end != start:
            ring.append(from_start[end].pop())
            end = _ends(layer, ring[-1])[1]
        rings.append(tuple(ring))
    return tuple(rings)


def _ends(layer: Borders, number: int) -> tuple[tuple[float, float], tuple[float, float]]:
    arc = layer.arcs[number if number >= 0 else ~number]
    first, last = (float(arc[0, 0]), float(arc[0, 1])), (float(arc[-1, 0]), float(arc[-1, 1]))
    return (first, last) if number >= 0 else (last, first)


@cache
def _layers() -> dict[Level, Borders]:
    kept = json.loads((SHIPPED / "boundaries.json").read_text(encoding="utf-8"))
    return {Level(name): _layer(one) for name, one in kept.items()}


def _layer(kept: dict[str, object]) -> Borders:
    step, published = kept["metres_a_step"], str(kept["published"])
    arcs = tuple(
        np.array(steps, dtype=np.float64).reshape(-1, 2).cumsum(axis=0) * step
        for steps in kept["arcs"]  # type: ignore[attr-defined]
    )
    areas = {
        code: tuple(tuple(ring) for ring in rings)
        for code, rings in kept["areas"].items()  # type: ignore[attr-defined]
    }
    return Borders(arcs, areas, published, ATTRIBUTION.format(year=published.split()[-1]))

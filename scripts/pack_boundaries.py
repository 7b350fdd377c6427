"""Published boundaries as arcs: each stretch of border once, in whole steps on a flat grid, shared by its two areas.

Areas that share a border share its arc, so a border that is drawn with fewer points is drawn the same from both sides,
and areas can be joined to larger ones by leaving out the arcs between them.
"""

import gzip
import json
import math
from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

STEP = 20
"""Metres to a step of the grid: a tenth of the detail that the super-generalised boundaries keep."""

LAYERS = {
    "district": ("Local_Authority_Districts_May_2024*.geo.json.gz", "LAD24CD", "May 2024"),
    "sub_icb": ("NHS_SubICB_April_2023*.geo.json", "SICBL23CD", "April 2023"),
}

Point = tuple[int, int]


def boundary_layers(folder: Path) -> dict[str, Any]:
    """Both layers: `arcs` (first point, then differences) and, by code, rings as arc numbers (~number: backwards)."""
    layers: dict[str, Any] = {}
    for layer, (pattern, key, month) in LAYERS.items():
        path = next(folder.glob(pattern))
        content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        shapes = {
            feature["properties"][key]: [flat_ring(ring) for ring in rings_of(feature["geometry"])]
            for feature in json.loads(content)["features"]
            if feature["properties"][key].startswith("E")
        }
        layers[layer] = {"published": month, "metres_a_step": STEP, **arcs_of(shapes)}
    return layers


def rings_of(geometry: dict[str, Any]) -> Iterable[list[list[float]]]:
    """Every ring of a polygon or of several, holes too."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for polygon in polygons:
        yield from polygon


def flat_ring(ring: list[list[float]]) -> list[Point]:
    """A ring on the grid, open (the last point is not the first again), without repeated points and spikes."""
    points: list[Point] = []
    for longitude, latitude, *_ in ring:
        east, north = flat(longitude, latitude)
        point = (round(east / STEP), round(north / STEP))
        if not points or point != points[-1]:
            points.append(point)
    while len(points) > 1 and points[0] == points[-1]:
        points.pop()
    return points


def flat(longitude: float, latitude: float) -> tuple[float, float]:
    """Metres east and north on a transverse Mercator grid like the British National Grid, some 100 m off from it.

    Snyder, Map projections: a working manual (1987), formulas 8-9 and 8-10, with the Airy ellipsoid and the grid's
    true origin; the shift between the two datums is left out, since it moves all places alike.
    """
    major, minor, scale = 6_377_563.396, 6_356_256.909, 0.9996012717
    phi, phi_0, lam = math.radians(latitude), math.radians(49), math.radians(longitude + 2)
    e2 = 1 - minor**2 / major**2
    ep2 = e2 / (1 - e2)
    n = major / math.sqrt(1 - e2 * math.sin(phi) ** 2)
    t, c, a = math.tan(phi) ** 2, ep2 * math.cos(phi) ** 2, lam * math.cos(phi)
    m = meridian(phi, major, e2) - meridian(phi_0, major, e2)
    east = n * (a + (1 - t + c) * a**3 / 6 + (5 - 18 * t + t**2 + 72 * c - 58 * ep2) * a**5 / 120)
    north = m + n * math.tan(phi) * (
        a**2 / 2 + (5 - t + 9 * c + 4 * c**2) * a**4 / 24 + (61 - 58 * t + t**2 + 600 * c - 330 * ep2) * a**6 / 720
    )
    return 400_000 + scale * east, -100_000 + scale * north


def meridian(phi: float, major: float, e2: float) -> float:
    """Metres along the meridian from the equator (Snyder 3-21)."""
    return major * (
        (1 - e2 / 4 - 3 * e2**2 / 64 - 5 * e2**3 / 256) * phi
        - (3 * e2 / 8 + 3 * e2**2 / 32 + 45 * e2**3 / 1024) * math.sin(2 * phi)
        + (15 * e2**2 / 256 + 45 * e2**3 / 1024) * math.sin(4 * phi)
        - (35 * e2**3 / 3072) * math.sin(6 * phi)
    )


def arcs_of(shapes: dict[str, list[list[Point]]]) -> dict[str, Any]:
    """Rings cut where three borders meet, each arc kept once."""
    beside: dict[Point, set[Point]] = defaultdict(set)
    for rings in shapes.values():
        for ring in rings:
            for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
                beside[here].add(there)
                beside[there].add(here)
    meets = {point for point, others in beside.items() if len(others) != 2}
    numbers: dict[tuple[Point, ...], int] = {}
    areas: dict[str, list[list[int]]] = {}
    for code in sorted(shapes):
        areas[code] = [[number(arc, numbers) for arc in cut(ring, meets)] for ring in shapes[code] if len(ring) > 2]
    return {"arcs": [differences(arc) for arc in numbers], "areas": areas}


def cut(ring: list[Point], meets: set[Point]) -> list[list[Point]]:
    """The stretches of a ring from meeting point to meeting point; a ring without any begins at its lowest point."""
    places = [place for place, point in enumerate(ring) if point in meets]
    first = places[0] if places else ring.index(min(ring))
    turned = [*ring[first:], *ring[: first + 1]]
    arcs: list[list[Point]] = []
    start = 0
    for place in range(1, len(turned)):
        if turned[place] in meets or place == len(turned) - 1:
            arcs.append(turned[start : place + 1])
            start = place
    return arcs


def number(arc: list[Point], numbers: dict[tuple[Point, ...], int]) -> int:
    """The number of an arc, given on first sight; `~number` where it was first seen the other way round."""
    forwards, backwards = tuple(arc), tuple(reversed(arc))
    if forwards in numbers:
        return numbers[forwards]
    if backwards in numbers:
        return ~numbers[backwards]
    return numbers.setdefault(forwards, len(numbers))


def differences(arc: tuple[Point, ...]) -> list[int]:
    """East and north of the first point, then of each step to the next."""
    flat_list = [*arc[0]]
    for (east, north), (next_east, next_north) in pairwise(arc):
        flat_list += [next_east - east, next_north - north]
    return flat_list

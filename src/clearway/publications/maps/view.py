"""The piece of the country that a map shows, and how metres on the ground become places in the picture."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from clearway.publications.maps.simplify import Points, simplified
from clearway.standards.places import Borders

DETAIL, ROUGH = 0.6, 1.2
"""Steps of a border smaller than this many units of the picture are left out; `ROUGH` where there are many areas."""

MANY_AREAS = 150

SMALLEST_RING = 1.5
"""Islands and holes of less ground than this (square units of the picture) are left out, but never a whole area."""

PRECISION = 10
"""Places in the picture are written to a tenth of a unit."""


@dataclass(frozen=True, slots=True)
class Box:
    """A box on the ground in metres."""

    west: float
    south: float
    east: float
    north: float

    def meets(self, other: "Box") -> bool:
        """Whether two boxes share any ground."""
        apart = self.east < other.west or other.east < self.west or self.north < other.south or other.north < self.south
        return not apart


@dataclass(frozen=True, slots=True)
class View:
    """A box on the ground drawn into a frame. North is up."""

    ground: Box
    left: float
    top: float
    width: float
    height: float

    @property
    def units_a_metre(self) -> float:
        """How many units of the picture a metre takes: the same both ways."""
        box = self.ground
        return min(self.width / (box.east - box.west), self.height / (box.north - box.south))

    @property
    def drawn_height(self) -> float:
        """How much of the frame's height the ground fills."""
        return (self.ground.north - self.ground.south) * self.units_a_metre

    def place(self, points: Points) -> Points:
        """Points on the ground as points of the picture, in the middle of the frame from side to side."""
        scale = self.units_a_metre
        slack = (self.width - (self.ground.east - self.ground.west) * scale) / 2
        across = self.left + slack + (points[:, 0] - self.ground.west) * scale
        return np.column_stack([across, self.top + (self.ground.north - points[:, 1]) * scale])


def box_of(borders: Borders, codes: Iterable[str]) -> Box:
    """The smallest box that holds areas. Raises ValueError when none of them has borders."""
    numbers = {n if n >= 0 else ~n for code in codes for ring in borders.areas.get(code, ()) for n in ring}
    if not numbers:
        raise ValueError("None of these areas has borders to draw.")
    corners = np.array([[*borders.arcs[n].min(axis=0), *borders.arcs[n].max(axis=0)] for n in numbers])
    west, south = corners[:, :2].min(axis=0)
    east, north = corners[:, 2:].max(axis=0)
    return Box(float(west), float(south), float(east), float(north))


def widened(box: Box, share: float) -> Box:
    """A box with a margin on every side, as a share of its longer side."""
    margin = share * max(box.east - box.west, box.north - box.south)
    return Box(box.west - margin, box.south - margin, box.east + margin, box.north + margin)


class Sheet:
    """Borders as they stand in one picture: each arc placed and simplified once, so that neighbours fit."""

    def __init__(self, borders: Borders, view: View) -> None:
        self._borders = borders
        self._view = view
        self._detail = ROUGH if len(borders.areas) > MANY_AREAS else DETAIL
        self._arcs: dict[int, Points] = {}

    def rings(self, code: str) -> list[Points]:
        """The closed rings of an area in tenths of a unit, whole numbers, without what is too small to see."""
        rings = [self._ring(ring) for ring in self._borders.areas.get(code, ())]
        grounds = [_ground(ring) for ring in rings]
        largest = max(grounds, default=0.0)
        smallest = min(SMALLEST_RING * PRECISION**2, largest)
        return [ring for ring, ground in zip(rings, grounds, strict=True) if ground >= smallest and len(ring) > 3]

    def _ring(self, ring: tuple[int, ...]) -> Points:
        parts = [self._arc(number) if number >= 0 else self._arc(~number)[::-1] for number in ring]
        return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])

    def _arc(self, number: int) -> Points:
        if number not in self._arcs:
            placed = self._view.place(self._borders.arcs[number])
            self._arcs[number] = np.rint(simplified(placed, self._detail) * PRECISION)
        return self._arcs[number]


def _ground(ring: Points) -> float:
    across, down = ring[:, 0], ring[:, 1]
    return abs(float((across[:-1] * down[1:] - across[1:] * down[:-1]).sum())) / 2


def outline(rings: Iterable[Points]) -> str:
    """Closed rings as the text of an SVG path: the first point where it stands, every other as a step from the last."""
    return "".join(map(_one, rings))


def _one(ring: Points) -> str:
    whole = ring.astype(np.int64)
    steps = np.diff(whole, axis=0)
    steps = steps[(steps != 0).any(axis=1)][:-1]
    numbers = [_number(tenths) for tenths in steps.ravel().tolist()]
    walked = "".join(one if one.startswith("-") or not place else f" {one}" for place, one in enumerate(numbers))
    return f"M{_number(whole[0, 0])} {_number(whole[0, 1])}l{walked}z"


def _number(tenths: int) -> str:
    """Tenths as the shortest decimal: 12.5, .5, -.5, 3."""
    sign, left = ("-" if tenths < 0 else ""), abs(int(tenths))
    whole, tenth = divmod(left, PRECISION)
    if not tenth:
        return f"{sign}{whole}"
    return f"{sign}{whole or ''}.{tenth}"

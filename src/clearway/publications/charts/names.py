"""Names beside marks: where each fits without covering another name or a mark, on an estimate of its room in pixels."""

from collections.abc import Sequence
from typing import NamedTuple

LETTER, LINE, MARK = 7.2, 16.0, 7.0
"""Pixels: the width of a letter, the height of a line, half the size of a mark."""


class Spot(NamedTuple):
    """How a name hangs on its mark: which end of it, and how far off."""

    align: str
    dx: float
    dy: float


SPOTS = (Spot("left", 10, 0), Spot("right", -10, 0), Spot("center", 0, -15), Spot("center", 0, 15))

Box = tuple[float, float, float, float]


def spots(
    names: Sequence[str], places: Sequence[tuple[float, float]], marks: Sequence[tuple[float, float]], room: float
) -> list[Spot | None]:
    """A spot for each name at its place, first come first served; none where it would cover something.

    Places and `marks` are in pixels from the top left corner; `room` is the width that names must stay within.
    """
    taken: list[Box] = [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in marks]
    found: list[Spot | None] = []
    for name, (x, y) in zip(names, places, strict=True):
        fitting = ((spot, _box(name, x + spot.dx, y + spot.dy, spot.align)) for spot in SPOTS)
        free = next(
            (
                (spot, box)
                for spot, box in fitting
                if box[0] >= 0 and box[2] <= room and not any(_cover(box, other) for other in taken)
            ),
            None,
        )
        found.append(free[0] if free else None)
        if free:
            taken.append(free[1])
    return found


def _box(name: str, x: float, y: float, align: str) -> Box:
    width = len(name) * LETTER
    left = {"left": x, "right": x - width, "center": x - width / 2}[align]
    return left, y - LINE / 2, left + width, y + LINE / 2


def _cover(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

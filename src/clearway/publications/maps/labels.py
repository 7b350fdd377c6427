"""Words on a map: name and value where they fit inside an area, else the value or the letter of its class."""

import textwrap
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np

from clearway.publications.maps.shades import HALO, WORDS
from clearway.publications.maps.simplify import Points
from clearway.publications.maps.view import PRECISION, View

SIZE, LETTER_SIZE, LEADING = 12, 11, 14
MOST_LINES = 3
MOST_NAMED = 30
"""With more areas than this only letters are written."""

CHARACTER = 0.57
"""The width of an average character, as a share of its size."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The middle of a place for words, and the width there is for them, in units of the picture."""

    across: float
    down: float
    room: float


@dataclass(frozen=True, slots=True)
class Label:
    """What may be written into an area: its name over its value, or else a letter."""

    name: str
    value: str
    letter: str


def labels(areas: list[tuple[Label, list[Points]]], view: View) -> str:
    """The words of a map as SVG, hidden from screen readers: areas, table and legend tell them the same.

    Words that the edge of the view would cut are left out.
    """
    named = len(areas) <= MOST_NAMED
    texts = "".join(_written(label, rings, named, view) for label, rings in areas if rings)
    if not texts:
        return ""
    return (
        f'<g font-family="Arial, sans-serif" fill="{WORDS}" text-anchor="middle" paint-order="stroke" stroke="{HALO}" '
        f'stroke-width="3" stroke-linejoin="round" pointer-events="none" aria-hidden="true">{texts}</g>'
    )


def best_spot(rings: list[Points], height: float) -> Spot:
    """Where a block of words of a height fits best inside an area: where the least width along the block is largest.

    Looks along nineteen lines from side to side, those near the middle preferred. A room of 0 says that it fits
    nowhere.
    """
    sides = np.concatenate([np.hstack([ring[:-1], ring[1:]]) for ring in rings])
    top, bottom = float(sides[:, 1].min()), float(sides[:, 1].max())
    half = height * PRECISION / 2
    best, most = Spot(0, 0, 0), 0.0
    downs = [top + (bottom - top) * part / 20 + 0.37 for part in range(1, 20)]
    found = _stretches(sides, np.array([row for down in downs for row in (down, down - half, down + half)]))
    for part, down in enumerate(downs, start=1):
        rows = found[3 * part - 3 : 3 * part]
        for start, end in rows[0]:
            middle = (start + end) / 2
            room = min(_room_at(row, middle) for row in rows)
            worth = room * (1 - abs(part - 10) / 25)
            if worth > most:
                best, most = Spot(middle / PRECISION, down / PRECISION, room / PRECISION), worth
    return best


def _written(label: Label, rings: list[Points], named: bool, view: View) -> str:
    for count in (*range(1, MOST_LINES + 1), 0) if named else ():
        lines = _wrapped(label.name, count) if count else []
        height = LEADING * (len(lines) + 0.6)
        width = max(len(line) for line in [*lines, label.value]) * SIZE * CHARACTER
        spot = best_spot(rings, height)
        if width <= spot.room and _is_inside(spot, width, height, view):
            return _block(lines, label.value, spot)
    if not label.letter or min(np.ptp(np.concatenate(rings), axis=0)) < LETTER_SIZE * PRECISION:
        return ""
    spot = best_spot(rings, LETTER_SIZE)
    if spot.room < LETTER_SIZE or not _is_inside(spot, LETTER_SIZE, LETTER_SIZE, view):
        return ""
    return (
        f'<text x="{spot.across:.0f}" y="{spot.down + 4:.0f}" font-size="{LETTER_SIZE}">{escape(label.letter)}</text>'
    )


def _is_inside(spot: Spot, width: float, height: float, view: View) -> bool:
    across = view.left <= spot.across - width / 2 and spot.across + width / 2 <= view.left + view.width
    return across and view.top <= spot.down - height / 2 and spot.down + height / 2 <= view.top + view.height


def _block(lines: list[str], value: str, spot: Spot) -> str:
    top = spot.down + 4 - LEADING * len(lines) / 2
    texts = [
        f'<text x="{spot.across:.0f}" y="{top + LEADING * row:.0f}" font-size="{SIZE}">{escape(line)}</text>'
        for row, line in enumerate(lines)
    ]
    below = f'y="{top + LEADING * len(lines):.0f}" font-size="{SIZE}" font-weight="bold"'
    return "".join([*texts, f'<text x="{spot.across:.0f}" {below}>{escape(value)}</text>'])


def _wrapped(name: str, count: int) -> list[str]:
    """A name in as many lines, or fewer, each as short as can be without cutting a word."""
    width = max(-(-len(name) // count), max(map(len, name.split())))
    lines = textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False)
    while len(lines) > count:
        width += 1
        lines = textwrap.wrap(name, width, break_long_words=False, break_on_hyphens=False)
    return lines


def _room_at(stretches: list[tuple[float, float]], across: float) -> float:
    """Twice the way from a place to the nearer end of the stretch it lies in; 0 outside the area."""
    return next((2 * min(across - start, end - across) for start, end in stretches if start < across < end), 0.0)


def _stretches(sides: Points, downs: Points) -> list[list[tuple[float, float]]]:
    """Where lines from side to side of the picture run inside an area, given by its sides (from, to); line by line."""
    crosses = (sides[:, 1] > downs[:, None]) != (sides[:, 3] > downs[:, None])
    line, side = np.nonzero(crosses)
    x0, y0, x1, y1 = sides[side].T
    across = x0 + (downs[line] - y0) / (y1 - y0) * (x1 - x0)
    places = across[np.lexsort((across, line))].tolist()
    ends = np.cumsum(crosses.sum(axis=1)).tolist()
    return [
        list(zip(places[start:end:2], places[start + 1 : end : 2], strict=False)) for start, end in pairwise((0, *ends))
    ]

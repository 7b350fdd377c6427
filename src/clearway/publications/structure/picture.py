"""From bodies with their places to SVG: one row each, further in the further down, joined to the one above."""

import hashlib
import textwrap
from collections.abc import Sequence
from html import escape

from clearway.planning.groups.structure import Placed
from clearway.publications.charts.chart import Width
from clearway.publications.charts.palette import OUTLINE, TEXT

STEP = {Width.WIDE: 56, Width.NARROW: 18}
LETTER = 7.6
LINE, PADDING, GAP, MARGIN = 19, 9, 14, 2
DEEPEST = 6
BOX, OUTSIDE = "#ffffff", "#e8edee"


def picture(title: str, sentence: str, bodies: Sequence[Placed], width: Width) -> str:
    """The SVG of a structure. Boxes of bodies outside are grey and dashed; a box with an address leads there."""
    name = "s" + hashlib.sha256(f"{width.name} {title} {bodies!r}".encode()).hexdigest()[:12]
    drawn, joints, top = [], [], MARGIN
    at_level: dict[int, tuple[float, float]] = {}
    for one in bodies:
        left = MARGIN + STEP[width] * min(one.level, DEEPEST)
        across = width.value - left - MARGIN
        told = textwrap.wrap(one.body.name, max(int((across - 2 * PADDING) / LETTER), 8)) or [""]
        tall = LINE * (len(told) + 1) + 2 * PADDING - 4
        drawn.append(_box(one, told, left, top, across, tall))
        above = at_level.get(one.level - 1)
        if above:
            joints.append(_joint(above[0] + STEP[width] / 2, above[1], left, top + tall / 2))
        at_level[one.level] = (left, top + tall)
        top += tall + GAP
    height = max(top - GAP + MARGIN, 1)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="clearway-chart__picture" width="{width.value}" '
        f'height="{height:g}" viewBox="0 0 {width.value} {height:g}" role="group" aria-labelledby="t{name} d{name}">'
        f'<title id="t{name}">{escape(title)}</title><desc id="d{name}">{escape(sentence)}</desc>'
        f"{''.join(joints)}{''.join(drawn)}</svg>"
    )


def _box(one: Placed, told: list[str], left: float, top: float, across: float, tall: float) -> str:
    dash = ' stroke-dasharray="5 4"' if one.body.is_outside else ""
    lines = "".join(
        f'<text x="{left + PADDING:g}" y="{top + PADDING + 11 + LINE * place:g}" font-size="15" font-weight="bold" '
        f'font-family="Arial, sans-serif" fill="{TEXT}">{escape(words)}</text>'
        for place, words in enumerate(told)
    )
    kind = (
        f'<text x="{left + PADDING:g}" y="{top + PADDING + 11 + LINE * len(told):g}" font-size="13" '
        f'font-family="Arial, sans-serif" fill="{TEXT}">{escape(one.body.kind)}</text>'
    )
    box = (
        f'<rect x="{left:g}" y="{top:g}" width="{across:g}" height="{tall:g}" rx="3" '
        f'fill="{OUTSIDE if one.body.is_outside else BOX}" stroke="{OUTLINE}" stroke-width="1.5"{dash}/>{lines}{kind}'
    )
    return f'<a href="{escape(one.body.href)}">{box}</a>' if one.body.href else box


def _joint(x: float, y: float, left: float, middle: float) -> str:
    return f'<path d="M{x:g} {y:g}V{middle:g}H{left:g}" fill="none" stroke="{OUTLINE}" stroke-width="1.5"/>'

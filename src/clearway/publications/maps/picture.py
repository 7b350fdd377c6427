"""From a map as data to SVG: the land, London again and larger where it is needed, legend and attribution."""

import hashlib
import textwrap
from dataclasses import dataclass, replace
from html import escape

from clearway.publications.charts.chart import Width
from clearway.publications.maps.choropleth import NO_VALUE_WORDS, Choropleth
from clearway.publications.maps.land import land, pen_of
from clearway.publications.maps.shades import BORDER, NO_VALUE, WORDS, pattern
from clearway.publications.maps.view import Box, View, box_of, widened
from clearway.standards.places import Borders, Level

LONDON = "E12000007"
WITH_INSET = (Level.DISTRICT, Level.COUNTY, Level.SUB_ICB, Level.ICB, Level.ALLIANCE)
FEWEST_FOR_INSET = 4

TALLEST = {Width.WIDE: 560, Width.NARROW: 420}
BESIDE = 216
"""Units beside a wide map for its legend and for London; under a narrow one they share the width."""

ROW = 18
LETTERS_A_LINE = {Width.WIDE: 155, Width.NARROW: 64}


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the parts of a picture stand: the map, London (None: not drawn), the legend, the words below."""

    main: View
    london: View | None
    legend: tuple[float, float]
    words_top: float
    height: int


def picture(chart: Choropleth, width: Width) -> str:
    """The SVG of a map. Raises ValueError where none of its areas has borders, or a link leads out of the site."""
    borders = chart.borders
    name = "m" + hashlib.sha256(f"{width.name} {chart!r}".encode()).hexdigest()[:12]
    given = {chart.official(area.code): area for area in chart.areas if chart.official(area.code) in borders.areas}
    focus = _focus(chart, borders, list(given))
    if len(focus) > 1:
        given = {code: area for code, area in given.items() if code in focus}
        chart = replace(chart, areas=tuple(given.values()))
    frame = _frame(chart, borders, focus, width)
    role = "group" if any(area.href for area in given.values()) else "img"
    size = f'width="{width.value}" height="{frame.height}" viewBox="0 0 {width.value} {frame.height}"'
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="clearway-chart__picture clearway-map" {size} '
            f'role="{role}" aria-labelledby="t{name} d{name}"><title id="t{name}">{escape(chart.title)}</title>'
            f'<desc id="d{name}">{escape(chart.sentence)}</desc>',
            _patterns(chart, name),
            land(chart, borders, given, frame.main, name),
            _inset(frame.london, land(chart, borders, given, frame.london, f"{name}i")) if frame.london else "",
            _legend(chart, name, frame),
            _attribution(chart, frame, width),
            "</svg>",
        )
    )


def _frame(chart: Choropleth, borders: Borders, focus: list[str], width: Width) -> Frame:
    ground = widened(box_of(borders, focus), 0.03)
    rows = ROW * len(_legend_rows(chart))
    london = _london(chart, borders, focus)
    if width is Width.WIDE:
        across = width.value - BESIDE - 8
        height = max(View(ground, 4, 4, across, TALLEST[width]).drawn_height, rows + (230 if london else 40))
        left = width.value - BESIDE + 8
        inset = View(_london_box(borders, london), left, rows + 62, BESIDE - 12, 170) if london else None
        return Frame(
            View(ground, 4, 4, across, height), inset, (left, 26), height + 26, _height(chart, height + 26, width)
        )
    across = width.value - 8
    height = View(ground, 4, 4, across, TALLEST[width]).drawn_height
    inset = View(_london_box(borders, london), 168, height + 62, width.value - 174, 140) if london else None
    below = height + 46 + max(rows, 172 if london else 0)
    return Frame(View(ground, 4, 4, across, height), inset, (8, height + 40), below, _height(chart, below, width))


def _height(chart: Choropleth, words_top: float, width: Width) -> int:
    return round(words_top + 13 * len(_attribution_lines(chart, width)))


def _focus(chart: Choropleth, borders: Borders, given: list[str]) -> list[str]:
    """The areas that fill the picture: the one asked for (with its neighbours around it), those within it, or all."""
    if not chart.view:
        return given
    asked = chart.official(chart.view)
    if asked in borders.areas:
        return [asked]
    return sorted(_inside(chart, borders, chart.view))


def _inside(chart: Choropleth, borders: Borders, larger: str) -> set[str]:
    """The areas of the map within a larger one; on a map of counties the unitary authorities too."""
    levels = (Level.COUNTY, Level.DISTRICT) if chart.level is Level.COUNTY else (chart.level,)
    found = {part.code for level in levels for part in chart.places.within(larger, level, chart.on)}
    return found.intersection(borders.areas)


def _london(chart: Choropleth, borders: Borders, given: list[str]) -> list[str]:
    """The areas of London, when they are but a few of a map of the country; empty when they need no inset."""
    if chart.view or chart.level not in WITH_INSET:
        return []
    seen = _inside(chart, borders, LONDON).intersection(given)
    return sorted(seen) if FEWEST_FOR_INSET <= len(seen) < len(given) / 2 else []


def _london_box(borders: Borders, codes: list[str]) -> Box:
    return widened(box_of(borders, codes), 0.02)


def _inset(view: View, drawn: str) -> str:
    box = f'x="{view.left:g}" y="{view.top:.1f}" width="{view.width:g}" height="{view.height:g}"'
    return (
        f'<text x="{view.left:g}" y="{view.top - 6:.1f}" font-family="Arial, sans-serif" font-size="13" '
        f'font-weight="bold" fill="{WORDS}" aria-hidden="true">London</text>{drawn}'
        f'<rect {box} fill="none" stroke="{BORDER}" stroke-width=".8" pointer-events="none"/>'
    )


def _patterns(chart: Choropleth, name: str) -> str:
    shades = [(place, one.shade) for place, one in enumerate(chart.classes)]
    drawn = [pattern(pen_of(name, place), shade) for place, shade in [*shades, (None, NO_VALUE)]]
    return f"<defs>{''.join(drawn)}</defs>"


def _legend_rows(chart: Choropleth) -> list[tuple[int | None, str]]:
    """The class and the words of each row of the legend; "no value" only where there is such an area."""
    rows: list[tuple[int | None, str]] = [
        (place, f"{chart.letter(place)}\u2002{one.words}") for place, one in enumerate(chart.classes)
    ]
    return [*rows, (None, NO_VALUE_WORDS)] if any(area.place is None for area in chart.areas) else rows


def _legend(chart: Choropleth, name: str, frame: Frame) -> str:
    left, top = frame.legend
    words = [
        f'<g font-family="Arial, sans-serif" font-size="13" fill="{WORDS}" aria-hidden="true">'
        f'<text x="{left:g}" y="{top - 10:g}" font-weight="bold">{escape(chart.value_heading)}</text>'
    ]
    for row, (place, said) in enumerate(_legend_rows(chart)):
        down = top + ROW * row
        words.append(
            f'<rect x="{left:g}" y="{down:g}" width="26" height="13" fill="url(#{pen_of(name, place)})" '
            f'stroke="{BORDER}" stroke-width=".8"/><text x="{left + 33:g}" y="{down + 11:g}">{escape(said)}</text>'
        )
    return "".join([*words, "</g>"])


def _attribution_lines(chart: Choropleth, width: Width) -> list[str]:
    return textwrap.wrap(chart.attribution, LETTERS_A_LINE[width])


def _attribution(chart: Choropleth, frame: Frame, width: Width) -> str:
    return "".join(
        f'<text x="4" y="{frame.words_top + 13 * row:.1f}" font-family="Arial, sans-serif" font-size="10" '
        f'fill="{WORDS}">{escape(line)}</text>'
        for row, line in enumerate(_attribution_lines(chart, width))
    )

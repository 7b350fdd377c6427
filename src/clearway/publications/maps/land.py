"""The ground of a map: areas filled by class over those without a value.

Pale areas have dark borders; dark ones, drawn last, have white borders: each border stands out from both its sides.
"""

from collections.abc import Mapping
from html import escape

from clearway.publications.maps.choropleth import NO_VALUE_WORDS, Choropleth, MapArea
from clearway.publications.maps.labels import Label, labels
from clearway.publications.maps.shades import BORDER, GROUND, HALO, NO_VALUE, Shade
from clearway.publications.maps.view import Sheet, View, box_of, outline
from clearway.standards.places import Borders

MOST_TAB_STOPS = 30
"""With more linked areas than this the keyboard's way is the table beside the map: the links stay for the mouse."""


def land(chart: Choropleth, borders: Borders, given: Mapping[str, MapArea], view: View, name: str) -> str:
    """One view of a map, cut at its frame. `given` holds areas by the code of their borders, `name` begins every id.

    Raises ValueError for a link that leads out of the site.
    """
    sheet = Sheet(borders, view)
    around = [code for code in borders.areas if box_of(borders, [code]).meets(view.ground)]
    seen = [code for code in around if code in given]
    rings = {code: sheet.rings(code) for code in around}
    bare = [ring for code in around if code not in given for ring in rings[code]]
    tab = ' tabindex="-1"' if sum(1 for area in given.values() if area.href) > MOST_TAB_STOPS else ""
    pale = [code for code in seen if not _shade(chart, given[code]).is_dark]
    dark = [code for code in seen if _shade(chart, given[code]).is_dark]

    def areas(codes: list[str]) -> str:
        paths = ((code, outline(rings[code])) for code in codes)
        return "".join(_area(chart, given[code], path, f"{name}-{code}", name, tab) for code, path in paths)

    words = [(_label(chart, given[code]), rings[code]) for code in seen]
    return "".join(
        (
            f'<clipPath id="{name}c"><rect x="{view.left:g}" y="{view.top:g}" width="{view.width:g}" '
            f'height="{view.height:.1f}"/></clipPath><g clip-path="url(#{name}c)">',
            f'<g stroke="{BORDER}" stroke-width=".7" stroke-linejoin="round" fill-rule="evenodd">',
            f'<path d="{outline(bare)}" fill="{GROUND}"/>' if bare else "",
            areas(pale),
            f'</g><g stroke="{HALO}" stroke-width="1.2" stroke-linejoin="round" fill-rule="evenodd">',
            areas(dark),
            "</g>",
            labels(words, view),
            "</g>",
        )
    )


def _area(chart: Choropleth, area: MapArea, path: str, own: str, name: str, tab: str) -> str:
    pen = pen_of(name, area.place)
    told = f"<title>{escape(f'{area.name}: {area.words}')}</title>"
    shape = f'<path id="{own}" d="{path}" fill="url(#{pen})"'
    if not area.href:
        return f"{shape}>{told}</path>"
    if not area.href.startswith(("/", "#", "?")) or area.href.startswith("//"):
        raise ValueError(f"A map leads to pages of this site alone, not to {area.href!r}.")
    return f'<a class="clearway-map__area" href="{escape(area.href)}"{tab}>{told}{shape}/></a>'


def pen_of(name: str, place: int | None) -> str:
    """The id of the pattern of a class; an inset (whose name ends in `i`) uses those of the whole map."""
    return f"{name.removesuffix('i')}p{'n' if place is None else place}"


def _shade(chart: Choropleth, area: MapArea) -> Shade:
    return NO_VALUE if area.place is None else chart.classes[area.place].shade


def _label(chart: Choropleth, area: MapArea) -> Label:
    value = NO_VALUE_WORDS.lower() if area.place is None else area.words
    return Label(area.name, value, chart.letter(area.place))

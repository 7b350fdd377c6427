"""Maps as data until the last moment, then SVG made here: the same rows as the table beside them."""

from clearway.publications.maps.choropleth import Choropleth, MapArea, MapClass, by_breaks
from clearway.publications.maps.shades import COMPARED, NO_VALUE, Shade, Texture, sequence

__all__ = [
    "COMPARED",
    "NO_VALUE",
    "Choropleth",
    "MapArea",
    "MapClass",
    "Shade",
    "Texture",
    "by_breaks",
    "sequence",
]

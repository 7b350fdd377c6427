"""A map of values as data: areas with their classes, the sentence they support, the table beside it, attribution."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isnan

from clearway.publications.charts.chart import Width
from clearway.publications.charts.drawing import Drawing
from clearway.publications.maps.shades import Shade, sequence
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.standards.places import Borders, Level, Places, borders_of, load_places

NO_VALUE_WORDS = "No value"


@dataclass(frozen=True, slots=True)
class MapClass:
    """One class of the legend: its words, and how it looks."""

    words: str
    shade: Shade


@dataclass(frozen=True, slots=True)
class MapArea:
    """One area with its value. `place` is the place of its class in the legend; None is "no value", with `words` why.

    `value` may be None while there is a class ("too few to say"). `words` is the value as people read it. `href` leads
    to the area's own page.
    """

    code: str
    name: str
    value: float | None
    words: str
    place: int | None
    href: str = ""


@dataclass(frozen=True, slots=True)
class Choropleth:
    """Areas of one level, coloured by class. Areas of the level that are not given stand as ground without a value.

    `view` is the code of the area that fills the picture: an area of the level among its neighbours, or a larger one
    (an alliance, say) whose own areas alone are then coloured; empty: all areas that are given.
    `on` says under which membership larger areas are joined.
    """

    title: str
    sentence: str
    level: Level
    on: date
    areas: tuple[MapArea, ...]
    classes: tuple[MapClass, ...]
    value_heading: str = "Value"
    view: str = ""
    places: Places = field(default_factory=load_places, compare=False, repr=False)

    @property
    def borders(self) -> Borders:
        """The borders of the level."""
        return borders_of(self.level, self.on, self.places)

    @property
    def attribution(self) -> str:
        """The words about the borders that must stand beside the map."""
        return self.borders.attribution

    @property
    def without_borders(self) -> tuple[MapArea, ...]:
        """Areas that are in the table and cannot be drawn: former districts, and codes that nobody knows."""
        known = self.borders.areas
        return tuple(area for area in self.areas if self.official(area.code) not in known)

    def official(self, code: str) -> str:
        """The code under which the borders hold an area."""
        found = self.places.find(code)
        return found.code if found else code

    def letter(self, place: int | None) -> str:
        """The letter of a class, which stands in the legend, in the table and, where there is room, on the map."""
        return "" if place is None else "ABCDEFGH"[place]

    def class_words(self, area: MapArea) -> str:
        """The class of an area in words."""
        return NO_VALUE_WORDS if area.place is None else self.classes[area.place].words

    def table(self, notes: Notes) -> Table:
        """The same areas as rows, in order of name: the map says nothing that is not here."""
        columns = (
            Column("area_code", "Area code"),
            Column("area", "Area"),
            Column("value", self.value_heading, Kind.TEXT),
            Column("class", "Class on the map"),
        )
        rows = tuple(
            (area.code, area.name, area.words, self.class_words(area))
            for area in sorted(self.areas, key=lambda area: (area.name, area.code))
        )
        remark = ("Map", self.attribution)
        return Table(self.title, columns, rows, replace(notes, remarks=(*notes.remarks, remark)))

    def svg(self, width: Width) -> str:
        """The picture in one width. Raises ValueError where no area has borders."""
        from clearway.publications.maps.picture import picture

        return picture(self, width)

    def draw(self) -> Drawing:
        """Both widths, as a chart has them."""
        return Drawing(self.title, self.sentence, self.svg(Width.WIDE), self.svg(Width.NARROW))


def by_breaks(
    values: Mapping[str, float | None],
    breaks: Sequence[float],
    *,
    names: Mapping[str, str],
    words: Mapping[str, str],
    class_words: Sequence[str],
    hrefs: Mapping[str, str] | None = None,
) -> tuple[tuple[MapArea, ...], tuple[MapClass, ...]]:
    """Areas and legend from values by code and the breaks between classes, in rising order.

    A value equal to a break belongs to the class above it. `words` gives each value as people read it, or why there is
    none. Raises ValueError unless there is one more class than breaks, and breaks rise.
    """
    if list(breaks) != sorted(set(breaks)) or len(class_words) != len(breaks) + 1:
        raise ValueError(f"{len(breaks)} rising breaks make {len(breaks) + 1} classes, not {len(class_words)}.")
    classes = tuple(MapClass(*pair) for pair in zip(class_words, sequence(len(class_words)), strict=True))
    areas = tuple(
        MapArea(
            code=code,
            name=names.get(code, code),
            value=value,
            words=words.get(code, NO_VALUE_WORDS),
            place=None if value is None or isnan(value) else bisect_right(list(breaks), value),
            href=(hrefs or {}).get(code, ""),
        )
        for code, value in values.items()
    )
    return areas, classes

"""The areas that pages are about: an alliance, what it consists of, and every place by its code."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from clearway.site.performance import figures
from clearway.site.performance.places import home_alliance
from clearway.site.standards import books
from clearway.standards.organisations import Organisations
from clearway.standards.places import Area, Level, Places, places_with

OWN_PARTS = ("provider", "icb", "sub_icb")
"""Kinds of area within an alliance for which records can stand."""

LEVELS_OF_PAGES = (Level.ALLIANCE, Level.ICB, Level.SUB_ICB, Level.DISTRICT)
"""Kinds of place with a page of their own."""

AREA_TYPES = {"trusts": "provider", "districts": "district", "icbs": "icb", "sub_icbs": "sub_icb"}
"""The kind of area of values, for each word of `asked.PARTS`."""


@dataclass(frozen=True, slots=True)
class Part:
    """One area of an alliance: its code as values carry it, and its name."""

    code: str
    name: str


def reference() -> Places:
    """Every place, with the alliances of this store's own table of organisations."""
    return books.places()


def parts_of(alliance: str, parts: str) -> tuple[Part, ...]:
    """What an alliance consists of today, by name: trusts that it sums, districts, ICBs or sub-ICB locations."""
    return _parts_of(figures.organisations(), alliance, AREA_TYPES[parts], timezone.localdate())


@lru_cache(maxsize=256)
def _parts_of(known: Organisations, alliance: str, area_type: str, today: date) -> tuple[Part, ...]:
    if area_type == "provider":
        found = [Part(code, known.name(code)) for code in known.providers_of_alliance(alliance, today)]
    elif area_type == "district":
        found = [Part(one.code, one.name) for one in places_with(known).within(alliance, Level.DISTRICT, today)]
    else:
        codes = known.commissioners_of_alliance(alliance, today, area_type)  # type: ignore[arg-type]
        found = [Part(code, known.name(code)) for code in codes]
    return tuple(sorted(found, key=lambda one: (one.name, one.code)))


def own_codes(area_type: str) -> frozenset[str]:
    """The codes of a kind of area within the alliance whose records this store holds."""
    word = next(word for word, kind in AREA_TYPES.items() if kind == area_type)
    return frozenset(part.code for part in parts_of(home_alliance(), word))


def code_of_values(area: Area) -> str:
    """The code under which values of an area are held: that of the NHS for its own kinds, else the official one."""
    return area.ods_code if area.level in (Level.ICB, Level.SUB_ICB) and area.ods_code else area.code


def short_names(parts: Sequence[Part]) -> dict[str, str]:
    """Names short enough for the heading of a column."""
    from clearway.site.performance.presenters.charts import short_label

    return {part.code: short_label(part.name) for part in parts}

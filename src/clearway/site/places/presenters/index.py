"""The list of places of an alliance, with a map."""

from dataclasses import dataclass
from datetime import date

from clearway.publications.charts import Drawing
from clearway.publications.measure_values import LICENCE
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site.performance.places import Place
from clearway.site.performance.presenters.choices import Choice, alliance_choice
from clearway.site.places.areas import reference
from clearway.site.places.locator import districts_map
from clearway.site.places.people import YEAR
from clearway.site.places.presenters.place import PEOPLE_SOURCE, place_href
from clearway.site.tables import ShownTable
from clearway.standards.places import Level, deprivation_of, population_of

KINDS = ((Level.DISTRICT, "Districts"), (Level.ICB, "Integrated care boards"), (Level.SUB_ICB, "Sub-ICB locations"))
COLUMNS = (
    Column("code", "Code"),
    Column("name", "Name"),
    Column("people", "People", Kind.COUNT),
    Column("most_deprived_fifth", "In the most deprived fifth", Kind.SHARE),
    Column("inside", "Of it in the alliance", Kind.SHARE),
)


@dataclass(frozen=True, slots=True)
class PlacesPage:
    """The page."""

    title: str
    alliance_href: str
    drawing: Drawing | None
    tables: tuple[ShownTable, ...]
    choices: tuple[Choice, ...]


def places_page(place: Place, today: date) -> PlacesPage:
    """The places of an alliance."""
    return PlacesPage(
        f"Places of {place.title}",
        place_href(place.code),
        districts_map(place.code, today),
        tuple(_table(place, level, title, today) for level, title in KINDS),
        (alliance_choice(f"{today:%Y-%m}", place.code),),
    )


def _table(place: Place, level: Level, title: str, today: date) -> ShownTable:
    places = reference()
    parts = places.within(place.code, level, today)
    codes = [part.code for part in parts]
    people = population_of(codes, YEAR, today, places).total if codes else ()
    deprived = deprivation_of(codes, today, places).share_most_deprived_fifth if codes else ()
    rows = tuple(
        (part.code, part.name, round(float(count)), float(share), part.share)
        for part, count, share in zip(parts, people, deprived, strict=True)
    )
    note = Notes(
        "Areas whose people live mostly in the alliance, as it is today",
        f"{PEOPLE_SOURCE}; English Indices of Deprivation 2019 (MHCLG)",
        f"People of mid-{YEAR}",
        "",
        LICENCE,
    )
    links = {(row, 1): place_href(code) for row, code in enumerate(codes)}
    key = level.value.replace("_", "-")
    return ShownTable(key, Table(title, COLUMNS, rows, note), "None lies mostly in this alliance.", links)

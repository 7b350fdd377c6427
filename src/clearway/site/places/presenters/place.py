"""One place: where it lies, who lives there, its measures, and the places most like it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.measures.comparison.two_areas import difference_of
from clearway.publications.charts import Drawing
from clearway.publications.measure_values import LICENCE
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.measures.permissions import Sight
from clearway.site.measures.presenters.fact import Fact
from clearway.site.measures.words import interval, number, period
from clearway.site.performance.presenters.choices import Choice, choice
from clearway.site.places.areas import LEVELS_OF_PAGES, code_of_values, reference
from clearway.site.places.asked import Asked
from clearway.site.places.cells import measure_href
from clearway.site.places.locator import locator
from clearway.site.places.neighbours import alike
from clearway.site.places.people import YEAR, deprivation_words, people_by_age, people_by_fifth, women_words
from clearway.site.places.presenters.notes import notes
from clearway.site.places.presenters.summary import (
    ENGLAND,
    Across,
    Heading,
    SummaryTable,
    rows_of,
    table_of,
)
from clearway.site.places.told import Told, every_told
from clearway.site.tables import ShownTable
from clearway.standards.places import Area, Level

ABOVE = (Level.ALLIANCE, Level.ICB, Level.COUNTY, Level.COMBINED_AUTHORITY, Level.REGION)
NEIGHBOURS = 8
PEOPLE_SOURCE = f"Office for National Statistics, residents of mid-{YEAR}"
DEPRIVATION_SOURCE = (
    "Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2019; "
    "Office for National Statistics, residents of mid-2020"
)


@dataclass(frozen=True, slots=True)
class PlacePage:
    """The page of a place. `measure` is the one whose values stand beside its neighbours'."""

    code: str
    name: str
    kind: str
    facts: tuple[Fact, ...]
    drawing: Drawing | None
    people: ShownTable
    fifths: ShownTable
    measures: SummaryTable
    neighbours: ShownTable | None
    method: str
    choices: tuple[Choice, ...]
    measure_href: str


def place_page(area: Area, asked: Asked, sight: Sight, today: date) -> PlacePage:
    """The page of an area."""
    kind, code = area.level.value, code_of_values(area)
    held = [one for one in every_told(kind, sight) if code in one.lines]
    chosen = next((one for one in held if one.measure.id == asked.measure), held[0] if held else None)
    near = alike(area.code, today, NEIGHBOURS)
    return PlacePage(
        code=area.code,
        name=area.name,
        kind=area.level.words,
        facts=tuple(facts(area, today)),
        drawing=locator(area, today),
        people=_people(area, today),
        fifths=_fifths(area, today),
        measures=_measures(area, code, [one.measure for one in held], sight),
        neighbours=_neighbours(chosen, area, code, near.nearest_codes, today) if chosen else None,
        method=near.method,
        choices=(choice("measure", "Measure", {one.measure.id: one.measure.name for one in held}, chosen.measure.id),)
        if chosen
        else (),
        measure_href=measure_href(chosen.measure, kind, code) if chosen else "",
    )


def facts(area: Area, today: date) -> Iterator[Fact]:
    """Where a place lies and how deprived it is."""
    places = reference()
    if not area.is_current(today):
        heirs = ", ".join(part.name for part in places.successors(area.code, today))
        yield Fact("No longer exists", f"Today: {heirs}" if heirs else "Nothing is known of what became of it")
        return
    for level in ABOVE:
        above = places.best_fit(area.code, level, today) if level is not area.level else None
        if above and not (area.level is Level.ALLIANCE and level in (Level.ICB, Level.COUNTY)):
            share = "" if above.share > 0.999 else f" ({words.percent(above.share, 0)} of its people)"
            href = place_href(above.code) if level in LEVELS_OF_PAGES else ""
            yield Fact(level.words[0].upper() + level.words[1:], above.name + share, href=href)
    if area.ods_code:
        yield Fact("Code of the NHS", area.ods_code)
    if women := women_words(area, today):
        yield Fact("Women and men", women)
    for label, text in deprivation_words(area, today):
        yield Fact(label, text)


def place_href(code: str) -> str:
    """The page of a place."""
    return reverse("places:place", args=[code])


def _people(area: Area, today: date) -> ShownTable:
    rows = people_by_age(area.code, today)
    note = Notes(
        "Residents by age", PEOPLE_SOURCE, f"Middle of {YEAR}{', apportioned' if rows.is_apportioned else ''}", "",
        LICENCE,
    )  # fmt: skip
    columns = (Column("age", "Age"), Column("people", "People", Kind.COUNT), Column("share", "Share", Kind.SHARE))
    title = f"People of {area.name} by age"
    return ShownTable("people", Table(title, columns, rows.rows, note), "No residents are held for this place.")


def _fifths(area: Area, today: date) -> ShownTable:
    definition = "Residents by the national fifth of deprivation of the neighbourhood in which they live"
    note = Notes(definition, DEPRIVATION_SOURCE, "Index of 2019, residents of mid-2020", "", LICENCE)
    columns = (
        Column("fifth", "Neighbourhoods of England"),
        Column("people", "People", Kind.COUNT),
        Column("share", "Share", Kind.SHARE),
    )
    table = Table(f"People of {area.name} by deprivation", columns, people_by_fifth(area.code, today), note)
    return ShownTable("people-by-deprivation", table, "No residents are held for this place.")


def _measures(area: Area, code: str, measures: Sequence[Measure], sight: Sight) -> SummaryTable:
    columns = (
        Across(area.level.value, code, Heading(area.name)),
        Across("england", "", Heading(ENGLAND)),
    )
    whole: tuple[str, ...] = ()
    rows = sorted(rows_of(measures, columns, sight, {area.level.value: whole}), key=lambda row: row.order)
    empty = f"No measure that is loaded here is published for {area.name}."
    return table_of("measures", f"Measures of {area.name}", columns, rows, empty)


def _neighbours(chosen: Told, area: Area, code: str, codes: Sequence[str], today: date) -> ShownTable:
    """The places most alike, with the measure's newest value of each and how this place stands to it."""
    measure, places = chosen.measure, reference()
    own = chosen.lines[code].latest
    near = [code_of_values(found) for one in codes if (found := places.find(one))]
    held = [(one, chosen.lines[one].latest) for one in near if one in chosen.lines]
    level = 1 - 0.05 / max(len(held), 1)
    columns = (
        Column("code", "Code"),
        Column("place", "Place"),
        Column("value", measure.unit.title.capitalize()),
        Column("limits", "95% limits"),
        Column("period", "When"),
        Column("stands", f"How {area.name} stands to it"),
    )
    rows = [(area.code, f"{area.name} (this place)", number(own.value, measure), interval(own, measure), period(own.period_start, own.period_end), "")]  # fmt: skip  # noqa: E501
    rows += [
        (
            *(one, value.area_name, number(value.value, measure), interval(value, measure)),
            period(value.period_start, value.period_end),
            difference_of(own, value, measure, level=level).label,
        )
        for one, value in held
    ]
    note = notes(
        f"{measure.name} of {area.name} and of the places most alike in who lives there",
        [own, *(value for _, value in held)],
        [("How places are told apart", f"Differences are tested together: {len(held)} at once, at 5% for them all.")],
    )
    links = {(place + 1, 1): place_href(one) for place, (one, _) in enumerate(held)}
    links |= {
        (place + 1, 5): reverse("places:compare") + Asked(measure=measure.id, a=code, b=one).query()
        for place, (one, _) in enumerate(held)
    }
    title = f"{measure.name}: {area.name} beside the places most like it"
    return ShownTable("neighbours", Table(title, columns, tuple(rows), note), "No place like it has a value.", links)

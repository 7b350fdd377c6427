"""The catalogue on screen: measures by domain, each with its newest value here or with what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Catalogue, Measure, overdue
from clearway.measures.catalogue.vocabulary import vocabulary
from clearway.measures.comparison import Glance
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.annotations.reviewing import all_as_reviewed
from clearway.site.measures import figures
from clearway.site.measures.noted import Noted, noted_of_each
from clearway.site.measures.permissions import Sight
from clearway.site.measures.presenters.measure import measure_href, needs_of
from clearway.site.measures.presenters.notes import catalogue_notes
from clearway.site.measures.presenters.now import Icon, icons_of, named
from clearway.site.measures.words import interval, level_words, origin, period, told
from clearway.site.performance.places import home_alliance
from clearway.site.performance.presenters.choices import Choice, choice
from clearway.site.tables import ShownTable

MEASURED, NOT_MEASURED = "measured here", "not measured yet"
LONGEST = 100
LONGEST_CHOICE = 80
PART_ICON = 36


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list of measures is narrowed to; empty for everything."""

    text: str = ""
    domain: str = ""
    ambition: str = ""
    dashboard: bool = False
    standing: str = ""

    def keeps(self, measure: Measure) -> bool:
        """Whether a measure belongs to the list, whatever its values."""
        looked_in = f"{measure.id} {measure.name} {measure.numerator} {measure.why_it_matters}".casefold()
        return (
            all(word in looked_in for word in self.text.casefold().split())
            and self.domain in ("", measure.domain)
            and (not self.ambition or self.ambition in measure.serves)
            and (measure.in_dashboard or not self.dashboard)
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure in the list. Without a value `needs` says what is missing."""

    id: str
    name: str
    href: str
    standing: str
    value: str
    interval: str
    where: str
    origin: str
    icons: tuple[Icon, ...]
    needs: str
    status: str
    review: str
    is_overdue: bool
    is_dashboard: bool
    is_local: bool


@dataclass(frozen=True, slots=True)
class DomainShown:
    """The measures of one domain."""

    title: str
    key: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """The catalogue: counts in words, the form, the domains, and the table to take away."""

    summary: str
    choices: tuple[Choice, ...]
    text: str
    domains: tuple[DomainShown, ...]
    overdue: int
    empty: str
    table: ShownTable


def read_filters(parameters: Mapping[str, str]) -> Filters:
    """The filters of an address. What nobody knows finds nothing; it is never an error."""
    held = {name: parameters.get(name, "").strip()[:LONGEST] for name in ("text", "domain", "ambition", "standing")}
    return Filters(**held, dashboard=parameters.get("dashboard", "") == "yes")


def catalogue_page(filters: Filters, sight: Sight, today: date) -> CataloguePage:
    """The catalogue as somebody may see it on a day."""
    catalogue = figures.catalogue()
    chosen = [one for one in all_as_reviewed(catalogue) if filters.keeps(one)]
    noted = noted_of_each(chosen)
    entries = {one.id: entry_of(one, sight, today, noted[one.id]) for one in chosen}
    if filters.standing:
        chosen = [one for one in chosen if entries[one.id].standing == filters.standing]
    domains = tuple(
        DomainShown(title, key, tuple(entries[one.id] for one in chosen if one.domain == key))
        for key, title in vocabulary().domains.items()
    )
    here = sum(entries[one.id].standing == MEASURED for one in chosen)
    return CataloguePage(
        summary=f"{len(chosen)} measures: {here} measured here, {len(chosen) - here} not measured yet.",
        choices=_choices(catalogue, filters),
        text=filters.text,
        domains=tuple(one for one in domains if one.entries),
        overdue=sum(entries[one.id].is_overdue for one in chosen),
        empty="" if chosen else "No measure fits. Take a word or a choice away.",
        table=_table(chosen, entries, catalogue, today),
    )


def newest_line(measure: Measure, sight: Sight, noted: Noted) -> Glance | None:
    """The line of the store's alliance, else of England; None where neither is held.

    Asked for as the summary and the first page ask, so that one answer serves them all.
    """
    levels, home = figures.held_levels(measure), home_alliance()
    for level, areas in (("alliance", (home,)), ("england", ())):
        if level in levels and (lines := figures.glances(measure.id, level, areas, sight=sight, noted=noted).lines):
            return lines[0]
    return None


def entry_of(measure: Measure, sight: Sight, today: date, noted: Noted) -> Entry:
    """One measure in the list: worked out once for each version of the figures and of what people noted."""
    key = ("entry", measure, sight, today, noted.key)
    return figures.remembered(key, lambda: _entry(measure, sight, today, noted), lambda _: 1)


def _entry(measure: Measure, sight: Sight, today: date, noted: Noted) -> Entry:
    held = figures.held_levels(measure)
    line = newest_line(measure, sight, noted)
    late = overdue(measure, today)
    value = line.latest if line else None
    return Entry(
        id=measure.id,
        name=measure.name,
        href=measure_href(measure.id),
        standing=MEASURED if held else NOT_MEASURED,
        value=told(value, measure) if value else "",
        interval=interval(value, measure) if value else "",
        where=_where(line, held),
        origin=origin(value) if value else "",
        icons=icons_of(line, PART_ICON) if line else (),
        needs="" if held else needs_of(measure),
        status=measure.status.value,
        review=f"Review was due {words.day(measure.next_review)}" if late else "",
        is_overdue=late is not None,
        is_dashboard=measure.in_dashboard,
        is_local=measure.is_local,
    )


def _where(line: Glance | None, held: tuple[str, ...]) -> str:
    if line is not None:
        value = line.latest
        return f"{named(line.area_name, line.group)}, {period(value.period_start, value.period_end)}"
    return f"held by {', '.join(level_words(one).lower() for one in held)}" if held else ""


def _choices(catalogue: Catalogue, filters: Filters) -> tuple[Choice, ...]:
    all_or = {"": "All"}
    standings = {one: one for one in (MEASURED, NOT_MEASURED)}
    serving = {served for one in catalogue for served in one.serves}
    held = [one for one in catalogue.ambitions.values() if one.id in serving]
    ambitions = {one.id: f"{one.id}: {one.text}"[:LONGEST_CHOICE] for one in held}
    dashboard = "yes" if filters.dashboard else ""
    return (
        choice("domain", "Domain", all_or | dict(vocabulary().domains), filters.domain),
        choice("ambition", "Ambition or objective", all_or | ambitions, filters.ambition),
        choice("dashboard", "In the Dashboard of 2016", all_or | {"yes": "Only these"}, dashboard),
        choice("standing", "Standing", all_or | standings, filters.standing),
    )


def _table(chosen: list[Measure], entries: Mapping[str, Entry], catalogue: Catalogue, today: date) -> ShownTable:
    columns = (
        *(Column(name, title) for name, title in HEADINGS),
        Column("next_review", "Next review", Kind.DATE),
    )
    rows = tuple(_row(one, entries[one.id], catalogue) for one in chosen)
    table = Table("Catalogue of measures", columns, rows, catalogue_notes(f"Definitions as on {words.day(today)}"))
    return ShownTable("catalogue", table, "No measure fits.", missing="")


HEADINGS = (
    ("id", "Id"), ("name", "Name"), ("domain", "Domain"), ("standing", "Standing"), ("value", "Newest value"),
    ("interval", "95% limits"), ("where", "Of where and when"), ("basis", "Basis"), ("variation", "Variation"),
    ("assurance", "Assurance"), ("numerator", "Counted"), ("denominator", "Out of"), ("unit", "Unit"),
    ("serves", "Serves"), ("dashboard", "In the Dashboard of 2016"), ("cannot_tell", "What it cannot tell"),
    ("needs", "What is needed"), ("status", "Status of the definition"),
)  # fmt: skip
"""The columns of the catalogue that is taken away, before the day of the next review."""


def _row(measure: Measure, entry: Entry, catalogue: Catalogue) -> tuple[str | date, ...]:
    icons = [one.words for one in entry.icons] or ["", ""]
    serves = "; ".join(f"{one}: {catalogue.ambitions[one].text}" for one in measure.serves)
    return (
        *(measure.id, measure.name, vocabulary().domains[measure.domain], entry.standing, entry.value),
        *(entry.interval, entry.where, entry.origin, *icons),
        *(measure.numerator, measure.denominator, measure.unit.title, serves, "yes" if measure.in_dashboard else "no"),
        *(measure.cannot_tell, entry.needs or measure.needs, measure.status.value, measure.next_review),
    )

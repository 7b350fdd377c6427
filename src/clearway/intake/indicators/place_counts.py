"""Cancers or deaths by place, year, sex, age group and site, in the template of `docs/age-specific-counts.md`.

With such a file and a population, age-standardised rates by place can be worked out; national tables have no places.
Age groups of one place must not overlap. A count that a publisher holds back is left empty with the word why.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from clearway.intake.indicators.cells import (
    Area,
    age_in,
    area_in,
    count_in,
    covered,
    differing,
    refused,
    sex_in,
    word_in,
    year_days,
    year_in,
)
from clearway.intake.indicators.groups import ages_within, first_age
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import has_headings, other_sheets, sheet_with
from clearway.intake.indicators.registrations import SITE
from clearway.intake.indicators.tabular import CORRECT_ROWS, Table, heading_row, table_at
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.observations import ALL
from clearway.stats.standard_population import ESP_2013

NAME = "age_specific_counts"
TITLE = "Age-specific counts of cancers by place, in the template of this system (CSV)"

ROLES = {
    "KIND": "kind",
    "AREA_CODE": "area_code",
    "AREA_NAME": "area_name",
    "YEAR": "year",
    "SEX": "sex",
    "AGE_BAND": "age",
    "SITE": "site",
    "COUNT": "count",
    "FLAG": "flag",
    "PUBLISHER": "publisher",
}
OPTIONAL = ("flag",)
TELLING = frozenset({"KIND", "AREA_CODE", "YEAR", "SEX", "AGE_BAND", "SITE", "COUNT", "PUBLISHER"})
holds_table = has_headings(TELLING)
KINDS = {"REGISTRATIONS": "registrations", "DEATHS": "deaths"}


class CountRow(NamedTuple):
    """One row as read; `people` is None where the publisher held it back, and `flag` says why."""

    number: int
    kind: str
    area: Area
    year: int
    sex: str
    age: str
    site: str
    people: float | None
    flag: str
    publisher: str

    @property
    def group(self) -> tuple[str, str, int, str, str]:
        """Whose age groups belong together."""
        return self.kind, self.area.code, self.year, self.sex, self.site


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of the template."""
    return sheet_with(sheets, holds_table) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Counts by place and age group. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    needed = [role for role in ROLES.values() if role not in OPTIONAL]
    table = table_at(sheet, heading_row(sheet, TELLING) or 0, ROLES, needed)
    rows = [count_row(table, number, cells) for number, cells in table.rows()]
    publisher = the_publisher(rows, sheet.name)
    groups: dict[tuple[str, str, int, str, str], dict[str, CountRow]] = defaultdict(dict)
    for row in rows:
        groups[row.group][row.age] = row
    for held in groups.values():
        refuse_overlaps(held, sheet.name)
    findings = [
        *other_sheets(sheets, sheet),
        *table.unknown_finding(),
        *other_bands(rows),
        *ages_left_out(groups),
        *ages_against_total(groups),
    ]
    kinds = " and ".join(sorted({row.kind for row in rows}))
    sites = covered((row.site for row in rows), "sites")
    places = covered((row.area.code for row in rows), "places")
    sexes = covered((row.sex for row in rows), "sexes")
    publication = Publication(
        NAME,
        publisher,
        f"Age-specific counts by place: {kinds}",
        table=f"{kinds}, {sites}, {sexes}, {places}, {publisher}",
    )
    return reading_of(observations(rows, table), publication, source, declared, findings)


def count_row(table: Table, number: int, cells: Sequence[Cell]) -> CountRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    site, flag = table.text(cells, "site"), table.text(cells, "flag")
    if not SITE.match(site):
        raise refused(table, cells, "site", number, "is no ICD-10 code or range such as C50 or C18-C20")
    is_empty = table.text(cells, "count") == ""
    if is_empty and not flag:
        raise refused(table, cells, "count", number, "is empty, and no flag says why")
    return CountRow(
        number,
        word_in(table, cells, number, "kind", KINDS),
        area_in(table, cells, number),
        year_in(table, cells, number),
        sex_in(table, cells, number),
        age_in(table, cells, number),
        site,
        None if is_empty else count_in(table, cells, number, "count"),
        flag,
        table.text(cells, "publisher"),
    )


def the_publisher(rows: Sequence[CountRow], name: str) -> str:
    """The one publisher of a file. Raises `Refused` when a row names none, or rows name several."""
    named = {row.publisher for row in rows}
    if not rows:
        raise Refused(f"{name} has headings but no rows.", CORRECT_ROWS, code="NO_VALUES")
    if len(named) != 1 or "" in named:
        number = next((row.number for row in rows if row.publisher != rows[0].publisher or not row.publisher), 2)
        words = f"{name}, row {number:,}: every row must name the same publisher; the file names {len(named - {''})}."
        raise Refused(words, "Send one file for each publisher.", code="PUBLISHER_UNCLEAR")
    return named.pop()


def refuse_overlaps(held: Mapping[str, CountRow], name: str) -> None:
    """`Refused` when two age groups of one place hold the same age: people would be counted twice."""
    bands = sorted((age for age in held if age != ALL), key=first_age)
    for younger, older in pairwise(bands):
        last = ages_within(younger)[1]
        if last is None or last >= first_age(older):
            row = held[older]
            words = f"{name}, row {row.number:,}: the age group {older} overlaps {younger} of the same place and site."
            raise Refused(words, CORRECT_ROWS, code="AGE_GROUPS_OVERLAP")


def other_bands(rows: Sequence[CountRow]) -> list[Finding]:
    """The finding that age groups are not those of the standard population, which rates are weighed with."""
    other = [row for row in rows if row.age != ALL and row.age not in ESP_2013.bands]
    if not other:
        return []
    message = (
        f"Row {other[0].number:,}: the age group {other[0].age} is none of those of the European Standard Population "
        f"({ESP_2013.bands[0]}, {ESP_2013.bands[1]} … {ESP_2013.bands[-1]}); the counts are kept."
    )
    mend = "Ask the publisher for counts in those groups: no standardised rate is worked out from others."
    return [Finding("AGE_GROUPS_OTHER", FindingKind.STRUCTURAL, message, mend, row=other[0].number, count=len(other))]


def ages_left_out(groups: Mapping[tuple[str, str, int, str, str], Mapping[str, CountRow]]) -> list[Finding]:
    """The finding that the age groups of a place leave out some ages; a rate of all ages cannot be made from them."""
    wrong = []
    for held in groups.values():
        bands = sorted((age for age in held if age != ALL), key=first_age)
        next_age: int | None = 0
        for age in bands:
            first, last = ages_within(age)
            if first != next_age:
                wrong.append((held[age], f"nothing is counted before {age}"))
                break
            next_age = None if last is None else last + 1
        else:
            if bands and next_age is not None:
                wrong.append((held[bands[-1]], f"nothing is counted after {bands[-1]}"))
    if not wrong:
        return []
    row, what = wrong[0]
    message = f"{row.area.name or row.area.code}, {row.year}, {row.site} (row {row.number:,}): {what}."
    mend = "Add the rows, with 0 where nobody was counted; without them no rate of all ages is made for this place."
    return [Finding("AGES_LEFT_OUT", FindingKind.STRUCTURAL, message, mend, row=row.number, count=len(wrong))]


def ages_against_total(groups: Mapping[tuple[str, str, int, str, str], Mapping[str, CountRow]]) -> list[Finding]:
    """The finding that age groups do not add up to the row of all ages; less is right where counts are held back."""
    wrong = []
    for held in groups.values():
        total = held.get(ALL)
        bands = [row for age, row in held.items() if age != ALL]
        if total is None or total.people is None or not bands:
            continue
        added = sum(row.people for row in bands if row.people is not None)
        is_whole = all(row.people is not None for row in bands)
        if added > total.people or (is_whole and added < total.people):
            wrong.append((total, added))
    if not wrong:
        return []
    total, added = wrong[0]
    message = (
        f"{total.area.name or total.area.code}, {total.year}, {total.site} (row {total.number:,}): the age groups add "
        f"up to {added:,.0f}, the row of all ages says {total.people:,.0f}."
    )
    return [differing("AGES_DIFFER_FROM_TOTAL", message, row=total.number, count=len(wrong))]


def observations(rows: Sequence[CountRow], table: Table) -> Iterator[Observation]:
    """Each row as an observation of its year."""
    for row in rows:
        yield Observation(
            f"place_counts.{row.kind}", *row.area, *year_days(row.year), table.place(row.number), row.people,
            sex=row.sex, age=row.age, category=row.site, flag=row.flag,
        )  # fmt: skip

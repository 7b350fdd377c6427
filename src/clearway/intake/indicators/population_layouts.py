"""The layouts in which populations come, told apart by their headings, and how each is read."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from clearway.intake.indicators.cells import (
    Area,
    age_in,
    area_in,
    count_in,
    differing,
    refused,
    sex_in,
    word_in,
    year_in,
)
from clearway.intake.indicators.people_row import (
    PeopleRow,
    ages_against_total,
    ages_missing,
    middle_of,
    outside_england,
)
from clearway.intake.indicators.tabular import Table, heading_row, table_at
from clearway.intake.published.wording import label, plain
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, Refused
from clearway.records.observations import ALL
from clearway.standards.places import ENGLAND

SEARCHED_ROWS = 10
"""Title lines above the headings of a population; none known has more."""

OLDEST = 90
AGES = (*(str(age) for age in range(OLDEST)), f"{OLDEST}+")
PLACE_CODE = re.compile(r"([A-Z]+\d{2}_?(CODE|CD)|CODE)$")
SMALL_AREA_CODE = re.compile(r"(LSOA|OA|MSOA)\d{2}_?(CODE|CD)$")
OTHER_COUNTRIES = frozenset("KNSW")
"""First letters of codes of the other countries, and of the United Kingdom and its parts."""
KINGDOM = "K02000001"
COUNTRIES = (ENGLAND, "N92000002", "S92000003", "W92000004")
CENSUS_DAY = dt.date(2021, 3, 21)
SEX_CODES = {"1": "Male", "2": "Female"}

SEX_AND_AGE_ROLES = {
    "SEX": "sex",
    "CODE": "area_code",
    "NAME": "area_name",
    "AGE": "age",
    "COUNT": "count",
}
PROJECTION_ROLES = {
    "C_AGE": "age",
    "GENDER": "sex",
    "OBS_VALUE": "count",
    "PROJECTED_YEAR_NAME": "year",
    "GEOGRAPHY_CODE": "area_code",
}
CENSUS_ROLES = {
    "LTLA21_CODE": "area_code",
    "TOTAL_POPULATION": ALL,
    "TOTAL_FEMALES": "Female",
    "TOTAL_MALES": "Male",
}


class People(NamedTuple):
    """What a layout gave: its table, its rows of England, and findings."""

    table: Table
    rows: Sequence[PeopleRow]
    findings: Sequence[Finding]


def wide_heading(sheet: Sheet) -> int | None:
    """The row with a column for each single year of age; None when there is none."""
    for index, row in enumerate(sheet.rows[:SEARCHED_ROWS]):
        if set(AGES) <= {label(cell) for cell in row}:
            return index
    return None


def is_of_small_areas(sheet: Sheet, start: int) -> bool:
    """Whether the rows below a heading row are small areas."""
    return any(SMALL_AREA_CODE.match(plain(cell)) for cell in sheet.rows[start])


def wide_people(sheet: Sheet, start: int, year: int) -> People:
    """One row a place, a column for each age. Raises `Refused` for small areas and for a cell that cannot stand."""
    if is_of_small_areas(sheet, start):
        words = f"{sheet.name} holds small areas (LSOA); populations are kept for districts and larger places."
        raise Refused(words, "Load the publisher's file by district.", code="SMALL_AREAS")
    roles: dict[str, str] = {"TOTAL_POPULATION": ALL, "ALL": ALL}
    for cell in sheet.rows[start]:
        word = plain(cell)
        if label(cell) in AGES:
            roles[label(cell)] = label(cell)
        elif PLACE_CODE.match(word):
            roles[word] = "area_code"
        elif word == "NAME" or word.endswith(("_NAME", "NM")):
            roles[word] = "area_name"
    headings: list[Cell] = [label(cell) for cell in sheet.rows[start]]
    printed = [*sheet.rows[:start], headings, *sheet.rows[start + 1 :]]
    table = table_at(replace(sheet, rows=printed), start, roles, ("area_code", ALL))
    rows: list[PeopleRow] = []
    others = 0
    for number, cells in table.rows():
        if is_elsewhere(table, cells):
            others += 1
            continue
        area = area_in(table, cells, number)
        rows += [
            PeopleRow(number, area, middle_of(year), ALL, age, count_in(table, cells, number, age))
            for age in (ALL, *AGES)
        ]
    return People(table, rows, [*table.unknown_finding(), *outside_england(others), *ages_against_total(rows)])


def sex_and_age_people(sheet: Sheet, start: int, year: int) -> People:
    """One row a place, sex and age. Raises `Refused` for a cell that cannot stand."""
    table = table_at(sheet, start, SEX_AND_AGE_ROLES, tuple(SEX_AND_AGE_ROLES.values()), frozenset({"GEOGRAPHY"}))
    rows: list[PeopleRow] = []
    by_country: dict[tuple[str, str, str], float] = {}
    others = 0
    for number, cells in table.rows():
        sex, count = sex_in(table, cells, number), count_in(table, cells, number, "count")
        age = single_year(table, cells, number)
        by_country[table.text(cells, "area_code"), sex, age] = count
        if is_elsewhere(table, cells):
            others += 1
        else:
            rows.append(PeopleRow(number, area_in(table, cells, number), middle_of(year), sex, age, count))
    findings = [
        *table.unknown_finding(),
        *outside_england(others),
        *ages_missing(rows),
        *countries_against_kingdom(by_country),
    ]
    return People(table, rows, findings)


def projection_people(sheet: Sheet, start: int) -> People:
    """One row a country, sex, age and year to come. Raises `Refused` for a cell that cannot stand."""
    table = table_at(sheet, start, PROJECTION_ROLES, tuple(PROJECTION_ROLES.values()))
    rows: list[PeopleRow] = []
    others = 0
    for number, cells in table.rows():
        if is_elsewhere(table, cells):
            others += 1
            continue
        area = area_in(table, cells, number)
        if area.kind != "england":
            raise refused(table, cells, "area_code", number, "is no country")
        rows.append(
            PeopleRow(
                number,
                area,
                middle_of(year_in(table, cells, number)),
                word_in(table, cells, number, "sex", SEX_CODES),
                single_year(table, cells, number),
                count_in(table, cells, number, "count"),
            )
        )
    return People(table, rows, [*table.unknown_finding(), *outside_england(others), *ages_missing(rows)])


def census_people(sheet: Sheet, start: int) -> People:
    """One row a district with people by sex. Raises `Refused` for a cell that cannot stand.

    Its three broad age groups are left out: the file does not say where they begin, and they do not add up to all.
    """
    table = table_at(sheet, start, CENSUS_ROLES, tuple(CENSUS_ROLES.values()))
    rows: list[PeopleRow] = []
    wrong: list[tuple[int, Area, float]] = []
    others = 0
    for number, cells in table.rows():
        if is_elsewhere(table, cells):
            others += 1
            continue
        area = area_in(table, cells, number)
        counts = {sex: count_in(table, cells, number, sex) for sex in (ALL, "Female", "Male")}
        if counts["Female"] + counts["Male"] != counts[ALL]:
            wrong.append((number, area, counts[ALL]))
        rows += [PeopleRow(number, area, CENSUS_DAY, sex, ALL, count) for sex, count in counts.items()]
    findings = [*table.unknown_finding(), *outside_england(others)]
    if wrong:
        number, area, both = wrong[0]
        message = f"{area.code} (row {number:,}): women and men do not add up to all {both:,.0f} people."
        findings.append(differing("SEXES_DIFFER_FROM_ALL", message, row=number, count=len(wrong)))
    return People(table, rows, findings)


def is_elsewhere(table: Table, cells: Sequence[Cell]) -> bool:
    """Whether a row is of a place outside England, told from the first letter of its code."""
    code = table.text(cells, "area_code")
    return code[:1] in OTHER_COUNTRIES and len(code) == len(ENGLAND)


def single_year(table: Table, cells: Sequence[Cell], number: int) -> str:
    """A cell as a single year of age; 90 stands for everybody of 90 and over. Raises `Refused` for another."""
    age = age_in(table, cells, number)
    age = f"{OLDEST}+" if age == str(OLDEST) else age
    if age not in AGES:
        raise refused(table, cells, "age", number, f"is no single year of age from 0 to {OLDEST}")
    return age


def countries_against_kingdom(counts: Mapping[tuple[str, str, str], float]) -> list[Finding]:
    """The finding that the four countries do not add up to the printed United Kingdom."""
    wrong = []
    for (place, sex, age), kingdom in counts.items():
        if place != KINGDOM:
            continue
        parts = [counts.get((country, sex, age)) for country in COUNTRIES]
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and sum(known) != kingdom:
            wrong.append((sex, age, sum(known), kingdom))
    if not wrong:
        return []
    sex, age, added, kingdom = wrong[0]
    message = (
        f"{sex}, age {age}: the four countries add up to {added:,.0f} people, the United Kingdom is {kingdom:,.0f}."
    )
    return [differing("COUNTRIES_DIFFER_FROM_KINGDOM", message, count=len(wrong))]


def needed_headings_stand(sheet: Sheet, roles: Mapping[str, str]) -> int | None:
    """The row that holds all headings of a layout; None when there is none."""
    return heading_row(sheet, frozenset(roles), SEARCHED_ROWS)

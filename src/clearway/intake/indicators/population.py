"""Populations of places by age and sex: what rates are divided by. ONS estimates, the census and a projection.

Only England is kept, and only districts and larger places: a file of small areas (LSOA) is refused by name. A mid-year
estimate does not say its year inside: it is taken from the file's name, or declared as the month of June.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from clearway.intake.indicators.cells import covered
from clearway.intake.indicators.observing import Publication, reading_of
from clearway.intake.indicators.one_sheet import other_sheets, sheet_with
from clearway.intake.indicators.people_row import observations
from clearway.intake.indicators.population_layouts import (
    CENSUS_ROLES,
    PROJECTION_ROLES,
    SEX_AND_AGE_ROLES,
    People,
    census_people,
    needed_headings_stand,
    projection_people,
    sex_and_age_people,
    wide_heading,
    wide_people,
)
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused

NAME = "ons_population"
TITLE = "ONS population by place, age and sex (CSV)"
PUBLISHER = "Office for National Statistics (ONS)"
MID_YEAR, CENSUS, PROJECTION = "population.mid_year", "population.census_2021", "population.projection_2016_high"

YEAR_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(?!\d)|population(\d{2})(?!\d)", re.IGNORECASE)
HIGH_VARIANT = re.compile(r"(?<![a-z])hhh(?![a-z])", re.IGNORECASE)


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of a population file."""
    return sheet_with(sheets, holds_table) is not None


def holds_table(sheet: Sheet) -> bool:
    """Whether a sheet has the headings of one of the layouts."""
    layouts = (SEX_AND_AGE_ROLES, PROJECTION_ROLES, CENSUS_ROLES)
    found = [wide_heading(sheet), *(needed_headings_stand(sheet, roles) for roles in layouts)]
    return any(start is not None for start in found)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """People by place, age and sex. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    people, key, title = people_of(sheet, source.file_name, declared)
    places = covered((row.area.code for row in people.rows), "places")
    days = sorted({row.day for row in people.rows})
    span = f"{days[0].year}" if len(days) == 1 else f"{days[0].year} to {days[-1].year}" if days else ""
    groups = covered((row.sex for row in people.rows), "sexes")
    publication = Publication(NAME, PUBLISHER, title, table=f"{key} {span}, {places}, {groups}")
    found = observations(people.rows, key, people.table)
    findings = [*other_sheets(sheets, sheet), *people.findings]
    return reading_of(found, publication, source, replace(declared, month=""), findings)


def people_of(sheet: Sheet, file_name: str, declared: Declared) -> tuple[People, str, str]:
    """The people of a file, the indicator they are of, and its title. Raises `Refused` as a whole."""
    if (start := wide_heading(sheet)) is not None:
        year = year_of(file_name, declared)
        return wide_people(sheet, start, year), MID_YEAR, f"Mid-{year} population estimates"
    if (start := needed_headings_stand(sheet, SEX_AND_AGE_ROLES)) is not None:
        year = year_of(file_name, declared)
        return sex_and_age_people(sheet, start, year), MID_YEAR, f"Mid-{year} population estimates"
    if (start := needed_headings_stand(sheet, PROJECTION_ROLES)) is not None:
        refuse_another_variant(file_name)
        return projection_people(sheet, start), PROJECTION, "National population projections, 2016-based, high variant"
    start = needed_headings_stand(sheet, CENSUS_ROLES) or 0
    return census_people(sheet, start), CENSUS, "Census 2021: people by district and sex"


def year_of(file_name: str, declared: Declared) -> int:
    """The year of a mid-year estimate. Raises `Refused` when nothing says it, or name and declaration differ."""
    named = {int(full or f"20{short}") for full, short in YEAR_IN_NAME.findall(PurePath(file_name).name)}
    said = int(declared.month[:4]) if declared.month else None
    if declared.month and not declared.month.endswith("-06"):
        words = f"The file was declared for {declared.month}; a mid-year estimate is of June."
        raise Refused(words, "Declare June of its year, such as 2023-06.", code="MONTH_DIFFERS")
    if len(named) > 1 or (said and named and said not in named):
        words = f"The year of {file_name} is not clear: its name says {', '.join(map(str, sorted(named)))}"
        words += f", it was declared for {declared.month}." if said else "."
        raise Refused(words, "Give the file a name with one year, and declare that year's June.", code="YEAR_UNCLEAR")
    if not named and said is None:
        words = f"Nothing in {file_name} or its name says which year its people are of."
        raise Refused(words, "Declare the month: June of its year, such as 2023-06.", code="YEAR_MISSING")
    return said or named.pop()


def refuse_another_variant(file_name: str) -> None:
    """`Refused` unless the name of a projection says that it is the high variant, the only one with a series."""
    if not HIGH_VARIANT.search(PurePath(file_name).stem.replace("_", " ")):
        words = f"{file_name} is a population projection, but its name does not say which variant; 'hhh' is known here."
        raise Refused(words, "Send it under the publisher's name, such as npp_hhh.csv.", code="VARIANT_UNKNOWN")

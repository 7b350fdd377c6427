"""ONS subnational indicators: the share of cancers diagnosed at stage 1 or 2, by place and year.

The layout carries many indicators of the publication; this reader takes the one about stage and names what it leaves.
Places stand at several levels, and some values are of another place: a new unitary authority repeats the value of the
county that it replaced. Those keep the publisher's words as their flag.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearway.intake.indicators.cells import (
    Area,
    area_in,
    covered,
    differing,
    percentage_in,
    refused,
    year_days,
    year_in,
)
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import has_headings, other_sheets, sheet_with
from clearway.intake.indicators.tabular import LAYOUT_ONLY, Table, heading_row, table_at
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.standards.places import ENGLAND

NAME = "ons_stage_by_place"
TITLE = "ONS subnational indicators: cancers diagnosed at stage 1 or 2 (CSV)"
PUBLISHER = "Office for National Statistics (ONS), from the National Disease Registration Service"

ROLES = {
    "AREACD": "area_code",
    "AREANM": "area_name",
    "GEOGRAPHY": "level",
    "INDICATOR": "indicator",
    "PERIOD": "year",
    "VALUE": "value",
    "UNIT": "unit",
    "LOWER CONFIDENCE INTERVAL (95%)": "lower",
    "UPPER CONFIDENCE INTERVAL (95%)": "upper",
    "OBSERVATION STATUS": "status",
}
NOT_READ = frozenset({"VARIABLE NAME", "MISSION", "CATEGORY", "MEASURE", "POLARITY", "NOTES"})
TELLING = frozenset({"AREACD", "AREANM", "INDICATOR", "PERIOD", "OBSERVATION STATUS"})
holds_table = has_headings(TELLING)
STAGE = "cancer diagnosis at stage 1 and 2"
KEY = "stage.early"
STATUSES = {"": "", "u": "unreliable"}
LEVELS = {
    "NATION": "england",
    "COUNTRY": "england",
    "REGION": "region",
    "COMBINED AUTHORITY OR CITY REGION": "combined_authority",
    "COUNTY OR UNITARY AUTHORITY": "county",
    "LOCAL AUTHORITY DISTRICT": "district",
}
"""What the file calls a level; a unitary authority may stand under either of the last two."""


class StageRow(NamedTuple):
    """One row as read, its numbers as shares."""

    number: int
    area: Area
    year: int
    share: float | None
    lower: float | None
    upper: float | None
    flag: str


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of the subnational indicators."""
    return sheet_with(sheets, holds_table) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """The share at stage 1 or 2 by place and year. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    table = table_at(sheet, heading_row(sheet, TELLING) or 0, ROLES, tuple(ROLES.values()), NOT_READ)
    rows, others = [], Counter[str]()
    for number, cells in table.rows():
        indicator = table.text(cells, "indicator")
        if indicator.lower() == STAGE:
            rows.append(stage_row(table, number, cells))
        else:
            others[indicator] += 1
    if not rows:
        known = ", ".join(sorted(others)[:5])
        words = f"{sheet.name} holds no rows of '{STAGE}'; it holds {known or 'none at all'}."
        raise Refused(words, LAYOUT_ONLY, code="INDICATOR_MISSING")
    findings = [
        *other_sheets(sheets, sheet),
        *table.unknown_finding(),
        *left_out(others, sheet.name),
        *england_outside(rows),
        *places_missing(rows),
    ]
    places = covered((row.area.code for row in rows), "places")
    publication = Publication(
        NAME, PUBLISHER, "Subnational indicators: cancers diagnosed at stage 1 or 2", table=f"stage 1 and 2, {places}"
    )
    return reading_of(observations(rows, table), publication, source, declared, findings)


def stage_row(table: Table, number: int, cells: Sequence[Cell]) -> StageRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    if table.text(cells, "unit") != "%":
        raise refused(table, cells, "unit", number, "is not the unit of this series, which is %")
    area = area_in(table, cells, number)
    level = LEVELS.get(table.text(cells, "level").upper())
    if level != area.kind and (level, area.kind) != ("county", "district"):
        raise refused(table, cells, "level", number, f"is not the level of {area.code}")
    status = table.text(cells, "status")
    return StageRow(
        number,
        area,
        year_in(table, cells, number),
        percentage_in(table, cells, number, "value"),
        percentage_in(table, cells, number, "lower"),
        percentage_in(table, cells, number, "upper"),
        STATUSES.get(status, status),
    )


def observations(rows: Sequence[StageRow], table: Table) -> Iterator[Observation]:
    """Each row as an observation; an empty value keeps the publisher's status as the reason."""
    for row in rows:
        yield Observation(
            KEY, *row.area, *year_days(row.year), table.place(row.number), row.share,
            lower=row.lower, upper=row.upper, flag=row.flag,
        )  # fmt: skip


def left_out(others: "Counter[str]", name: str) -> list[Finding]:
    """The finding that rows of other indicators were left out."""
    if not others:
        return []
    named = ", ".join(sorted(others)[:5])
    message = f"{name}: rows of other indicators were left out ({others.total():,}): {named}."
    mend = "Nothing need be done: this reader takes the share at stage 1 or 2."
    return [Finding("INDICATOR_NOT_READ", FindingKind.STRUCTURAL, message, mend, count=others.total())]


def england_outside(rows: Sequence[StageRow]) -> list[Finding]:
    """The finding that England's share does not lie between the lowest and the highest region, of which it is made."""
    regions: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        if row.area.kind == "region" and row.share is not None:
            regions[row.year].append(row.share)
    wrong = [
        row
        for row in rows
        if row.area.code == ENGLAND and row.share is not None and len(held := regions[row.year]) > 1
        if not min(held) <= row.share <= max(held)
    ]
    if not wrong:
        return []
    row = wrong[0]
    message = f"{row.year}: England's share {row.share:.1%} (row {row.number}) lies outside those of all its regions."
    return [differing("ENGLAND_OUTSIDE_REGIONS", message, row=row.number, count=len(wrong))]


def places_missing(rows: Sequence[StageRow]) -> list[Finding]:
    """The finding that a place has no row for a year that the file speaks of; an empty value is still a row."""
    years: dict[Area, set[int]] = defaultdict(set)
    for row in rows:
        years[row.area].add(row.year)
    every = {row.year for row in rows}
    gaps = [(area, every - held) for area, held in years.items() if len(held) < len(every)]
    if not gaps:
        return []
    area, lacking = gaps[0]
    message = f"{area.name} ({area.code}) has no row for {', '.join(map(str, sorted(lacking)))}."
    return [differing("YEAR_MISSING", message, count=len(gaps))]

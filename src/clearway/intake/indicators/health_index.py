"""ONS Health Index for England: values of some 56 indicators by district, and index scores of the same by ICB.

The two files look alike and mean different things: by district stand values in each indicator's own unit, by ICB stand
scores in which 100 is England in 2015. They are kept under different indicators and never compared. The files hold no
units and no definitions: `series.yaml` says of each indicator what is known.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clearway.intake.indicators.cells import Area, area_in, covered, differing, refused, year_days, year_in
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import other_sheets, sheet_with
from clearway.intake.indicators.series import Series, series_table
from clearway.intake.indicators.tabular import LAYOUT_ONLY, Table, heading_row, table_at
from clearway.intake.published.wording import plain
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Finding, FindingKind, Refused

NAME = "ons_health_index"
TITLE = "ONS Health Index: indicators by district, or scores by ICB (CSV)"
PUBLISHER = "Office for National Statistics (ONS)"
VALUES, SCORES = "health_index", "health_index_score"

ROLES = {"YEAR": "year", "INDICATOR": "indicator", "VALUE": "value"}
CODE_HEADING = re.compile(r"(LTLA|ICB)\d{2}_CODE$")
NAME_HEADING = re.compile(r"(LTLA|ICB)\d{2}_NAME$")
KINDS = {VALUES: "district", SCORES: "icb"}
TELLING = frozenset(ROLES)
NOT_A_WORD = re.compile(r"[^a-z0-9]+")
HIGHEST_SCORE = 200.0
NAMED_SERIES = 30


class IndexRow(NamedTuple):
    """One row as read, its value in the unit of the indicator."""

    number: int
    key: str
    area: Area
    year: int
    value: float | None


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of the index, and a column of district or ICB codes."""
    return sheet_with(sheets, holds_table) is not None


def holds_table(sheet: Sheet) -> bool:
    """Whether a sheet has the telling headings and a column of codes."""
    row = heading_row(sheet, TELLING)
    return row is not None and any(CODE_HEADING.match(plain(cell)) for cell in sheet.rows[row])


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Values or scores by place and year. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    start = heading_row(sheet, TELLING) or 0
    words = [plain(cell) for cell in sheet.rows[start]]
    roles = {word: "area_code" for word in words if CODE_HEADING.match(word)}
    roles |= {word: "area_name" for word in words if NAME_HEADING.match(word)}
    table = table_at(sheet, start, ROLES | roles, ("area_code", "year", "indicator", "value"))
    family = SCORES if table.headings[table.at["area_code"]].startswith("ICB") else VALUES
    rows, unknown = index_rows(table, family)
    findings = [
        *other_sheets(sheets, sheet),
        *table.unknown_finding(),
        *unknown,
        *values_missing(rows),
        *values_repeated(rows),
    ]
    what = "index scores by ICB" if family == SCORES else "indicator values by district"
    of = covered((row.key for row in rows), "series")
    places = covered((row.area.code for row in rows), "places")
    publication = Publication(NAME, PUBLISHER, f"Health Index for England: {what}", table=f"{what}, {of}, {places}")
    return reading_of(observations(rows, table), publication, source, declared, findings)


def slug(words: str) -> str:
    """An indicator's name as it stands in its key.

    >>> slug("Children's social, emotional and mental health"), slug("Low-level crime")
    ('childrens_social_emotional_and_mental_health', 'low_level_crime')
    """
    return NOT_A_WORD.sub("_", words.lower().replace("'", "").replace("\u2019", "")).strip("_")


def index_rows(table: Table, family: str) -> tuple[list[IndexRow], list[Finding]]:
    """Rows of known indicators, and a finding for others. Raises `Refused` for a cell, or when none is known."""
    known = series_table()
    rows: list[IndexRow] = []
    unknown: dict[str, list[int]] = defaultdict(list)
    for number, cells in table.rows():
        key = f"{family}.{slug(table.text(cells, 'indicator'))}"
        if key in known:
            rows.append(index_row(table, number, cells, family, known[key]))
        else:
            unknown[table.text(cells, "indicator")].append(number)
    if not rows:
        words = f"{table.sheet.name} holds no indicator of the Health Index that is known."
        raise Refused(words, LAYOUT_ONLY, code="INDICATOR_MISSING")
    findings = [
        Finding(
            id="INDICATOR_UNKNOWN",
            kind=FindingKind.STRUCTURAL,
            message=f"The indicator {name[:60]!r} is not known (first in row {numbers[0]:,}); its rows were left out.",
            mend="Add it to the table of series with its unit, if it is wanted.",
            row=numbers[0],
            count=len(numbers),
        )
        for name, numbers in unknown.items()
    ]
    return rows, findings


def index_row(table: Table, number: int, cells: Sequence[Cell], family: str, series: Series) -> IndexRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    area = area_in(table, cells, number)
    if area.kind != KINDS[family]:
        raise refused(table, cells, "area_code", number, f"is no code of a {KINDS[family].replace('icb', 'ICB')}")
    value, _ = table.number(cells, "value", number)
    if value is not None and family == SCORES and not 0 < value < HIGHEST_SCORE:
        raise refused(table, cells, "value", number, f"is no index score between 0 and {HIGHEST_SCORE:g}")
    if value is not None and series.unit == "share":
        if not 0 <= value <= 100:
            raise refused(table, cells, "value", number, "is no percentage between 0 and 100")
        value = round(value / 100, 15)
    return IndexRow(number, series.key, area, year_in(table, cells, number), value)


def observations(rows: Sequence[IndexRow], table: Table) -> Iterator[Observation]:
    """Each row as an observation; an empty value is flagged, the file gives no reasons."""
    for row in rows:
        yield Observation(
            row.key, *row.area, *year_days(row.year), table.place(row.number), row.value,
            flag="unavailable" if row.value is None else "",
        )  # fmt: skip


def values_missing(rows: Sequence[IndexRow]) -> list[Finding]:
    """The finding that an indicator lacks a place in a year; the index has every place in every year."""
    areas = {row.area.code for row in rows}
    years = {row.year for row in rows}
    held: dict[tuple[str, int], set[str]] = {(row.key, year): set() for row in rows for year in years}
    for row in rows:
        held[row.key, row.year].add(row.area.code)
    gaps = [(key, year, len(areas) - len(codes)) for (key, year), codes in held.items() if len(codes) < len(areas)]
    if not gaps:
        return []
    key, year, many = gaps[0]
    message = f"{key}, {year}: {many:,} of {len(areas):,} places have no row."
    return [differing("PLACES_MISSING", message, count=sum(many for _, _, many in gaps))]


def values_repeated(rows: Sequence[IndexRow]) -> list[Finding]:
    """The finding that an indicator says the same of every place in several years: it was carried, not measured."""
    by_year: dict[str, dict[int, dict[str, float | None]]] = defaultdict(lambda: defaultdict(dict))
    for row in rows:
        by_year[row.key][row.year][row.area.code] = row.value
    repeated = {
        key: years
        for key, held in by_year.items()
        if (years := [year for year in sorted(held) if len(held[year]) > 1 and held.get(year - 1) == held[year]])
    }
    if not repeated:
        return []
    said = [f"{key} in {', '.join(map(str, years))}" for key, years in sorted(repeated.items())]
    more = f"; and {len(said) - NAMED_SERIES} series more" if len(said) > NAMED_SERIES else ""
    message = f"Every place has the value of the year before: {'; '.join(said[:NAMED_SERIES])}{more}."
    mend = "Such years are one measurement: draw no trend through them."
    return [Finding("VALUES_REPEATED", FindingKind.ANALYTICAL, message, mend, count=len(repeated))]

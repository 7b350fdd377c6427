"""How much of a published share is known, by place and year, in the template of `docs/completeness-template.md`.

A publisher prints the share of cancers at stage 1 or 2, and leaves out those without a stage. With the number of those,
or their share alone, the lowest and the highest share can be told that are possible. Only series of which `series.yaml`
says what tells their known part are taken.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from clearway.intake.indicators.cells import (
    Area,
    area_in,
    count_in,
    covered,
    percentage_in,
    refused,
    word_in,
    year_days,
    year_in,
)
from clearway.intake.indicators.observing import Observation, Publication, reading_of
from clearway.intake.indicators.one_sheet import has_headings, other_sheets, sheet_with
from clearway.intake.indicators.series import series_table
from clearway.intake.indicators.tabular import CORRECT_ROWS, Table, heading_row, table_at
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Cell, Sheet
from clearway.records.findings import Refused

NAME = "completeness_of_shares"
TITLE = "How much of a published share is known, in the template of this system (CSV)"
ROLES = {
    "SERIES": "series",
    "AREA_CODE": "area_code",
    "AREA_NAME": "area_name",
    "YEAR": "year",
    "KNOWN": "known",
    "ALL": "all",
    "KNOWN_PERCENT": "percent",
    "PUBLISHER": "publisher",
}
TELLING = frozenset({"SERIES", "AREA_CODE", "YEAR", "KNOWN", "KNOWN_PERCENT", "PUBLISHER"})
holds_table = has_headings(TELLING)
ROUNDING = 0.0051
"""How far a printed percentage may lie from its counts: publishers round to whole percents at worst."""


class KnownRow(NamedTuple):
    """One row as read; `known` and `everybody` are None where only the share is printed."""

    number: int
    series: str
    area: Area
    year: int
    known: float | None
    everybody: float | None
    share: float
    publisher: str


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether one sheet has the headings of the template."""
    return sheet_with(sheets, holds_table) is not None


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """The known part of shares by place and year. Raises `Refused` as a whole."""
    sheet = sheet_with(sheets, holds_table) or sheets[0]
    table = table_at(sheet, heading_row(sheet, TELLING) or 0, ROLES, tuple(ROLES.values()))
    rows = [known_row(table, number, cells) for number, cells in table.rows()]
    publisher = the_publisher(rows, sheet.name)
    series = covered((row.series for row in rows), "series")
    places = covered((row.area.code for row in rows), "places")
    title = f"Completeness of {series}"
    publication = Publication(NAME, publisher, title, table=f"{series}, {places}, {publisher}")
    findings = [*other_sheets(sheets, sheet), *table.unknown_finding()]
    return reading_of(observations(rows, table), publication, source, declared, findings)


def series_with_a_known_part() -> Mapping[str, str]:
    """The series of which a known part can be told, by their key in capitals; each with the series that tells it."""
    return {key.upper(): one.known_part.series for key, one in series_table().items() if one.known_part}


def known_row(table: Table, number: int, cells: Sequence[Cell]) -> KnownRow:
    """One row of the table. Raises `Refused`, naming the cell that cannot stand."""
    has_counts = any(table.text(cells, role) for role in ("known", "all"))
    known = count_in(table, cells, number, "known") if has_counts else None
    everybody = count_in(table, cells, number, "all") if has_counts else None
    if known is not None and everybody is not None and (known > everybody or not everybody):
        raise refused(table, cells, "known", number, "is more than all of them, or there are none at all")
    percent = percentage_in(table, cells, number, "percent")
    counted = known / everybody if known is not None and everybody else None
    if percent is None and counted is None:
        raise refused(table, cells, "percent", number, "is empty, and there are no counts instead")
    if percent is not None and counted is not None and abs(percent - counted) > ROUNDING:
        raise refused(table, cells, "percent", number, f"is not the share of the counts beside it, {counted:.1%}")
    share = counted if counted is not None else percent
    return KnownRow(
        number,
        word_in(table, cells, number, "series", series_with_a_known_part()),
        area_in(table, cells, number),
        year_in(table, cells, number),
        known,
        everybody,
        share or 0.0,
        table.text(cells, "publisher"),
    )


def the_publisher(rows: Sequence[KnownRow], name: str) -> str:
    """The one publisher of a file. Raises `Refused` when there are no rows, or a row names none or another."""
    if not rows:
        raise Refused(f"{name} has headings but no rows.", CORRECT_ROWS, code="NO_VALUES")
    publisher = rows[0].publisher
    for row in rows:
        if not row.publisher or row.publisher != publisher:
            words = f"{name}, row {row.number:,}: every row must name the same publisher."
            raise Refused(words, "Send one file for each publisher.", code="PUBLISHER_UNCLEAR")
    return publisher


def observations(rows: Sequence[KnownRow], table: Table) -> Iterator[Observation]:
    """Each row as an observation of its year."""
    for row in rows:
        yield Observation(
            row.series, *row.area, *year_days(row.year), table.place(row.number), row.share,
            numerator=row.known, denominator=row.everybody,
        )  # fmt: skip

"""The readers of published figures, and what is said of an official table that none of them knows."""

from collections.abc import Sequence

from clearway.intake.published import alliance_extract, extract, former, monthly, series
from clearway.intake.published.title_block import heading_rows, title_block
from clearway.intake.sheet_reader import SheetReader
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused

PUBLISHED_READERS = (
    SheetReader(former.NAME, former.TITLE, former.recognises, former.read),
    SheetReader(monthly.NAME, "NHS England monthly cancer waiting times workbook", monthly.recognises, monthly.read),
    SheetReader(extract.NAME, "NHS England cancer waiting times data extract", extract.recognises, extract.read),
    SheetReader(
        series.BY_ORGANISATION,
        series.TITLES[series.BY_ORGANISATION],
        series.recognises_organisations,
        series.read_organisations,
    ),
    SheetReader(series.NATIONAL, series.TITLES[series.NATIONAL], series.recognises_national, series.read_national),
)
"""In the order in which a file is held against them."""


def refusal(sheets: Sequence[Sheet], file_name: str) -> Refused | None:
    """The refusal of an official table that no reader knows, with what was recognised; None for any other file."""
    refused = alliance_extract.refusal(sheets, file_name)
    return refused or (former.unknown_table(sheets, file_name) if len(sheets) == 1 else None)


def seen_in(sheets: Sequence[Sheet]) -> str:
    """What was recognised in a workbook that nobody reads, and what not."""
    recognised = [sheet.name for sheet in sheets if monthly.kind_of(sheet) or former.tables_in([sheet])]
    others = [
        f"{sheet.name} ({title_block(sheet, starts[0]).title[:60]})" if (starts := heading_rows(sheet)) else sheet.name
        for sheet in sheets
        if sheet.name not in recognised
    ]
    known, strange = ", ".join(recognised[:12]) or "none", ", ".join(others[:12]) or "none"
    return f"Sheets recognised: {known}; not recognised: {strange}"

"""The readers of published figures, and which of them a workbook or a text file needs: told from its content alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearway.intake.limits import Limits
from clearway.intake.published import alliance_extract, extract, former, monthly, series
from clearway.intake.published.text_sheet import head_sheet, text_sheet
from clearway.intake.published.title_block import heading_rows, title_block
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True)
class PublishedReader:
    """A reader of published figures: its stable name, its title for a person, what it recognises and how it reads."""

    name: str
    title: str
    recognises: Callable[[Sequence[Sheet]], bool]
    read: Callable[[Sequence[Sheet], Source, Declared], Reading]


PUBLISHED_READERS = (
    PublishedReader(former.NAME, former.TITLE, former.recognises, former.read),
    PublishedReader(
        monthly.NAME, "NHS England monthly cancer waiting times workbook", monthly.recognises, monthly.read
    ),
    PublishedReader(extract.NAME, "NHS England cancer waiting times data extract", extract.recognises, extract.read),
    PublishedReader(
        series.BY_ORGANISATION,
        series.TITLES[series.BY_ORGANISATION],
        series.recognises_organisations,
        series.read_organisations,
    ),
    PublishedReader(series.NATIONAL, series.TITLES[series.NATIONAL], series.recognises_national, series.read_national),
)
"""In the order in which a file is held against them."""


def reader_for(sheets: Sequence[Sheet]) -> PublishedReader | None:
    """The one reader that recognises the sheets; None when nobody does."""
    return next((reader for reader in PUBLISHED_READERS if reader.recognises(sheets)), None)


def read_text(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading | None:
    """The reading of a published table saved as CSV; None when the file is something else.

    `Refused` for a table of the publications that nobody here can read, saying what was recognised in it.
    """
    head = head_sheet(path, declared)
    reader = reader_for([head])
    if reader is None:
        if refused := refusal([head], source.file_name):
            raise refused
        return None
    read = text_sheet(path, declared, limits)
    reading = reader.read([read.sheet], source, declared)
    reading.findings.extend(read.findings)
    return reading


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

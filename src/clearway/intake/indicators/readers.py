"""The readers of published indicators, and which of them a file needs: told from its content alone.

To add one: write a module with `recognises(sheets)` (cheap, never raises, looks at the headings) and
`read(sheets, source, declared)` that ends in `observing.reading_of(…)`; add one line to `INDICATOR_READERS`. A CSV file
comes as one sheet named after the file, its numbers as numbers; a workbook (.xlsx, or .xls of the old kind) as its
sheets. Nothing else needs to be told: loading, storing, publishing and the list of sources follow from the table.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clearway.intake.indicators import (
    dm01,
    fingertips,
    health_index,
    place_counts,
    population,
    registrations,
    stage,
    survey,
    survival,
    trajectories,
)
from clearway.intake.limits import Limits
from clearway.intake.published.text_sheet import head_sheet, text_sheet
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True)
class IndicatorReader:
    """A reader of published indicators: its stable name, its title for a person, whose files it reads (empty: the file
    says it), what it recognises and how it reads."""

    name: str
    title: str
    publisher: str
    recognises: Callable[[Sequence[Sheet]], bool]
    read: Callable[[Sequence[Sheet], Source, Declared], Reading]


INDICATOR_READERS: tuple[IndicatorReader, ...] = (
    IndicatorReader(dm01.NAME, dm01.TITLE, dm01.PUBLISHER, dm01.recognises, dm01.read),
    *(
        IndicatorReader(one.NAME, one.TITLE, one.PUBLISHER, one.recognises, one.read)
        for one in (registrations, survival, stage, health_index, population, fingertips, trajectories)
    ),
    *(IndicatorReader(one.NAME, one.TITLE, "", one.recognises, one.read) for one in (place_counts, survey)),
)
"""In the order in which a file is held against them."""


def indicator_reader_for(sheets: Sequence[Sheet]) -> IndicatorReader | None:
    """The one reader that recognises the sheets; None when nobody does."""
    return next((reader for reader in INDICATOR_READERS if reader.recognises(sheets)), None)


def publisher_of(source: str) -> str:
    """Whose a file of indicators is, by the source that the manifest names; empty when only the file says it."""
    return next((one.publisher for one in INDICATOR_READERS if f"{source}_".startswith(f"{one.name}_")), "")


def refuse_error_cells(sheets: Sequence[Sheet]) -> None:
    """`Refused` for a workbook that holds an error such as `#REF!`: it would be read as nothing printed."""
    for sheet in sheets:
        if sheet.stored.error_cells:
            cells = ", ".join(sheet.stored.error_cells[:6])
            words = f"Sheet {sheet.name} holds cells with an error instead of a value: {cells}."
            raise Refused(words, "Mend the formulas, or fetch the file again from the publisher.", code="ERROR_CELLS")


def read_indicator_text(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading | None:
    """The reading of a table of indicators in a text file; None when the file is something else."""
    reader = indicator_reader_for([head_sheet(path, declared)])
    if reader is None:
        return None
    read = text_sheet(path, declared, limits)
    reading = reader.read([read.sheet], source, declared)
    reading.findings.extend(read.findings)
    return reading

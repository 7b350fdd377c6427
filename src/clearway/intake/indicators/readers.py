"""The readers of published indicators, each told from the content of a file alone.

To add one: write a module with `recognises(sheets)` (cheap, never raises, looks at the headings) and
`read(sheets, source, declared)` that ends in `observing.reading_of(…)`; add one line to `INDICATOR_READERS`. A CSV file
comes as one sheet named after the file, its numbers as numbers; a workbook (.xlsx, or .xls of the old kind) as its
sheets. Nothing else needs to be told: loading, storing, publishing and the list of sources follow from the table.
"""

from collections.abc import Sequence

from clearway.intake.indicators import (
    completeness,
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
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.sheet_reader import ReadSheets, SheetReader
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused


def refuse_error_cells(sheets: Sequence[Sheet]) -> None:
    """`Refused` for a workbook that holds an error such as `#REF!`: it would be read as nothing printed."""
    for sheet in sheets:
        if sheet.stored.error_cells:
            cells = ", ".join(sheet.stored.error_cells[:6])
            words = f"Sheet {sheet.name} holds cells with an error instead of a value: {cells}."
            raise Refused(words, "Mend the formulas, or fetch the file again from the publisher.", code="ERROR_CELLS")


def whole(read: ReadSheets) -> ReadSheets:
    """A reader's `read` for sheets without error cells. Raises `Refused` for others before it looks at them."""

    def read_whole(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
        refuse_error_cells(sheets)
        return read(sheets, source, declared)

    return read_whole


INDICATOR_READERS: tuple[SheetReader, ...] = (
    *(
        SheetReader(one.NAME, one.TITLE, one.recognises, whole(one.read), one.PUBLISHER)
        for one in (dm01, registrations, survival, stage, health_index, population, fingertips, trajectories)
    ),
    *(
        SheetReader(one.NAME, one.TITLE, one.recognises, whole(one.read))
        for one in (place_counts, survey, completeness)
    ),
)
"""In the order in which a file is held against them."""


def publisher_of(source: str) -> str:
    """Whose a file of indicators is, by the source that the manifest names; empty when only the file says it."""
    return next((one.publisher for one in INDICATOR_READERS if f"{source}_".startswith(f"{one.name}_")), "")

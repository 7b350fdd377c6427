"""The one sheet of a file that holds a table, and what is said of others beside it."""

from collections.abc import Callable, Sequence

from clearway.intake.indicators.tabular import heading_row
from clearway.intake.workbook import Sheet
from clearway.records.findings import Finding, FindingKind


def has_headings(telling: frozenset[str]) -> Callable[[Sheet], bool]:
    """Tells whether a sheet has a row with all of some headings (in capitals)."""
    return lambda sheet: heading_row(sheet, telling) is not None


def sheet_with(sheets: Sequence[Sheet], holds: Callable[[Sheet], bool]) -> Sheet | None:
    """The one sheet that holds a table of a layout; None when none does, or several do."""
    found = [sheet for sheet in sheets if holds(sheet)]
    return found[0] if len(found) == 1 else None


def other_sheets(sheets: Sequence[Sheet], read: Sheet) -> list[Finding]:
    """The finding that a workbook has further sheets with something on them, which were not read."""
    names = [sheet.name for sheet in sheets if sheet is not read and any(any(map(_holds, row)) for row in sheet.rows)]
    if not names:
        return []
    message = f"Only the sheet {read.name} holds the table; not read: {', '.join(names[:12])}."
    mend = "Nothing need be done, unless a figure that you want stands there."
    return [Finding("SHEET_NOT_READ", FindingKind.STRUCTURAL, message, mend, count=len(names))]


def _holds(cell: object) -> bool:
    return cell != ""

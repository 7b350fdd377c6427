"""From clean bytes to a table of text, strictly: no type, no separator and no quoting is ever guessed.

RFC 4180 with a declared separator. Quotes are checked first over the whole file, since a quote left open would
swallow rows without a word; then Arrow splits the rows. A row with another number of cells than the heading refuses
the file, by row and byte: from there on nothing says which cell is which.
"""

import csv
import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.csv as arrow_csv

from clearway.intake.limits import Limits
from clearway.records.findings import Refused

SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
QUOTE, NEWLINE, RETURN = 0x22, 0x0A, 0x0D
EXPORT_AGAIN = "Export the file again; nothing has been loaded."


@dataclass(frozen=True, slots=True)
class TextTable:
    """Headings as sent, and every row below them as text. Row n of the file is row n - 2 of the table."""

    headings: tuple[str, ...]
    rows: pa.Table
    ends_with_line_break: bool


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above the heading row and is not part of the table: so many rows, and so many bytes."""

    rows: int = 0
    bytes: int = 0


NOTHING_ABOVE = Above()


def text_table(
    clean: bytes, headings: tuple[str, ...], separator: str, limits: Limits, above: Above = NOTHING_ABOVE
) -> TextTable:
    """Read clean UTF-8 bytes under their `heading_cells`; `above` is what was cut off before the heading row.

    `Refused` names row and byte of an open quote, a cut row or a row of another length.
    """
    quotes = checked_quotes(clean, separator, above)
    names = [str(position) for position in range(len(headings))]
    wrong: list[arrow_csv.InvalidRow] = []

    def remember(row: arrow_csv.InvalidRow) -> str:
        wrong.append(row)
        return "error"

    try:
        table = arrow_csv.read_csv(
            pa.BufferReader(clean if b"\n" in clean else clean + b"\n"),
            read_options=arrow_csv.ReadOptions(
                column_names=names, skip_rows_after_names=1, use_threads=False, block_size=limits.row_bytes
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=separator, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=remember
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
    except pa.ArrowInvalid as error:
        if wrong:
            raise ragged(clean, quotes, wrong[0], above) from None
        words = f"A row is longer than {limits.row_bytes:,} bytes, the limit for one row."
        raise Refused(words, EXPORT_AGAIN, code="ROW_TOO_LONG") from error
    if table.num_rows > limits.rows:
        words = f"The file has {table.num_rows:,} rows; the limit is {limits.rows:,}."
        raise Refused(words, "Send it in parts, one month each.", code="TOO_MANY_ROWS")
    return TextTable(headings, table, clean.endswith((b"\n", b"\r")))


def checked_quotes(clean: bytes, separator: str, above: Above = NOTHING_ABOVE) -> npt.NDArray[np.intp]:
    """The places of all quotes, each of which opens a cell, closes one, or is doubled inside one.

    `Refused` at the first that does none of these, and at a quote that is never closed.
    """
    text = np.frombuffer(clean, dtype=np.uint8)
    quotes = np.flatnonzero(text == QUOTE)
    if not quotes.size:
        return quotes
    edges = np.array([ord(separator), NEWLINE, RETURN], dtype=np.uint8)
    is_next_to_quote = np.diff(quotes) == 1
    may_open = np.isin(text[quotes - 1], edges) | np.append(False, is_next_to_quote) | (quotes == 0)
    may_close = (
        np.isin(text[(quotes + 1) % text.size], edges) | np.append(is_next_to_quote, False) | (quotes == text.size - 1)
    )
    is_sound = np.where(np.arange(quotes.size) % 2 == 0, may_open, may_close)
    if not is_sound.all():
        at = int(quotes[np.argmin(is_sound)])
        row = record_at(clean, quotes, at) + above.rows
        words = f"Row {row:,} (byte {at + above.bytes + 1:,}): a quotation mark stands where none can be."
        mend = (
            'Inside a cell a quotation mark is doubled ("") and the whole cell quoted; your export does not do this. '
        )
        raise Refused(words, mend + EXPORT_AGAIN, code="QUOTE_MISPLACED")
    if quotes.size % 2:
        at = int(quotes[-1])
        row = record_at(clean, quotes, at) + above.rows
        words = (
            f"Row {row:,} (byte {at + above.bytes + 1:,}): a quoted cell is never closed; the file may be cut short."
        )
        raise Refused(words, EXPORT_AGAIN, code="FILE_CUT_SHORT")
    return quotes


def record_starts(clean: bytes, quotes: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Where each row starts: after every line break that is not inside quotes."""
    text = np.frombuffer(clean, dtype=np.uint8)
    breaks = np.flatnonzero((text == NEWLINE) | ((text == RETURN) & (np.append(text[1:], np.uint8(0)) != NEWLINE)))
    outside = np.searchsorted(quotes, breaks) % 2 == 0
    return np.append(0, breaks[outside] + 1)


def record_at(clean: bytes, quotes: npt.NDArray[np.intp], byte: int) -> int:
    """The row (heading is row 1) that a byte stands in, a line break inside quotes not counting as one."""
    return int(np.searchsorted(record_starts(clean, quotes[quotes < byte]), byte, side="right"))


def heading_cells(clean: bytes, separator: str, limits: Limits) -> tuple[str, ...]:
    """The cells of the first row, outer spaces removed. `Refused` when another separator was meant."""
    if separator not in SEPARATORS:
        words = f"The separator {separator!r} is not known."
        raise Refused(words, "Declare a comma, semicolon, tab or pipe.", code="SEPARATOR_UNKNOWN")
    first = next(
        csv.reader(
            io.StringIO(clean[: limits.row_bytes].decode("utf-8", "ignore"), newline=""),
            delimiter=separator,
            strict=False,
        )
    )
    cells = tuple(cell.strip() for cell in first)
    other = max(
        (mark for mark in SEPARATORS if mark != separator), key=lambda mark: first[0].count(mark) if first else 0
    )
    if len(cells) == 1 and other in cells[0]:
        words = f"The heading row has no {SEPARATORS[separator]}; its cells look separated by {SEPARATORS[other]}s."
        raise Refused(
            words, f"Declare the separator as {SEPARATORS[other]}, or export with commas.", code="SEPARATOR_WRONG"
        )
    return cells


def ragged(clean: bytes, quotes: npt.NDArray[np.intp], row: arrow_csv.InvalidRow, above: Above) -> Refused:
    """The refusal of a row with too few or too many cells; a last row without a line end was cut short."""
    starts = record_starts(clean, quotes)
    number = int(row.number)
    byte = int(starts[number - 1]) + above.bytes + 1
    cells = f"{row.actual_columns} cells, the heading has {row.expected_columns}"
    counted = f"Row {number + above.rows:,} (from byte {byte:,}) has {cells}"
    is_last = number == len(starts)
    if is_last and row.actual_columns < row.expected_columns:
        words = f"The file is cut short in mid-row. {counted}; it ends at byte {len(clean) + above.bytes:,}."
        return Refused(words, EXPORT_AGAIN, code="FILE_CUT_SHORT")
    cause = (
        "a separator inside a cell that is not quoted"
        if row.actual_columns > row.expected_columns
        else "a cell left out"
    )
    return Refused(f"{counted}: perhaps {cause}.", EXPORT_AGAIN, code="ROW_RAGGED")

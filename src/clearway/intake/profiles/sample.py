"""What a file looks like before anybody knows its layout: kind, encoding, separator, heading row, headings, first rows.

Found out from the content for a person to confirm; nothing is ever read into a store on these grounds.
"""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clearway.intake.file_kind import FileKind, file_kind, refuse_unreadable
from clearway.intake.limits import Limits
from clearway.intake.profiles.profile import Encoding, Kind
from clearway.intake.profiles.sheet_text import cell_text
from clearway.intake.waiting_times.codes import AS_NUMERIC_DATE
from clearway.intake.waiting_times.text_table import SEPARATORS
from clearway.intake.workbook import Sheet, open_workbook
from clearway.records.findings import Refused

SAMPLE_BYTES = 4_000_000
MOST_ROWS, HEAD_ROWS, LONGEST_CELL = 1_000, 40, 200
LEAST_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class Sample:
    """The beginning of a file as text. `heading_row` counts from 1; `why` says for each finding on what grounds."""

    file_name: str
    kind: Kind
    encoding: Encoding
    separator: str
    sheet: str
    heading_row: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    why: tuple[str, ...]

    def values(self, place: int) -> list[str]:
        """What stands in one column, without the empty cells, in the order of the file."""
        return [row[place].strip() for row in self.rows if place < len(row) and row[place].strip()]


def take_sample(path: Path, file_name: str, limits: Limits) -> Sample:
    """The beginning of a file. `Refused` when it is no table that could be read."""
    encoding: Encoding = "utf-16" if file_kind(path) is FileKind.UTF16_TEXT else "utf-8"
    if refuse_unreadable(path, file_name, encoding=encoding) is FileKind.WORKBOOK:
        return sheet_sample(open_workbook(path, limits), file_name)
    with path.open("rb") as stream:
        raw = stream.read(SAMPLE_BYTES)
    return text_sample(raw, file_name)


def text_sample(raw: bytes, file_name: str) -> Sample:
    """The beginning of a text file from its first bytes."""
    encoding, text, why = decoded(raw)
    tables = {mark: first_rows(text, mark) for mark in SEPARATORS}
    separator = max(tables, key=lambda mark: evenness(tables[mark]))
    rows = tables[separator]
    place = heading_place(rows)
    if place is None:
        raise no_table(file_name)
    return Sample(
        file_name, "csv", encoding, separator, "", place + 1, rows[place], tuple(rows[place + 1 :]),
        (why, f"The rows are even when they are split at every {SEPARATORS[separator]}.", heading_words(place)),
    )  # fmt: skip


def sheet_sample(sheets: Sequence[Sheet], file_name: str) -> Sample:
    """The beginning of the sheet that looks most like a table of records."""
    best: tuple[int, Sheet, list[tuple[str, ...]], int] | None = None
    for sheet in sheets:
        rows = [tuple(cell_text(cell)[:LONGEST_CELL] for cell in row) for row in sheet.rows[: MOST_ROWS + HEAD_ROWS]]
        place = heading_place(rows)
        if place is not None:
            size = sum(map(bool, rows[place])) * min(len(rows) - place, MOST_ROWS)
            if best is None or size > best[0]:
                best = (size, sheet, rows, place)
    if best is None:
        raise no_table(file_name)
    _, sheet, rows, place = best
    return Sample(
        file_name, "xlsx", "utf-8", ",", sheet.name, place + 1, tuple(cell.strip() for cell in rows[place]),
        tuple(rows[place + 1 :]), (f"The sheet {sheet.name} holds the largest table.", heading_words(place)),
    )  # fmt: skip


def heading_words(place: int) -> str:
    """Why a row was taken for the heading row."""
    return f"Row {place + 1} is the first wide row that holds names only: no dates and no numbers."


def no_table(file_name: str) -> Refused:
    """The refusal of a file without a table."""
    return Refused(
        f"No table was found in the first {HEAD_ROWS} rows of {file_name}: no row of at least {LEAST_COLUMNS} names.",
        "Send an export with a row of headings above its records.",
        code="LAYOUT_UNKNOWN",
    )


def decoded(raw: bytes) -> tuple[Encoding, str, str]:
    """The encoding in which bytes make sense, the text, and why."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", raw[: len(raw) // 2 * 2].decode("utf-16", "ignore"), "It begins with the mark of UTF-16."
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(raw.removeprefix(codecs.BOM_UTF8), final=False)
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        why = f"Row {row:,} holds a byte that is not UTF-8; Windows-1252 is what Excel writes in Britain."
        return "cp1252", raw.decode("cp1252", "replace"), why
    return "utf-8", text, "All of it is sound UTF-8."


def first_rows(text: str, separator: str) -> list[tuple[str, ...]]:
    """The first rows of a text under a separator."""
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            rows.append(tuple(cell[:LONGEST_CELL].strip() for cell in row))
            if len(rows) >= MOST_ROWS + HEAD_ROWS:
                break
    except csv.Error:
        return rows
    return rows


def evenness(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How much a text looks like a table under a separator: rows of the commonest width, times that width."""
    widths = Counter(len(row) for row in rows if len(row) >= 2)
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda one: (one[1] * (one[0] - 1), one[0]))
    return count * (width - 1), width


def heading_place(rows: Sequence[Sequence[str]]) -> int | None:
    """The place of the first row that is as wide as the table and holds different names only."""
    filled = [sum(bool(cell.strip()) for cell in row) for row in rows[:HEAD_ROWS]]
    widest = max(filled, default=0)
    for place, row in enumerate(rows[:HEAD_ROWS]):
        cells = [cell.strip() for cell in row if cell.strip()]
        is_wide = filled[place] >= max(LEAST_COLUMNS, widest * 0.6)
        if is_wide and all(is_name(cell) for cell in cells) and len(set(cells)) >= len(cells) * 0.9:
            return place
    return None


def is_name(cell: str) -> bool:
    """Whether a cell could be a heading: it has a letter or is short, and is no date."""
    return any(sign.isalpha() for sign in cell) and not AS_NUMERIC_DATE.fullmatch(cell[:10])

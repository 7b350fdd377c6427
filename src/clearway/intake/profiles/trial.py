"""What a profile makes of a file, before it is saved and without keeping anything."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.profiles.profile import Profile
from clearway.intake.readers import read_file
from clearway.intake.reading import Declared, StoreKind
from clearway.intake.waiting_times.csv_reader import Parsed, parsed
from clearway.records.findings import FindingCount, counted

MOST_ROWS = 5


@dataclass(frozen=True, slots=True)
class RowTried:
    """One accepted row before and after: column of the record → (cell as sent, value as read)."""

    row: int
    cells: Mapping[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Trial:
    """How many rows would be accepted and rejected, what would be found, and the first rows before and after."""

    accepted: int
    rejected: int
    findings: tuple[FindingCount, ...]
    sent_as: Mapping[str, str]
    rows: tuple[RowTried, ...]
    first_month: str
    last_month: str


def try_out(
    profile: Profile,
    path: Path,
    *,
    file_name: str = "",
    store_kind: StoreKind | None = None,
    today: date | None = None,
    limits: Limits = DEFAULT,
    scratch: Path | None = None,
) -> Trial:
    """Read a file with a profile in a process of its own and say what comes of it; nothing is kept.

    Raises `Refused` with words for a person when the file as a whole does not fit the profile.
    """
    declared = Declared(file_name=file_name or path.name, profile=profile, store_kind=store_kind, today=today)
    read = parsed(read_file(path, declared, limits, scratch=scratch))
    return Trial(
        accepted=read.records.num_rows,
        rejected=read.rejected.num_rows,
        findings=tuple(counted(read.findings)),
        sent_as=read.sent_as,
        rows=tuple(row_tried(profile, read, place) for place in range(min(MOST_ROWS, read.records.num_rows))),
        first_month=read.first_month,
        last_month=read.last_month,
    )


def row_tried(profile: Profile, read: Parsed, place: int) -> RowTried:
    """One accepted row, cell by cell, for the columns that hold something before or after."""
    row = int(read.record_rows[place].as_py())
    sent: pa.Table = read.received.slice(row - read.first_row, 1)
    cells = {}
    for column in profile.columns:
        if column.target in read.sent_as:
            before = " + ".join(cell_under(sent, heading) for heading in read.sent_as[column.target].split(" + "))
            value = read.records[column.target][place].as_py()
            after = "" if value is None else str(value)
            if before or after:
                cells[column.target] = (column.constant or before, after)
    return RowTried(row, cells)


def cell_under(sent: pa.Table, heading: str) -> str:
    """The cell of a one-row table under a heading; empty where the heading is none of the file's."""
    place = sent.column_names.index(heading) if heading in sent.column_names else -1
    return str(sent.column(place)[0].as_py()) if place >= 0 else ""

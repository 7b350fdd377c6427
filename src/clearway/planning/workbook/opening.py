"""Opening the workbook of a plan: past the guards of every workbook, in a process of its own."""

import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path, PurePath
from typing import Any

from clearway.intake.child import ask_child, reply
from clearway.intake.file_kind import FileKind, file_kind
from clearway.intake.limits import MEGABYTE, Limits
from clearway.intake.nursery import serve
from clearway.intake.workbook import open_workbook
from clearway.planning.workbook.cells import Cell
from clearway.records.findings import Refused

WORKBOOK = Limits(
    file_bytes=5 * MEGABYTE, unpacked_bytes=40 * MEGABYTE, rows=20_000, memory_bytes=1_500 * MEGABYTE, seconds=60
)
"""The ceilings of a plan: one of 118 activities is a workbook of 60 KB."""
MEND = "Download the template, fill it in, and save it as an Excel workbook (.xlsx)."


@dataclass(frozen=True, slots=True)
class SentSheet:
    """One sheet as it was sent. `rows[0]` is row 1 of Excel; `error_cells` are those that hold `#REF!` and the like."""

    name: str
    rows: Sequence[Sequence[Cell]]
    error_cells: tuple[str, ...] = ()


def open_plan_workbook(
    path: Path, file_name: str = "", limits: Limits = WORKBOOK, *, scratch: Path | None = None
) -> tuple[SentSheet, ...]:
    """The sheets of a workbook. `file_name` is what its sender called it. Raises `Refused` with words for a person."""
    name = PurePath(file_name or path.name).name
    with tempfile.TemporaryDirectory(prefix="clearway-plan-", dir=scratch) as folder:
        told = ask_child({"path": str(path.resolve()), "name": name}, Path(folder), name, limits, __name__)
    return tuple(_sheet(one) for one in told["sheets"])


def sheets_here(path: Path, name: str, limits: Limits = WORKBOOK) -> tuple[SentSheet, ...]:
    """The sheets of a workbook, read in this process. Raises Refused as `open_plan_workbook` does."""
    size = path.stat().st_size
    if size > limits.file_bytes:
        words = f"{name} has {size:,} bytes; the limit for a plan is {limits.file_bytes:,}."
        raise Refused(words, "Save the plan alone, without pictures.", code="FILE_SIZE")
    kind = file_kind(path)
    if kind is not FileKind.WORKBOOK:
        raise Refused(f"{name} is no Excel workbook: it is {kind.value.words}.", MEND, code="FILE_KIND")
    sheets = open_workbook(path, limits)
    if sum(len(one.rows) for one in sheets) > limits.rows:
        raise Refused(f"{name} has more than {limits.rows:,} rows.", "Delete the empty rows.", code="FILE_ROWS")
    return tuple(
        SentSheet(one.name, [[_cell(cell) for cell in row] for row in one.rows], tuple(one.stored.error_cells))
        for one in sheets
    )


def row_of(cell: str) -> int:
    """The row of a cell named as Excel names it: 12 for `C12`."""
    return int(re.sub(r"\D", "", cell) or 0)


def _cell(cell: object) -> Cell:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell.replace("\r\n", "\n").replace("\r", "\n") if isinstance(cell, str) else cell  # type: ignore[return-value]


def _plain(cell: Cell) -> Any:
    return {"day": cell.isoformat()} if isinstance(cell, date) else cell


def _told(cell: Any) -> Cell:
    return date.fromisoformat(cell["day"]) if isinstance(cell, dict) else cell


def _sheet(told: Mapping[str, Any]) -> SentSheet:
    rows = [[_told(cell) for cell in row] for row in told["rows"]]
    return SentSheet(told["name"], rows, tuple(told["error_cells"]))


def main(room: Path) -> int:
    """The child's side."""
    return reply(room, _answer)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    return {
        "sheets": [
            {
                "name": one.name,
                "rows": [[_plain(cell) for cell in row] for row in one.rows],
                "error_cells": list(one.error_cells),
            }
            for one in sheets_here(Path(request["path"]), request["name"], limits)
        ]
    }


if __name__ == "__main__":
    serve(main)

"""An Excel workbook as plain rows, opened only after its guards, with what the reading library keeps quiet about.

The library (calamine) gives an error cell such as `#REF!` as an empty one, and other libraries read a sheet that
declares the wrong dimensions as empty. So the sheets' XML is looked at once on its way through the guards: error
cells are named, and the number of rows that the file stores is known when the library says how many it read.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree

import python_calamine

from clearway.intake.archive import check_directory, damaged, refuse_entities, refuse_nested, unpacked_pieces
from clearway.intake.limits import Limits

Cell = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta
"""A value as calamine gives it: formulas by their last value, dates by the workbook's own date system, empty as ''."""

ROW = re.compile(rb"<(?:\w+:)?row\b")
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\b(?=[^>]*\bt="e")[^>]*\br="([A-Z]{1,3}[0-9]{1,7})"')
CONTENTS_PART = "xl/workbook.xml"
RELATIONS_PART = "xl/_rels/workbook.xml.rels"
RELATION_ID = re.compile(r"\{[^}]*relationships\}id$")


@dataclass(slots=True)
class StoredSheet:
    """What a sheet's XML holds: how many rows, and which cells hold an error value."""

    rows: int = 0
    error_cells: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is Excel's row 1. `stored` is what its XML holds, to hold the reading against."""

    name: str
    rows: list[list[Cell]]
    is_hidden: bool
    stored: StoredSheet


def open_workbook(path: Path, limits: Limits) -> list[Sheet]:
    """Every sheet of the workbook at `path`, in order; `Refused` when a guard or the library cannot accept it."""
    return _sheets(path, guarded_parts(path, limits))


def open_old_workbook(path: Path) -> list[Sheet]:
    """Every sheet of an `.xls` workbook (before 2007), in order. It is no zip, so only the limits of the reading guard
    it; its XML cannot be looked at, so an error cell comes as an empty one. `Refused` when it cannot be read."""
    return _sheets(path, {})


def _sheets(path: Path, stored: dict[str, StoredSheet]) -> list[Sheet]:
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            return [
                Sheet(
                    name=metadata.name,
                    rows=workbook.get_sheet_by_name(metadata.name).to_python(skip_empty_area=False),
                    is_hidden=metadata.visible != python_calamine.SheetVisibleEnum.Visible,
                    stored=stored.get(metadata.name, StoredSheet()),
                )
                for metadata in workbook.sheets_metadata
                if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
    except (python_calamine.CalamineError, OSError) as error:
        raise damaged(path, "its sheets cannot be read") from error


def sheet_names(path: Path, limits: Limits) -> list[str]:
    """The names of the sheets, without reading a cell; behind the same guards."""
    guarded_parts(path, limits)
    try:
        with python_calamine.CalamineWorkbook.from_path(str(path)) as workbook:
            return [str(name) for name in workbook.sheet_names]
    except (python_calamine.CalamineError, OSError) as error:
        raise damaged(path, "its sheets cannot be read") from error


def guarded_parts(path: Path, limits: Limits) -> dict[str, StoredSheet]:
    """Take every part of the workbook past the guards; answer what each named sheet stores."""
    small: dict[str, bytes] = {}
    sheets: dict[str, StoredSheet] = {}
    for entry in check_directory(path, limits):
        pieces = refuse_entities(refuse_nested(unpacked_pieces(path, entry)))
        if entry.filename.startswith("xl/worksheets/") and entry.filename.endswith(".xml"):
            sheets[entry.filename] = stored_sheet(pieces)
        elif entry.filename in (CONTENTS_PART, RELATIONS_PART):
            small[entry.filename] = b"".join(pieces)
        else:
            for _ in pieces:
                pass
    parts = parts_by_sheet_name(small)
    return {name: sheets[part] for name, part in parts.items() if part in sheets}


def stored_sheet(pieces: Iterator[bytes]) -> StoredSheet:
    """Rows and error cells of one sheet, counted over whole tags only: a tag cut by a piece waits for the next."""
    stored, waiting = StoredSheet(), b""
    for piece in pieces:
        window = waiting + piece
        end = window.rfind(b">") + 1
        whole, waiting = window[:end], window[end:]
        stored.rows += len(ROW.findall(whole))
        stored.error_cells += [found.decode("ascii") for found in ERROR_CELL.findall(whole)]
    return stored


def parts_by_sheet_name(small: dict[str, bytes]) -> dict[str, str]:
    """Sheet name → the zip entry that holds it, from the workbook's contents and relations."""
    try:
        contents = ElementTree.fromstring(small.get(CONTENTS_PART, b"<none/>"))  # noqa: S314
        relations = ElementTree.fromstring(small.get(RELATIONS_PART, b"<none/>"))  # noqa: S314
    except ElementTree.ParseError:
        return {}
    targets = {one.get("Id", ""): one.get("Target", "") for one in relations}
    found = {}
    for element in contents.iter():
        if element.tag.endswith("}sheet"):
            relation = next((value for key, value in element.items() if RELATION_ID.search(key)), "")
            target = targets.get(relation, "")
            found[element.get("name", "")] = str(PurePosixPath("xl") / target.lstrip("/").removeprefix("xl/"))
    return found

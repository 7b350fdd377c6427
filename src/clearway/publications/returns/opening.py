"""Opening a form that somebody sent, and filling it: in a process of its own, within limits, verified by reading back.

The form's own formatting, formulas, validation and protection stay as they are. What was written is read again out of
the file that was made: each value must be the one that was meant, and every other cell must be as the form had it.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path, PurePath
from typing import Any

from clearway.intake.child import ask_child, reply
from clearway.intake.file_kind import FileKind, refuse_unreadable
from clearway.intake.limits import MEGABYTE, Limits
from clearway.intake.nursery import serve
from clearway.publications.returns import book
from clearway.publications.returns.filling import Meant
from clearway.publications.returns.form import Form
from clearway.publications.returns.plain_form import as_plain, form_as_plain, form_of, from_plain
from clearway.records.findings import Refused

FORM = Limits(
    file_bytes=2_500_000,
    entries=200,
    unpacked_bytes=60 * MEGABYTE,
    memory_bytes=1_500 * MEGABYTE,
    seconds=60,
)
"""What a form may cost: the largest of national returns are below a megabyte."""
FILLED = "filled.xlsx"


def look_at_form(path: Path, file_name: str = "", limits: Limits = FORM, *, scratch: Path | None = None) -> Form:
    """The sheets of a form, read in a child process. Raises Refused with words for a person."""
    name = PurePath(file_name or path.name).name
    _check(path, name, limits)
    with tempfile.TemporaryDirectory(prefix="clearway-form-", dir=scratch) as folder:
        told = ask_child({"path": str(path.resolve()), "name": name}, Path(folder), name, limits, __name__)
    return form_of(told["form"])


def fill_form(
    path: Path, file_name: str, cells: Sequence[Meant], limits: Limits = FORM, *, scratch: Path | None = None
) -> bytes:
    """The form with its cells filled, verified. Raises Refused, also where the file does not hold what was meant."""
    name = PurePath(file_name or path.name).name
    _check(path, name, limits)
    writes = [{"sheet": one.sheet, "cell": one.cell, **as_plain(one.value)} for one in cells if one.value is not None]
    with tempfile.TemporaryDirectory(prefix="clearway-filling-", dir=scratch) as folder:
        room = Path(folder)
        asked = {"path": str(path.resolve()), "name": name, "writes": writes, "out": str(room / FILLED)}
        told = ask_child(asked, room, name, limits, __name__)
        if told["differs"]:
            raise Refused(
                f"What was written into {name} does not read back as it was meant: {'; '.join(told['differs'][:5])}.",
                "Nothing was kept. Report this with the form.",
                code="RETURN-DIFFERS",
            )
        return (room / FILLED).read_bytes()


def _check(path: Path, name: str, limits: Limits) -> None:
    size = path.stat().st_size
    if size > limits.file_bytes:
        words = f"{name} has {size:,} bytes; the limit for a form is {limits.file_bytes:,}."
        raise Refused(words, "Save it without pictures and without sheets that are not needed.", code="FILE_SIZE")
    if refuse_unreadable(path, name) is not FileKind.WORKBOOK:
        words = f"{name} is no Excel workbook."
        raise Refused(words, "Choose the form as an Excel workbook (.xlsx).", code="FILE_KIND")


def main(room: Path) -> int:
    """The child's side."""
    return reply(room, _answer)


def _answer(request: dict[str, Any], limits: Limits) -> dict[str, Any]:
    path, name = Path(request["path"]), request["name"]
    book.check_parts(path, name, limits)
    if "writes" not in request:
        return {"form": form_as_plain(book.looked_at(path, name))}
    writes = [(one["sheet"], one["cell"], from_plain(one)) for one in request["writes"]]
    book.write_filled(path, Path(request["out"]), writes)
    return {"differs": book.differences(path, Path(request["out"]), writes)}


if __name__ == "__main__":
    serve(main)

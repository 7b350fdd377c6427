"""A form as it was looked at: its sheets with their cells, and what marks do not fit it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clearway.publications.returns.filling import Meant
from clearway.publications.returns.marking import Marking


@dataclass(frozen=True, slots=True)
class FormCell:
    """One cell that holds something, or says what it takes: `choices` are the words that the form allows there.

    `pattern` is how it shows a number, such as `0.0%`; empty for as it comes.
    """

    at: str
    text: str = ""
    is_formula: bool = False
    choices: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet: its cells by address, its size, the cells that are swallowed by merged ones (each by its first)."""

    name: str
    rows: int
    columns: int
    cells: Mapping[str, FormCell]
    swallowed: Mapping[str, str]
    is_hidden: bool = False
    is_protected: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """An Excel form. `notices` say what of it will not be in the filled file."""

    name: str
    sheets: tuple[FormSheet, ...]
    notices: tuple[str, ...] = ()

    def sheet(self, name: str) -> FormSheet | None:
        """The sheet of a name."""
        return next((one for one in self.sheets if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Misfit:
    """A mark or a value that does not fit the form: where, what is wrong, how to mend it."""

    at: str
    wrong: str
    mend: str


def misfits(form: Form, marking: Marking) -> Iterator[Misfit]:
    """The marks that the form has no place for: no such sheet, a swallowed cell, a formula of the form."""
    for sheet_name, address, _ in marking.taken():
        sheet = form.sheet(sheet_name)
        at = f"{sheet_name} {address}"
        if sheet is None:
            names = ", ".join(one.name for one in form.sheets)
            yield Misfit(at, f"The form has no sheet {sheet_name}.", f"It has: {names}.")
        elif address in sheet.swallowed:
            first = sheet.swallowed[address]
            yield Misfit(at, f"The cell is part of a merged one that begins at {first}.", f"Mark {first}.")
        elif address in sheet.cells and sheet.cells[address].is_formula:
            yield Misfit(at, "The cell holds a formula of the form.", "Mark a cell that the form leaves to be filled.")


def not_allowed(form: Form, cells: tuple[Meant, ...]) -> Iterator[Misfit]:
    """The values that are not among the words that the form allows in their cell."""
    for one in cells:
        sheet = form.sheet(one.sheet)
        held = sheet.cells.get(one.cell) if sheet else None
        if held and held.choices and one.value is not None and str(one.value) not in held.choices:
            allowed = ", ".join(held.choices)
            yield Misfit(one.at, f"The form does not allow “{one.value}” there.", f"It allows: {allowed}.")

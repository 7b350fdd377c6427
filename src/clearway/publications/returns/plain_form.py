"""A form and its values as JSON carries them: between processes, and in what is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.publications.returns.form import Form, FormCell, FormSheet
from clearway.publications.tables import Cell

DIGITS = ".15g"
"""The digits of a number that a workbook keeps."""


def as_plain(value: Cell) -> dict[str, Any]:
    """A value as JSON can carry it, with its type."""
    if isinstance(value, date):
        return {"type": "date", "value": value.isoformat()}
    if isinstance(value, str):
        return {"type": "text", "value": value}
    return {"type": "number", "value": str(value) if isinstance(value, int) else f"{value:{DIGITS}}"}


def from_plain(told: Mapping[str, Any]) -> Cell:
    """The value that `as_plain` wrote: numbers as exact decimals or whole numbers."""
    if told["type"] == "date":
        return date.fromisoformat(told["value"][:10])
    if told["type"] == "text":
        return str(told["value"])
    number = Decimal(told["value"])
    return int(number) if number == number.to_integral_value() and "E" not in told["value"].upper() else number


def form_of(told: dict[str, Any]) -> Form:
    """A form out of what the child told, or out of what was kept of it."""
    sheets = tuple(
        FormSheet(
            **one
            | {"cells": {each["at"]: FormCell(**each | {"choices": tuple(each["choices"])}) for each in one["cells"]}}
        )
        for one in told["sheets"]
    )
    return Form(told["name"], sheets, tuple(told["notices"]))


def form_as_plain(form: Form) -> dict[str, Any]:
    """A form as JSON can carry it."""
    sheets = []
    for one in form.sheets:
        held = asdict(one)
        sheets.append(held | {"cells": list(held["cells"].values())})
    return {"name": form.name, "sheets": sheets, "notices": list(form.notices)}

"""Values of a plan as cells of a workbook, and back. A value that a cell cannot carry faithfully is told as such."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from clearway.planning.workbook.columns import Column, Kind

Cell = str | int | float | Decimal | bool | date | None
LONGEST = 32_000
"""Characters: a cell of Excel holds 32,767."""
UNCARRIED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]|_x[0-9A-Fa-f]{4}_")
BETWEEN = re.compile(r"[,;\n]")
SPAN = re.compile(r"(?:(?P<year>\d{4}/\d{2}) )?(?:(?P<quarter>Q[1-4])|(?P<half>H[12]))")
FINANCIAL, MONTH, CALENDAR = re.compile(r"\d{4}/\d{2}"), re.compile(r"\d{4}-\d{2}"), re.compile(r"\d{4}")
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%d %b %Y")
SWITCHES = {"yes": True, "no": False, "true": True, "false": False}


class NotThat(ValueError):
    """A cell does not hold what its column asks for. `mend` says how it is written."""

    def __init__(self, wrong: str, mend: str) -> None:
        super().__init__(wrong)
        self.wrong, self.mend = wrong, mend


def cell_of(column: Column, value: Any) -> Cell:
    """The cell for a value. Raises NotThat when reading the cell again would not give the same value."""
    cell = WRITE[column.kind](value)
    if isinstance(cell, str) and not is_carried(cell):
        raise NotThat("no cell carries it", "")
    if value_of(column, cell) != value:
        raise NotThat("the cell would read otherwise", "")
    return cell


def value_of(column: Column, cell: Cell) -> Any:
    """The value that a cell holds; None for an empty one. Raises NotThat."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    held = READ[column.kind](cell)
    if column.choices and column.kind is Kind.TEXT:
        return _chosen(column, str(held))
    return held


def is_carried(text: str) -> bool:
    """Whether a cell gives these words back as they are."""
    return bool(text) and text == text.strip() and len(text) <= LONGEST and not UNCARRIED.search(text)


def leaf_cell(value: object) -> Cell:
    """The cell for one value of the sheet `Further`: words that no cell carries stand in quotes, as in JSON."""
    if isinstance(value, str) and (not is_carried(value) or value.startswith('"')):
        return json.dumps(value).replace("_x", "\\u005fx")
    return value  # type: ignore[return-value]


def leaf_value(cell: Cell) -> Any:
    """The value of a cell of the sheet `Further`."""
    if isinstance(cell, str):
        text = cell.strip()
        if text.startswith('"'):
            try:
                return json.loads(text)
            except ValueError:
                return text
        return text
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    return _iso(cell) if isinstance(cell, date) else cell


def _iso(day: date) -> str:
    return (day.date() if isinstance(day, datetime) else day).isoformat()


def _words(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return _iso(cell) if isinstance(cell, date) else str(cell).strip()


def _lines(cell: Cell) -> list[str]:
    return list(filter(None, (one.strip() for one in _words(cell).split("\n"))))


def _codes(cell: Cell) -> list[str]:
    return list(filter(None, (one.strip() for one in BETWEEN.split(_words(cell)))))


def _numbers(cell: Cell) -> list[int]:
    return [_whole(one) for one in _codes(cell)]


def _whole(cell: Cell) -> int:
    words = _words(cell)
    if not re.fullmatch(r"-?\d{1,9}", words, re.ASCII):
        raise NotThat(f"“{words}” is not a whole number", "Write figures only.")
    return int(words)


def _day(cell: Cell) -> str:
    if isinstance(cell, date):
        return _iso(cell)
    for pattern in DAYS:
        try:
            return datetime.strptime(_words(cell), pattern).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise NotThat(f"“{_words(cell)}” is not a day", "Write it as 31/03/2026.")


def _money(cell: Cell) -> Decimal:
    words = _words(cell).removeprefix("£").replace(",", "")
    try:
        sum_ = Decimal(words)
    except InvalidOperation:
        sum_ = Decimal("NaN")
    if not sum_.is_finite():
        raise NotThat(f"“{_words(cell)}” is not a sum", "Write pounds and pence, such as 120000.50.")
    return sum_


def _switch(cell: Cell) -> bool:
    found = SWITCHES.get(_words(cell).casefold())
    if found is None:
        raise NotThat(f"“{_words(cell)}” is neither yes nor no", "Write yes or no.")
    return found


def _due(cell: Cell) -> dict[str, Any]:
    words = _iso(cell)[:7] if isinstance(cell, date) else _words(cell)
    if MONTH.fullmatch(words):
        return {"month": words}
    if FINANCIAL.fullmatch(words):
        return {"year": words}
    if CALENDAR.fullmatch(words):
        return {"year": int(words)}
    if found := SPAN.fullmatch(words):
        return {name: part for name, part in found.groupdict().items() if part}
    raise NotThat(f"“{words}” is not a time that plans know", "Write 2025/26 Q3, 2025/26 H1, 2025/26, 2025-06 or 2025.")


def _due_words(due: Mapping[str, Any]) -> str:
    if "month" in due:
        return str(due["month"])
    return " ".join(str(due[name]) for name in ("year", "quarter", "half") if name in due)


def _chosen(column: Column, words: str) -> str:
    """One of the choices, however it is spelt: “On track” is `on_track`."""
    key = words.casefold().replace(" ", "_")
    if key not in column.choices:
        raise NotThat(f"“{words}” is not known", f"Choose one of: {', '.join(column.choices)}.")
    return key


def _several(items: Any) -> str:
    if not all(isinstance(one, str) for one in items):
        raise NotThat("not words", "")
    return "\n".join(items)


def _day_cell(value: Any) -> date:
    return date.fromisoformat(value)


WRITE: Mapping[Kind, Callable[[Any], Cell]] = {
    Kind.TEXT: lambda value: value,
    Kind.LINES: _several,
    Kind.CODES: lambda value: ", ".join(value),
    Kind.NUMBERS: lambda value: ", ".join(str(one) for one in value),
    Kind.WHOLE: lambda value: value,
    Kind.DAY: _day_cell,
    Kind.MONEY: lambda value: value,
    Kind.SWITCH: lambda value: "yes" if value else "no",
    Kind.DUE: _due_words,
}
READ: Mapping[Kind, Callable[[Cell], Any]] = {
    Kind.TEXT: _words,
    Kind.LINES: _lines,
    Kind.CODES: _codes,
    Kind.NUMBERS: _numbers,
    Kind.WHOLE: _whole,
    Kind.DAY: _day,
    Kind.MONEY: _money,
    Kind.SWITCH: _switch,
    Kind.DUE: _due,
}

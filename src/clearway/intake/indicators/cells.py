"""Cells of a table of indicators read strictly: years, counts and words of a closed list, refused by row and column."""

import datetime as dt
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from clearway.intake.indicators.groups import age_of, area_type_of, sex_of
from clearway.intake.indicators.observing import LOOK
from clearway.intake.indicators.tabular import MEND_CELL, Table
from clearway.intake.workbook import Cell
from clearway.records.findings import Finding, FindingKind, Refused

FIRST_YEAR, LAST_YEAR = 1961, 2100
"""No series that we know begins earlier; a projection ends later in no file that we know."""
MOST_PEOPLE = 2_000_000_000
NAMED_AT_MOST = 3
NO_AGE = "is no age group (such as 20 to 24, or 90 and over; Excel makes a date of 5-9 or 10-14)"


class Area(NamedTuple):
    """A place: its kind, its code and its name."""

    kind: str
    code: str
    name: str


def covered(words: Iterable[str], noun: str) -> str:
    """Which places or sites a file covers, for the name of its table: few by name, many by number and a checksum.

    A later file takes the place of an earlier one of the same table; so two files of other places must not share it.

    >>> covered(["C61", "C50"], "sites")
    'C50, C61'
    """
    named = sorted(set(words))
    if len(named) <= NAMED_AT_MOST:
        return ", ".join(named)
    return f"{len(named)} {noun} ({zlib.crc32(chr(10).join(named).encode()):08x})"


def year_days(first: int, last: int | None = None) -> tuple[dt.date, dt.date]:
    """The first day of a year and the last day of the same or of a later one."""
    return dt.date(first, 1, 1), dt.date(last or first, 12, 31)


def year_in(table: Table, row: Sequence[Cell], number: int, role: str = "year") -> int:
    """A cell as a year. Raises `Refused` for anything else."""
    year, _ = table.number(row, role, number)
    if year is None or not year.is_integer() or not FIRST_YEAR <= year <= LAST_YEAR:
        raise refused(table, row, role, number, "is no year")
    return int(year)


def count_in(table: Table, row: Sequence[Cell], number: int, role: str) -> float:
    """A cell as a number of people: whole and not negative. Raises `Refused` for anything else, an empty cell too."""
    count, _ = table.number(row, role, number)
    if count is None or count < 0 or not count.is_integer() or count > MOST_PEOPLE:
        raise refused(table, row, role, number, "is no number of people")
    return count


def percentage_in(table: Table, row: Sequence[Cell], number: int, role: str) -> float | None:
    """A cell of a percentage as a share between 0 and 1; None where it is empty. Raises `Refused` beyond 0 to 100."""
    percent, _ = table.number(row, role, number)
    if percent is not None and not 0 <= percent <= 100:
        raise refused(table, row, role, number, "is no percentage between 0 and 100")
    return None if percent is None else round(percent / 100, 15)


def sex_in(table: Table, row: Sequence[Cell], number: int, role: str = "sex") -> str:
    """A cell as a sex. Raises `Refused` for an unknown word."""
    return _known(table, row, number, role, sex_of, "is no sex that is known (Persons, Male or Female)")


def age_in(table: Table, row: Sequence[Cell], number: int, role: str = "age") -> str:
    """A cell as an age group. Raises `Refused` for an unknown word."""
    return _known(table, row, number, role, age_of, NO_AGE)


def area_in(table: Table, row: Sequence[Cell], number: int, code: str = "area_code", name: str = "area_name") -> Area:
    """The place of a row, its kind told from its code. Raises `Refused` for a code of no place in England."""
    kind = _known(table, row, number, code, area_type_of, "is no ONS code of a place in England that is known")
    return Area(kind, table.text(row, code), "England" if kind == "england" else table.text(row, name))


def word_in(table: Table, row: Sequence[Cell], number: int, role: str, known: Mapping[str, str]) -> str:
    """What a word of a closed list (in capitals) stands for. Raises `Refused`, naming the list, for another."""
    words = f"is not one of {', '.join(sorted(known))}"
    return _known(table, row, number, role, lambda said: known.get(said.upper()), words)


def refused(table: Table, row: Sequence[Cell], role: str, number: int, what: str) -> Refused:
    """The refusal of a cell, by row and column."""
    said = table.text(row, role)
    words = f"{table.place(number)}, column {table.headings[table.at[role]]}: {said[:40]!r} {what}."
    return Refused(words, MEND_CELL, code="CELL_CANNOT_STAND")


def differing(name: str, message: str, *, row: int | None = None, count: int = 1) -> Finding:
    """The finding that figures of a file do not agree with each other; both are kept as printed."""
    return Finding(name, FindingKind.LOGICAL, message, LOOK, row=row, count=count)


def _known(
    table: Table, row: Sequence[Cell], number: int, role: str, known: Callable[[str], str | None], what: str
) -> str:
    """What a cell stands for; `Refused` when it stands for nothing known."""
    found = known(table.text(row, role))
    if found is None:
        raise refused(table, row, role, number, what)
    return found

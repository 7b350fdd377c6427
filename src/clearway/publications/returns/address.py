"""Addresses of cells as Excel writes them: `C5` is the third column of row 5."""

import re

LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
COLUMN = re.compile(r"[A-Z]{1,3}")


def column_number(letters: str) -> int:
    """Which column letters name: A is 1, AA is 27. Raises ValueError for what is no column of a sheet."""
    number = 0
    if not COLUMN.fullmatch(letters):
        raise ValueError(f"{letters!r} is not a column such as C")
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    if number > LAST_COLUMN:
        raise ValueError(f"{letters!r} is beyond the last column of a sheet")
    return number


def column_letters(number: int) -> str:
    """The letters of a column: 1 is A."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_place(address: str) -> tuple[int, int]:
    """Row and column of an address, both from 1. Raises ValueError for what is no cell of a sheet."""
    found = CELL.fullmatch(address)
    if not found or int(found[2]) > LAST_ROW:
        raise ValueError(f"{address!r} is not a cell such as C5")
    return int(found[2]), column_number(found[1])

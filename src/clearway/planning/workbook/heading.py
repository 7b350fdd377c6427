"""The headings of a sheet: which column stands where, whatever their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from clearway.planning.spans import HalfYear, NotASpan
from clearway.planning.workbook.columns import Column, SheetShape

Doubt = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Headings:
    """What stands at each place: a column, or the half-year of marks. `doubts` are heading, what is wrong, mend."""

    places: Mapping[int, Column | str]
    halves: tuple[str, ...]
    doubts: tuple[Doubt, ...]

    def at(self, place: int) -> Column | str | None:
        """What stands at a place; None where nothing should."""
        return self.places.get(place)


def headings_of(shape: SheetShape, row: Sequence[Any], *, with_halves: bool) -> Headings:
    """The headings of a sheet out of its first row. Every column of the template has to be there, in any order."""
    known = {one.heading.casefold(): one for one in shape.columns}
    places: dict[int, Column | str] = {}
    halves: list[str] = []
    doubts: list[Doubt] = []
    for place, cell in enumerate(row):
        words = str("" if cell is None else cell).strip()
        column = known.get(words.casefold())
        if not words:
            continue
        if column is not None and column in places.values():
            doubts.append((words, "the heading stands twice", "Delete one of the columns."))
        elif column is not None:
            places[place] = column
        elif with_halves and _is_half(words) and words not in halves:
            places[place] = words
            halves.append(words)
        else:
            mend = f"Use the headings of the template{', or a half-year such as 2025/26 Q1-2' if with_halves else ''}."
            doubts.append((words, "this heading is not known here", mend))
    missing = (one for one in shape.columns if one not in places.values())
    doubts += [(one.heading, "the column is missing", "Add it; it may be empty.") for one in missing]
    return Headings(places, tuple(halves), tuple(doubts))


def _is_half(words: str) -> bool:
    try:
        HalfYear.read(words)
    except NotASpan:
        return False
    return True

"""Where the headings of a CSV stand: title rows above them are passed over by what they hold, never by counting."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from clearway.intake.limits import Limits
from clearway.intake.profiles.matching import heading_row
from clearway.intake.profiles.profile import Profile
from clearway.intake.waiting_times.headings import shown
from clearway.records.findings import Refused


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """The heading row: how many rows stand above it, at which byte it starts, and its cells."""

    row: int
    first_byte: int
    headings: tuple[str, ...]


def heading_place(clean: bytes, profile: Profile, limits: Limits) -> HeadingPlace:
    """The row of a CSV that holds the headings of a profile; `Refused` when none of its first rows does."""
    rows = list(first_rows(clean, profile.layout.separator, profile.layout.heading_within, limits))
    place = heading_row(profile, [one.headings for one in rows])
    if place is None:
        raise no_headings(profile, [one.headings for one in rows])
    return rows[place]


def no_headings(profile: Profile, rows: list[tuple[str, ...]]) -> Refused:
    """The refusal of a file in whose first rows the headings of a profile do not stand."""
    widest = max(rows, key=len, default=())
    words = (
        f"None of the first {len(rows)} rows holds the headings of the profile {profile.name}. "
        f"The widest of them has: {shown(widest)}."
    )
    mend = "Send the export that the profile was made for, or make a profile for this one. Nothing has been loaded."
    return Refused(words, mend, code="LAYOUT_UNKNOWN")


def first_rows(clean: bytes, separator: str, most: int, limits: Limits) -> Iterator[HeadingPlace]:
    """The first rows of a CSV, each with its place and the byte at which it starts."""
    head = clean[: limits.row_bytes].decode("utf-8", "ignore")
    lines = Lines(head)
    reader = csv.reader(lines, delimiter=separator, strict=False)
    start = 0
    try:
        for row, cells in enumerate(reader):
            if row >= most:
                return
            yield HeadingPlace(row, start, tuple(cell.strip() for cell in cells))
            start = lines.bytes_read
    except csv.Error:
        return


class Lines:
    """The lines of a text, counting the bytes handed out."""

    def __init__(self, text: str) -> None:
        self.bytes_read = 0
        self._lines = io.StringIO(text, newline="")

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.bytes_read += len(line.encode("utf-8"))
        return line

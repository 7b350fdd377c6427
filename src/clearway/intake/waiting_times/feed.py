"""A file of records as its sender wrote it: every row as text, and where each column of the record is in it.

The record's own layout and a mapping profile both end here; from here on every file is judged alike.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.limits import Limits
from clearway.intake.profiles.converting import Convert, as_it_is, conversion
from clearway.intake.profiles.csv_text import heading_place
from clearway.intake.profiles.matching import Matched, matched, profile_findings, refuse_unlike
from clearway.intake.profiles.profile import Profile
from clearway.intake.profiles.sheet_text import sheet_as_sent
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.dates import FORMATS, PROFILE_FORMATS, DateFormat
from clearway.intake.waiting_times.headings import read_headings
from clearway.intake.waiting_times.text_bytes import clean_bytes
from clearway.intake.waiting_times.text_table import Above, TextTable, heading_cells, text_table
from clearway.records.column import Column
from clearway.records.findings import Finding, Refused


@dataclass(frozen=True, slots=True)
class Feed:
    """The rows of a file and its columns as the record knows them.

    `cells` holds the text of each column of the record that the file carries, `sent_as` the sender's heading for it.
    `first_row` is the file's own number of the first row below the heading. `conversion_of` and `dates_of` say how the
    cells of a column are turned into the text of the record's own layout, and how its dates are written.
    """

    text: TextTable
    first_row: int
    cells: Mapping[str, pa.ChunkedArray]
    sent_as: Mapping[str, str]
    findings: tuple[Finding, ...]
    dates_of: Callable[[Column], DateFormat]
    conversion_of: Callable[[Column], Convert] = field(default=lambda column: as_it_is)

    @property
    def carried(self) -> frozenset[str]:
        """The columns of the record that the file carries, whether or not they are filled."""
        return frozenset(self.cells)

    def place_of(self, column: str) -> str:
        """A column as its owner knows it: the record's name, with the sender's heading where that is another."""
        sent = self.sent_as.get(column, column)
        return column if sent == column else f"{column} (your column {sent[:60]})"


def feed_of(path: Path, declared: Declared, limits: Limits) -> Feed:
    """A file by the profile that was declared, or else in the record's own layout.

    Raises `Refused` for what concerns the file as a whole: encoding, quotes, headings, date format.
    """
    feed = feed_by(declared.profile, path, limits) if declared.profile else own_layout(path, declared, limits)
    refuse_nameless_values(feed)
    return feed


def own_layout(path: Path, declared: Declared, limits: Limits) -> Feed:
    """A CSV with the record's own headings in row 1."""
    if declared.date_format not in FORMATS:
        words = f"The date format {declared.date_format} is not known."
        raise Refused(words, f"Declare one of {', '.join(FORMATS)}.", code="DATE_FORMAT_UNKNOWN")
    clean = clean_bytes(path, declared.encoding)
    sent = heading_cells(clean, declared.separator, limits)
    headings = read_headings(sent)
    text = text_table(clean, sent, declared.separator, limits)
    return Feed(
        text=text,
        first_row=2,
        cells={name: text.rows.column(place) for name, place in headings.at.items()},
        sent_as={name: sent[place] for name, place in headings.at.items()},
        findings=headings.findings,
        dates_of=lambda column: FORMATS[declared.date_format],
    )


def feed_by(profile: Profile, path: Path, limits: Limits) -> Feed:
    """A CSV or workbook in the layout that a profile describes."""
    if profile.layout.kind == "xlsx":
        sheet = sheet_as_sent(path, profile, limits)
        text, first_row, more = sheet.text, sheet.first_row, sheet.findings
    else:
        text, first_row = csv_by(profile, path, limits)
        more = ()
    found = matched(profile, text.headings)
    refuse_unlike(profile, found, text.headings)
    return Feed(
        text=text,
        first_row=first_row,
        cells=cells_by(profile, found, text.rows),
        sent_as=sent_as(profile, found, text.headings),
        findings=(*profile_findings(profile, found), *more),
        dates_of=lambda column: PROFILE_FORMATS[profile.by_target[column.name].dates or profile.dates],
        conversion_of=lambda column: conversion(profile, column.name, column.kind),
    )


def csv_by(profile: Profile, path: Path, limits: Limits) -> tuple[TextTable, int]:
    """The rows below the heading row of a CSV, and the number of the first of them. Title rows are passed over."""
    layout = profile.layout
    clean = clean_bytes(path, layout.encoding)
    heading_cells(clean, layout.separator, limits)
    place = heading_place(clean, profile, limits)
    below = clean[place.first_byte :] if place.first_byte else clean
    del clean
    above = Above(place.row, place.first_byte)
    return text_table(below, place.headings, layout.separator, limits, above), place.row + 2


def cells_by(profile: Profile, found: Matched, rows: pa.Table) -> dict[str, pa.ChunkedArray]:
    """The cells of every column that a profile finds in a file, joins or gives."""
    cells: dict[str, pa.ChunkedArray] = {}
    for column in profile.columns:
        if column.constant:
            cells[column.target] = pa.chunked_array([pa.repeat(pa.scalar(column.constant, pa.string()), rows.num_rows)])
        elif column.target in found.at:
            cells[column.target] = rows.column(found.at[column.target])
        elif column.target in found.joined:
            cells[column.target] = joined(
                [rows.column(place) for place in found.joined[column.target]], column.joined_with
            )
    return cells


def joined(parts: list[pa.ChunkedArray], between: str) -> pa.ChunkedArray:
    """Cells joined row by row; where a part is empty there is nothing to name a row by, and the whole is empty."""
    bare = [pc.utf8_trim_whitespace(part) for part in parts]
    whole = pc.binary_join_element_wise(*bare, between)
    lacks = [pc.equal(part, "") for part in bare]
    some_lack = lacks[0]
    for one in lacks[1:]:
        some_lack = pc.or_(some_lack, one)
    return pc.if_else(some_lack, "", whole)


def sent_as(profile: Profile, found: Matched, headings: tuple[str, ...]) -> dict[str, str]:
    """The sender's own heading for each column of the record that the file carries."""
    said = {}
    for column in profile.columns:
        if column.target in found.at:
            said[column.target] = headings[found.at[column.target]]
        elif column.target in found.joined:
            said[column.target] = " + ".join(headings[place] for place in found.joined[column.target])
        elif column.constant:
            said[column.target] = "(the same for every row)"
    return said


def refuse_nameless_values(feed: Feed) -> None:
    """`Refused` when a column without a heading holds values; empty trailing columns of a spreadsheet are let pass."""
    for position, heading in enumerate(feed.text.headings):
        if not heading:
            filled = pc.not_equal(pc.utf8_trim_whitespace(feed.text.rows.column(position)), "").to_numpy()
            if filled.any():
                row = int(np.argmax(filled)) + feed.first_row
                words = f"Column {position + 1} has no heading, but row {row:,} has a value in it."
                raise Refused(words, "Give the column its heading, or empty it.", code="HEADING_EMPTY")

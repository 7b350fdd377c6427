"""Rows of signs under columns: the grid of half-years, and the matrix of what is asked and what answers it.

Signs are told apart in black and white: ● stands in the source, ○ is a reading of ours or inferred.
"""

from dataclasses import dataclass

from clearway.planning.alignment import Coverage, CoverageRow
from clearway.planning.grid import Grid
from clearway.publications.tables import Column, Table
from clearway.site.plan.presenters.listing import Seen, notes_of
from clearway.site.plan.presenters.notes import key_of

PRINTED, READ, EMPTY = "●", "○", ""
SAID = {PRINTED: "yes", READ: "our reading", EMPTY: "no"}


@dataclass(frozen=True, slots=True)
class Sign:
    """One cell: its sign, and what it means in words."""

    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class SignRow:
    """One row: its code and words, where it leads, a word that marks it, a note, and its signs."""

    code: str
    words: str
    href: str
    is_heading: bool
    tag: str
    note: str
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class SignTable:
    """A table of signs on a page, and as it is downloaded. A column is a name and its words."""

    key: str
    caption: str
    first: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[SignRow, ...]
    table: Table
    empty: str


def grid_table(seen: Seen) -> SignTable:
    """The grid: priorities as printed, deliverables under the priority that names them."""
    grid: Grid = seen.grid
    columns = tuple((str(half), "") for half in grid.columns)
    rows = tuple(
        SignRow(
            code=row.id,
            words=row.title,
            href=seen.hrefs.get(row.id, ""),
            is_heading=row.kind == "priority",
            tag="",
            note=row.note or "" if row.kind == "priority" else row.basis or "no marks in the source",
            signs=tuple(
                _sign((PRINTED if row.is_printed else READ) if mark else EMPTY, str(half))
                for half, mark in zip(grid.columns, row.marks, strict=True)
            ),
        )
        for row in grid.rows
    )
    definition = "Marks of priorities are those of the source; those of deliverables are our reading, as noted."
    caption = f"Priorities and deliverables by half-year: {seen.plan.meta.title}"
    return _signs("grid", caption, "Priority or deliverable", columns, rows, seen, definition)


def coverage_table(seen: Seen, coverage: Coverage) -> SignTable:
    """The matrix: a row for each thing asked, a column for each deliverable."""
    columns = tuple((one.id, one.title) for one in coverage.deliverables)
    rows = tuple(
        SignRow(
            code=row.asked.id,
            words=row.asked.text,
            href="",
            is_heading=False,
            tag=_standing(row.is_orphan, row.asked.is_verified, row.asked.is_watched),
            note="; ".join(dict.fromkeys(one.basis for one in row.answers if one.basis)),
            signs=tuple(_answer(row, one.id) for one in coverage.deliverables),
        )
        for row in coverage.rows
    )
    definition = "Which deliverable answers what is asked. A reading of ours, or inferred, is marked so."
    caption = f"What is asked and what answers it: {seen.plan.meta.title}"
    return _signs("coverage", caption, "Asked", columns, rows, seen, definition)


def _standing(is_orphan: bool, is_verified: bool, is_watched: bool) -> str:
    words = ["nothing answers it"] if is_orphan else ["only watched"] if is_watched else []
    return ", ".join([*words, *([] if is_verified else ["provisional"])])


def _answer(row: CoverageRow, deliverable: str) -> Sign:
    found = row.answer(deliverable)
    return _sign(EMPTY if found is None else READ if found.basis else PRINTED, deliverable)


def _sign(sign: str, column: str) -> Sign:
    return Sign(sign, f"{column}: {SAID[sign]}" if sign else "")


def _signs(
    key: str,
    caption: str,
    first: str,
    columns: tuple[tuple[str, str], ...],
    rows: tuple[SignRow, ...],
    seen: Seen,
    definition: str,
) -> SignTable:
    named = [Column(key_of(name), name) for name, _ in columns]
    table = Table(
        caption,
        (Column("id", "Id"), Column("words", first), *named, Column("standing", "Standing"), Column("note", "Note")),
        tuple(
            (row.code, row.words, *(SAID[one.sign] for one in row.signs), row.tag or None, row.note or None)
            for row in rows
        ),
        notes_of(seen, definition),
    )
    return SignTable(key, caption, first, columns, rows, table, "There is nothing to show: the plan has no such rows.")

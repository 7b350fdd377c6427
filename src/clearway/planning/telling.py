"""The grid, the coverage matrix and the findings of a plan as lines for the terminal and rows for machines."""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

from clearway.planning.alignment import Coverage
from clearway.planning.checks import Gap
from clearway.planning.grid import Grid

PRINTED, READING, BLANK = "●", "○", "·"
WIDTH = 62


def grid_lines(grid: Grid) -> Iterator[str]:
    """The grid as text: one line a row, one sign a half-year; what is our reading says so."""
    columns = [str(half) for half in grid.columns]
    yield " " * (WIDTH + 9) + "  ".join(columns)
    for row in grid.rows:
        title = shorten(row.title, WIDTH - (2 if row.kind == "deliverable" else 0), placeholder="…")
        indented = title if row.kind == "priority" else f"  {title}"
        sign = PRINTED if row.is_printed else READING
        signs = "  ".join(
            (sign if mark else BLANK).center(len(column)) for mark, column in zip(row.marks, columns, strict=True)
        )
        basis = "" if row.is_printed else f"  {row.basis or 'no marks'}"
        yield f"{row.id:<8} {indented:<{WIDTH}}{signs}{basis}"


def grid_rows(grid: Grid) -> dict[str, Any]:
    """The grid for machines: columns, and rows with their marks as 1 and 0."""
    return {
        "columns": [str(half) for half in grid.columns],
        "rows": [
            {
                "id": row.id,
                "kind": row.kind,
                "title": row.title,
                "workstream": row.workstream,
                "marks": [int(mark) for mark in row.marks],
                "basis": row.basis,
                "note": row.note,
            }
            for row in grid.rows
        ],
    }


def coverage_lines(coverage: Coverage) -> Iterator[str]:
    """The matrix as text: one line for each thing asked, with what answers it."""
    for row in coverage.rows:
        named = ", ".join(f"{one.deliverable}{'*' if one.basis else ''}" for one in row.answers)
        answer = named or ("only watched" if row.asked.is_watched else "nothing answers it")
        yield f"{row.asked.id:<20} {answer}"
    if any(one.basis for row in coverage.rows for one in row.answers):
        yield "* not linked by the plan itself: inferred, by an activity, or under another number"


def gap_lines(gaps: Sequence[Gap]) -> Iterator[str]:
    """The findings as text, those of a kind together in the order they were found."""
    for code in dict.fromkeys(one.code for one in gaps):
        same = [one for one in gaps if one.code == code]
        yield f"{code} ({len(same)})"
        for one in same:
            is_named = one.message.casefold().startswith(one.subject.casefold())
            yield f"  {one.message}" if is_named else f"  {one.subject}: {one.message}"
        yield f"  → {same[0].mend}"


def coverage_rows(coverage: Coverage) -> dict[str, Any]:
    """The matrix for machines: rows of what is asked with what answers it, and what is alone on either side."""
    return {
        "rows": [
            {
                "id": row.asked.id,
                "kind": row.asked.kind,
                "text": row.asked.text,
                "is_verified": row.asked.is_verified,
                "is_watched": row.asked.is_watched,
                "answers": [{"deliverable": one.deliverable, "basis": one.basis} for one in row.answers],
            }
            for row in coverage.rows
        ],
        "unanswered": [one.id for one in coverage.unanswered],
        "unasked": [one.id for one in coverage.unasked],
    }

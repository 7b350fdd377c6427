"""A file of activities, in the columns of a planner: what each row says, and what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from clearway.intake.plain_rows import PlainRows
from clearway.intake.workbook import Cell
from clearway.planning.engagement.printed_dates import span_of
from clearway.planning.engagement.reference import channel_titles
from clearway.records.findings import Refused
from clearway.site.engagement.choices import places
from clearway.site.engagement.presenters.columns import COLUMNS
from clearway.site.engagement.services.planner import AboutActivity

READ = ("when", "text", "audience", "comments", "update", "channel", "lead", "place", "venue", "take_part")
DAYS = ("first_day", "last_day")
WRITTEN = frozenset({"state", "people", "characteristics", "outcome"})
"""Columns of the list that say what became of an activity: they are told on the pages, and not read from a file."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in one row; the heading is row 1."""

    row: int
    column: str
    words: str


@dataclass(frozen=True, slots=True)
class SentPlanner:
    """The activities of a file, what is wrong with its rows, and headings that were not read."""

    activities: tuple[AboutActivity, ...]
    problems: tuple[RowProblem, ...]
    ignored: tuple[str, ...]


def read_planner(sent: PlainRows) -> SentPlanner:
    """What a file of activities says. Raises Refused when its headings cannot be told."""
    if not sent.rows:
        raise Refused("The file is empty.", "Download the template, and fill it in.", code="FILE_EMPTY")
    if sent.error_cells:
        shown = ", ".join(sent.error_cells[:5])
        raise Refused(f"Cells hold an error such as #REF!: {shown}.", "Correct them in the sheet.", code="FILE_ERRORS")
    keys, ignored = _headings(sent.rows[0])
    known = {name.casefold(): code for code, name in (*channel_titles().items(), *places())}
    known |= {code.casefold(): code for code in known.values()}
    found, problems = [], []
    for number, cells in enumerate(sent.rows[1:], start=2):
        if not any(cell not in ("", None) for cell in cells):
            continue
        told = {key: cell for key, cell in zip(keys, cells, strict=False) if key}
        one, wrong = _row(number, told, known)
        problems += wrong
        if one is not None:
            found.append(one)
    return SentPlanner(tuple(found), tuple(problems), ignored)


def _headings(cells: tuple[Cell, ...]) -> tuple[list[str], tuple[str, ...]]:
    known = {words.casefold(): key for key, heading, _ in COLUMNS for words in (key, heading)}
    keys = [known.get(str(cell).strip().casefold(), "") for cell in cells]
    twice = next((key for key in keys if key and keys.count(key) > 1), "")
    if twice:
        raise Refused(f"The column “{twice}” stands twice.", "Take one of them out.", code="FILE_COLUMNS")
    if "text" not in keys:
        raise Refused(
            "The file has no column “Activity”.", "Download the template: its headings are read.", code="FILE_COLUMNS"
        )
    unread = (
        str(cell).strip() for cell, key in zip(cells, keys, strict=True) if not key or key in WRITTEN or key == "number"
    )
    return keys, tuple(one[:60] for one in unread if one)


def _row(
    number: int, told: Mapping[str, Cell], known: Mapping[str, str]
) -> tuple[AboutActivity | None, list[RowProblem]]:
    problems: list[RowProblem] = []
    said: dict[str, str] = {key: _words(told.get(key)) for key in READ}
    days: dict[str, date | None] = {}
    for key in DAYS:
        cell = told.get(key)
        span = span_of(_words(cell))
        days[key] = _day(cell) or (span.first if span and span.first == span.last else None)
        if days[key] is None and _words(cell):
            problems.append(RowProblem(number, key, f"{_words(cell)} is not a day. Write it as 2026-03-31."))
    for key in ("channel", "place"):
        if said[key]:
            code = known.get(said[key].casefold())
            if code is None:
                problems.append(RowProblem(number, key, f"“{said[key][:60]}” is not one of the list."))
            said[key] = code or ""
    about = AboutActivity(**said, **days)  # type: ignore[arg-type]
    try:
        about.columns()
    except Refused as refusal:
        problems.append(RowProblem(number, "", str(refusal)))
    return (None if problems else about), problems


def _words(cell: Cell | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.date().isoformat() if isinstance(cell, datetime) else cell.isoformat()
    words = str(cell).strip()
    return words[1:] if words[:1] == "'" and words[1:2] in "=+-@" else words


def _day(cell: Cell | None) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    return cell if isinstance(cell, date) else None

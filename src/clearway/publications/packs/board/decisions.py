"""What a board is asked to decide at its next meeting, each on a page of its own, with its papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clearway.publications.packs.page import Page, PageTable
from clearway.publications.packs.said import day_said
from clearway.publications.tables import Column

DECISIONS = "Decisions asked for"


@dataclass(frozen=True, slots=True)
class DecisionAsked:
    """One item of an agenda that a group is asked to decide. `papers` are titles with where each is kept."""

    title: str
    decision: str
    presenter: str = ""
    summary: str = ""
    papers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class MeetingAhead:
    """The next meeting of a board. `last_day` is the day of the one held before it, None where none was."""

    group: str
    day: date | None
    last_day: date | None
    decisions: tuple[DecisionAsked, ...]
    authority: str = ""


def decision_pages(meeting: MeetingAhead) -> Iterator[Page]:
    """A page for each decision; one that says so where none is asked for."""
    when = f"{meeting.group}, {day_said(meeting.day)}" if meeting.day else meeting.group
    if not meeting.decisions:
        words = "No decision is asked for." if meeting.day else "No meeting is planned, so no decision is asked for."
        yield Page("Decisions", words, part=DECISIONS)
        return
    columns = (Column("paper", "Paper"), Column("kept_at", "Where it is kept"))
    for one in meeting.decisions:
        presented = f"Presented by: {one.presenter}." if one.presenter else ""
        yield Page(
            one.title,
            one.summary,
            table=PageTable("Papers", columns, one.papers, empty="No paper has been added."),
            ask=one.decision,
            notes=tuple(filter(None, (when + ".", presented, meeting.authority))),
            part=DECISIONS,
        )

"""Suggested matches as a list: what is asked, what may answer it, why, and what a person said."""

from collections.abc import Mapping, Sequence
from datetime import date

from clearway.planning.crosswalk.suggestion import Suggestion
from clearway.planning.structure import Plan
from clearway.publications.tables import Column, Kind, Table
from clearway.site.crosswalk.models import Match
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.presenters.notes import notes

HEADINGS = ("What the strategy asks", "What may answer it in the plan", "Why it is suggested", "What people say")
COLUMNS = (
    *(Column("strategy", "Strategy"), Column("asked", "Asked"), Column("asked_text", "What it asks")),
    *(Column("answering", "In the plan"), Column("answering_text", "What the plan says")),
    *(Column("score", "Score from 0 to 1", Kind.NUMBER), Column("words", "Words that made the score")),
    *(Column("answer", "Answer"), Column("reason", "Reason"), Column("answered_by", "Answered by")),
)
Key = tuple[str, str]


def match_table(
    plan: Plan,
    found: Sequence[Suggestion],
    answers: Mapping[Key, Match],
    hrefs: Mapping[Key, str],
    today: date,
    version: int,
) -> FoldingTable:
    """The suggestions; `answers` and `hrefs` by what is asked and what may answer it."""
    rows = tuple(_told(one, answers.get(_key(one))) for one in found)
    shown = tuple(_shown(one, answers.get(_key(one)), hrefs.get(_key(one), "")) for one in found)
    definition = "Commitments of a strategy beside deliverables that may answer them, by the words they share."
    table = Table("Suggested matches", COLUMNS, rows, notes(plan, definition, today, version))
    return FoldingTable("matches", table, HEADINGS, shown, "Nothing of this strategy is like a deliverable here.")


def _key(one: Suggestion) -> Key:
    return one.asked.id, one.answering.id


def _told(one: Suggestion, match: Match | None) -> tuple[str | float | None, ...]:
    said = (match.answer, match.reason, f"{match.by_name}, {match.by_role}") if match else (None, None, None)
    return (
        *(one.asked.strategy, one.asked.id, one.asked.text, one.answering.id, one.answering.text),
        *(round(one.score, 3), ", ".join(one.words)),
        *said,
    )


def _shown(one: Suggestion, match: Match | None, href: str) -> tuple[FoldingCell, ...]:
    if match:
        said = FoldingCell(match.get_answer_display(), (match.reason, f"{match.by_name}, {match.by_role}"), href)
    else:
        said = FoldingCell("Accept or reject" if href else "Nobody has answered yet", href=href)
    return (
        FoldingCell(one.asked.text, (one.asked.id,)),
        FoldingCell(one.answering.text, (one.answering.id,)),
        FoldingCell(f"Likeness {one.score:.2f} of 1", (", ".join(one.words),)),
        said,
    )

"""Suggested matches as a table, with a column in which a person answers."""

from clearway.planning.crosswalk.suggestion import Suggestion
from clearway.publications.tables import Column, Kind, Notes, Table

COLUMNS = (
    Column("strategy", "Strategy"),
    Column("asked", "Asked"),
    Column("asked_text", "What it asks"),
    Column("answering", "In the plan"),
    Column("answering_text", "What the plan says"),
    Column("score", "Score from 0 to 1", Kind.NUMBER),
    Column("words", "Words that made the score"),
    Column("answer", "Accepted or rejected"),
)


def suggestion_table(plan: str, suggestions: tuple[Suggestion, ...]) -> Table:
    """The suggestions for a plan; the last column is left for a person."""
    rows = tuple(
        (
            one.asked.strategy,
            one.asked.id,
            one.asked.text,
            one.answering.id,
            one.answering.text,
            round(one.score, 3),
            ", ".join(one.words),
            None,
        )
        for one in suggestions
    )
    notes = Notes(
        definition="Commitments of strategies beside deliverables that may answer them, by the words they share.",
        source=f"Suggested by Clearway for {plan}",
        as_at="",
        snapshot="",
        licence="As the strategies' own",
        mark="Suggestions, accepted by nobody",
    )
    return Table("Suggested matches", COLUMNS, rows, notes)

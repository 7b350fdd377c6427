"""Reviews of definitions as lists: what is overdue on a day, and what was reviewed."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse

from clearway.measures.catalogue import Measure, Status, overdue
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words as say
from clearway.site.folding import FoldingCell, FoldingTable

GROUPS = (
    ("overdue", "Overdue", "No review is overdue."),
    ("reviewed", "Reviewed for the alliance", "No definition has been reviewed for the alliance yet."),
    ("drafts", "Not reviewed yet", "Every definition has been reviewed."),
)


def lists_of(measures: Sequence[Measure], today: date, *, may_review: bool) -> Iterator[FoldingTable]:
    """Overdue ones first, the longest overdue above; then reviewed ones and drafts, the next due above."""
    grouped: dict[str, list[Measure]] = {key: [] for key, *_ in GROUPS}
    for one in sorted(measures, key=lambda one: (one.next_review, one.id)):
        if one.status is not Status.WITHDRAWN:
            grouped[_group(one, today)].append(one)
    for key, title, empty in GROUPS:
        yield FoldingTable(
            key=key,
            table=_table(title, grouped[key], today),
            headings=("Measure", "Next review", "Last review", "To be reviewed by", "Change"),
            rows=tuple(_row(one, today, may_review) for one in grouped[key]),
            empty=empty,
        )


def _group(one: Measure, today: date) -> str:
    if overdue(one, today):
        return "overdue"
    return "reviewed" if one.status is Status.REVIEWED else "drafts"


def _row(one: Measure, today: date, may_review: bool) -> tuple[FoldingCell, ...]:
    late = (today - one.next_review).days
    tag = f"{late:,} {'day' if late == 1 else 'days'} overdue" if late > 0 else ""
    href = reverse("annotations:review", args=[one.id]) if may_review else ""
    return (
        FoldingCell(
            one.name, (one.id, "own measure" if one.is_local else ""), reverse("measures:measure", args=[one.id])
        ),
        FoldingCell(say.day(one.next_review), tag=tag),
        FoldingCell(say.day(one.reviewed_on) or "Never", (one.reviewed_by,)),
        FoldingCell(one.reviewed_by_role),
        FoldingCell("Record a review" if href else "–", (), href),
    )


def _table(title: str, measures: Sequence[Measure], today: date) -> Table:
    columns = (
        *(Column("measure", "Measure"), Column("name", "Name"), Column("status", "Status")),
        *(Column("next_review", "Next review", Kind.DATE), Column("reviewed_on", "Last review", Kind.DATE)),
        *(Column("reviewed_by", "Reviewed by"), Column("reviewed_by_role", "To be reviewed by")),
    )
    rows = tuple(
        (one.id, one.name, one.status.value, one.next_review, one.reviewed_on, one.reviewed_by, one.reviewed_by_role)
        for one in measures
    )
    notes = Notes(
        definition="A review is overdue from the day after it was due.",
        source="The catalogue of measures, and the reviews recorded in this store",
        as_at=f"As at {say.day(today)}",
        snapshot=f"{len(measures)} definitions",
        licence="The alliance's own record.",
        mark="",
    )
    return Table(title, columns, rows, notes)

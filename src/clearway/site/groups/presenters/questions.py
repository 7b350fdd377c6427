"""Questions as lists: one's own organisation's first, then by the day of the reply."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.annotations import own
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.models import Question
from clearway.site.groups.presenters.notes import notes
from clearway.site.places.areas import reference

NEUTRAL = (
    "A question asks what is behind a figure. It is no judgement and sets no target: the groups of the alliance do not "
    "performance-manage. It is read by the organisation that is asked and by the alliance, and by nobody else."
)


def measure_name(measure: str) -> str:
    """A measure by its name; the id where the catalogue does not know it any more."""
    known = own.catalogue().measures
    return known[measure].name if measure in known else measure


def place_name(code: str) -> str:
    """A place by its name."""
    return reference().name(code) if code else ""


def questions_list(rows: Sequence[Question], *, key: str, title: str, empty: str, today: date) -> FoldingTable:
    """Questions with whom they were raised with, about what, and how far they are."""
    columns = (
        Column("number", "Number", Kind.COUNT),
        Column("asked", "Asked of"),
        Column("measure", "Measure"),
        Column("place", "Place"),
        Column("question", "Question"),
        Column("raised_by", "Raised by"),
        Column("reply_by", "Reply hoped for by", Kind.DATE),
        Column("state", "State"),
        Column("reply", "Reply"),
        Column("closed_because", "Closed because"),
    )
    told = tuple(
        (
            one.pk, one.organisation_name, measure_name(one.measure), place_name(one.place), one.words,
            one.raised_name, one.reply_by, one.get_state_display(), one.reply, one.closed_because,
        )
        for one in rows
    )  # fmt: skip
    return FoldingTable(
        key=key,
        table=Table(title, columns, told, notes(NEUTRAL, today, rows=len(rows), names_people=True)),
        headings=("Question", "Asked of", "Reply"),
        rows=tuple(_row(one, today) for one in rows),
        empty=empty,
    )


def _row(one: Question, today: date) -> tuple[FoldingCell, ...]:
    about = " · ".join(filter(None, (measure_name(one.measure), place_name(one.place))))
    tag = "past its day" if one.is_late(today) else ""
    return (
        FoldingCell(one.words, (about,), reverse("groups:question", args=[one.pk])),
        FoldingCell(one.organisation_name),
        FoldingCell(one.get_state_display(), (f"hoped for by {words.day(one.reply_by)}",), tag=tag),
    )

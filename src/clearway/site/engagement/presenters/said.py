"""You said, we did: as a list, as cards to be read, and one with its reading age. Work designed together."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from clearway.publications.reading_age import ReadingAge, reading_age
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.engagement.choices import place_name
from clearway.site.engagement.models import Heard, HeardState, Together
from clearway.site.engagement.presenters.notes import notes
from clearway.site.folding import FoldingCell, FoldingTable

ORDER = {HeardState.DONE: 0, HeardState.CANNOT: 1, HeardState.CONSIDERED: 2, HeardState.HEARD: 3}


def said_list(rows: Sequence[Heard], *, title: str, empty: str, today: date) -> FoldingTable:
    """What people said beside what was done; what waits for an answer comes last."""
    columns = (
        Column("said", "You said"),
        Column("heard_on", "Heard on", Kind.DATE),
        Column("came_from", "Where it was heard"),
        Column("place", "Place"),
        Column("state", "How it stands"),
        Column("did", "We did, or why we cannot"),
        Column("did_on", "Since", Kind.DATE),
        Column("deliverable", "In the plan as"),
        Column("public", "Put forward for the public page"),
    )
    ordered = sorted(rows, key=lambda one: ORDER[HeardState(one.state)])
    told = tuple(
        (
            one.said, one.heard_on, one.came_from, place_name(one.place), one.get_state_display(), one.did, one.did_on,
            _promise(one), "yes" if one.is_for_public else "no",
        )
        for one in ordered
    )  # fmt: skip
    shown = tuple(
        (
            FoldingCell(
                one.said,
                (f"{one.came_from}, {words.day(one.heard_on)}", place_name(one.place)),
                reverse("engagement:heard", args=[one.pk]),
            ),
            FoldingCell(one.did or "No answer yet.", (_promise(one),)),
            FoldingCell(one.get_state_display(), (words.day(one.did_on),), is_short=True),
        )
        for one in ordered
    )
    definition = "What people said, in other words than theirs, and what was done about it or why it cannot be."
    table = Table(title, columns, told, notes(definition, today, rows=len(rows)))
    return FoldingTable("said", table, ("You said", "We did", "How it stands"), shown, empty)


def age_of(one: Heard) -> ReadingAge:
    """The reading age of what a reader reads first."""
    return reading_age(one.easy_read or f"{one.said}\n\n{one.did}")


def together_list(rows: Sequence[Together], *, title: str, empty: str, today: date, may_keep: bool) -> FoldingTable:
    """Work designed together: who took part, what was made, what changed."""
    columns = (
        Column("title", "What it was about"),
        Column("began_on", "Began on", Kind.DATE),
        Column("took_part", "Who took part"),
        Column("designed", "What was designed together"),
        Column("support", "How people were supported"),
        Column("changed", "What changed"),
        Column("changed_on", "Changed on", Kind.DATE),
        Column("place", "Place"),
        Column("deliverable", "In the plan as"),
    )
    told = tuple(
        (
            one.title, one.began_on, "; ".join(one.took_part), one.designed, one.support, one.changed, one.changed_on,
            place_name(one.place), one.deliverable.title if one.deliverable else "",
        )
        for one in rows
    )  # fmt: skip
    shown = tuple(
        (
            FoldingCell(
                one.title,
                (f"since {words.day(one.began_on)}", place_name(one.place)),
                reverse("engagement:one_together", args=[one.pk]) if may_keep else "",
            ),
            FoldingCell("; ".join(one.took_part), (one.support,)),
            FoldingCell(one.designed),
            FoldingCell(one.changed or "Nothing has changed yet.", (words.day(one.changed_on),)),
        )
        for one in rows
    )
    definition = (
        "Work that was designed with people affected by cancer: who took part, by role, and what changed by it."
    )
    table = Table(title, columns, told, notes(definition, today, rows=len(rows)))
    headings = ("What it was about", "Who took part", "What was designed", "What changed")
    return FoldingTable("together", table, headings, shown, empty)


def _promise(one: Heard) -> str:
    return f"in the plan: {one.deliverable.title}" if one.deliverable else ""

"""Sharing agreements as lists and pages."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.agreements.models import SharingAgreement
from clearway.site.folding import FoldingCell, FoldingTable

HELD_AFTER = (
    "Ending an agreement stops new loads only. What was loaded under it stays, counts, and is kept for its retention "
    "period, unless somebody purges it."
)
TAGS = {"ending soon": "ending soon", "not yet begun": "not yet begun"}


def listed(held: Sequence[SharingAgreement], *, key: str, title: str, empty: str, today: date) -> FoldingTable:
    """Agreements as a list that leads to the page of each."""
    return FoldingTable(
        key=key,
        table=_table(held, title, today),
        headings=("Agreement", "Between", "Covers", "Holds", "Ask"),
        rows=tuple(_row(one, today) for one in held),
        empty=empty,
    )


def _row(one: SharingAgreement, today: date) -> tuple[FoldingCell, ...]:
    ended = f"ended early: {one.ended_reason}" if one.ended_reason else ""
    review = f"review by {words.day(one.review_by)}" if one.review_by else ""
    return (
        FoldingCell(one.title, (), reverse("agreements:agreement", args=[one.pk]), TAGS.get(one.state(today), "")),
        FoldingCell("; ".join(str(party) for party in one.parties.all())),
        FoldingCell(", ".join(one.covered), (*one.allowed, one.purpose)),
        FoldingCell(f"{words.day(one.starts_on)} to {words.day(one.last_day)}", (ended,)),
        FoldingCell(one.owner, (review,)),
    )


def _table(held: Sequence[SharingAgreement], title: str, today: date) -> Table:
    columns = (
        Column("agreement", "Number", Kind.COUNT),
        Column("title", "Agreement"),
        Column("state", "State"),
        Column("parties", "Parties"),
        Column("data_sets", "Covers"),
        Column("uses", "Lets be done"),
        Column("purpose", "Purpose"),
        Column("legal_basis", "Legal basis"),
        Column("starts_on", "From", Kind.DATE),
        Column("until", "Until", Kind.DATE),
        Column("review_by", "Review by", Kind.DATE),
        Column("owner", "Ask"),
        Column("document", "Document"),
        Column("ended_on", "Ended from", Kind.DATE),
        Column("ended_reason", "Why it ended"),
    )
    rows = tuple(
        (
            one.pk, one.title, one.state(today), ", ".join(party.code for party in one.parties.all()),
            ", ".join(one.data_sets), ", ".join(one.uses), one.purpose, one.legal_basis, one.starts_on, one.until,
            one.review_by, one.owner, one.document, one.ended_on, one.ended_reason,
        )
        for one in held
    )  # fmt: skip
    notes = Notes(
        definition="An agreement holds from its first to its last day, both in. Without one that covers the sender and "
        "the data set, identifiable records are refused; what it lets be done says whether to load or to see.",
        source="Recorded in this store by the people named in its audit trail",
        as_at=f"As at {words.day(today)}",
        snapshot=f"{len(held)} agreements",
        licence="The alliance's own record.",
        mark="",
    )
    return Table(title, columns, rows, notes)

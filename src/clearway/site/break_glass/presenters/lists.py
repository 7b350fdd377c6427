"""Openings as lists: those that wait for somebody to look them over, and the others."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.break_glass.models import Opening
from clearway.site.break_glass.permissions import sees_all_openings
from clearway.site.break_glass.presenters.one import OVERDUE, organisation, sight, state
from clearway.site.break_glass.services import reason_in_words
from clearway.site.demo_store import is_demo
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES
from clearway.site.performance.presenters.notes import SYNTHETIC
from clearway.site.tracking.presenters.breach_table import short_link

MOST_SHOWN, MOST_DOWNLOADED = 25, 5_000
COLUMNS = (
    Column("number", "Number", Kind.COUNT),
    Column("opened", "When"),
    Column("name", "Who"),
    Column("role", "Role"),
    Column("organisation", "Of"),
    Column("holder", "Whose record"),
    Column("record", "Record"),
    Column("kind", "Kind of reason"),
    Column("reason", "Reason"),
    Column("sight", "Sight"),
    Column("state", "Looked over"),
    Column("said", "What was said of it"),
)


def waiting(seen: Iterable[Opening], by: Membership, *, now: datetime) -> FoldingTable:
    """Openings that nobody has found in order yet, the newest first."""
    title = "Waiting to be looked over" if sees_all_openings(by) else "Yours, not found in order yet"
    return _listed("waiting", title, list(seen), by, now, empty="Nothing waits.")


def settled(seen: Iterable[Opening], by: Membership, *, now: datetime) -> FoldingTable:
    """Openings that were found in order, the newest first."""
    return _listed("settled", "Looked over, and in order", list(seen), by, now, empty="None yet.")


def _listed(
    key: str, title: str, seen: Sequence[Opening], by: Membership, now: datetime, *, empty: str
) -> FoldingTable:
    return FoldingTable(
        key=key,
        table=_table(title, seen, by, now),
        headings=("Opening", "Who", "Whose record", "Why", "Sight"),
        rows=tuple(_row(one, now) for one in seen),
        empty=empty,
    )


def _row(one: Opening, now: datetime) -> tuple[FoldingCell, ...]:
    stands = state(one, now)
    tag = "overdue" if stands == OVERDUE else "questioned" if stands == "questioned" else ""
    href = reverse("break_glass:opening", args=[one.pk])
    role = f"{ROLES[one.role].display_name}, {organisation(one.organisation_code)}"
    return (
        FoldingCell(words.moment(one.opened_at), (stands,), href, tag),
        FoldingCell(one.name, (role,)),
        FoldingCell(organisation(one.holder_code), (f"record {short_link(one.link)}",)),
        FoldingCell(reason_in_words(one), (one.reason,)),
        FoldingCell(*_first_and_rest(sight(one, now))),
    )


def _first_and_rest(said: str) -> tuple[str, tuple[str, ...]]:
    """What stands first, and what stands smaller under it."""
    first, _, rest = said.partition(", by ")
    return first, (f"by {rest}",) if rest else ()


def _table(title: str, seen: Sequence[Opening], by: Membership, now: datetime) -> Table:
    rows = tuple(
        (
            one.pk, words.moment(one.opened_at), one.name, ROLES[one.role].display_name,
            one.organisation_code, one.holder_code, short_link(one.link), reason_in_words(one), one.reason,
            sight(one, now), state(one, now),
            "; ".join(f"{said.name}: {said.words or said.get_kind_display()}" for said in one.remarks.all()),
        )
        for one in seen
    )  # fmt: skip
    notes = Notes(
        definition="Each time somebody was shown for a while who the person of one record is, without an agreement.",
        source="Recorded in this store at the moment of each",
        as_at=f"As at {words.moment(now)}",
        snapshot=f"{len(seen)} openings",
        licence=f"For {by.organisation.name} alone.",
        mark=SYNTHETIC if is_demo() else "",
    )
    return Table(title, COLUMNS, rows, notes)

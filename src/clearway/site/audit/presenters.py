"""The trail as a list, as a file, and one event in full."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.urls import reverse

from clearway.publications.tables import Column, Notes, Table
from clearway.site import words
from clearway.site.audit.asked import Asked
from clearway.site.audit.models import Event, Told
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.roles import ROLES

KEY = "events"
DIGESTS_SHOWN = 31
HEADINGS = ("When", "Who", "What", "To what", "Why, and where")
COLUMNS = (
    Column("sequence", "Number"),
    Column("at", "When (UTC)"),
    Column("actor", "Who"),
    Column("role", "Role"),
    Column("organisation_code", "Organisation"),
    Column("membership_id", "Membership"),
    Column("event", "What"),
    Column("subject_type", "Kind of thing"),
    Column("subject_id", "To what"),
    Column("reason", "Why"),
    Column("source", "Where"),
    Column("request_id", "Request"),
    Column("before", "Before"),
    Column("after", "After"),
)


def listed(events: Iterable[Event], asked: Asked, *, is_cut: bool = False) -> FoldingTable:
    """Events as a list; person, event and subject each lead to the list narrowed to them."""
    shown = tuple(events)
    return FoldingTable(
        key=KEY,
        table=_notes_only(asked),
        headings=HEADINGS,
        rows=tuple(_row(one, asked) for one in shown),
        empty=_empty(asked, is_cut),
    )


def as_file(events: Iterable[Event], asked: Asked) -> FoldingTable:
    """Events as the list that is downloaded, every column of them."""
    rows = tuple(
        (
            str(one.sequence), one.at.isoformat(timespec="seconds"), one.actor, one.role, one.organisation_code,
            str(one.membership_id or ""), one.event, one.subject_type, one.subject_id, one.reason, one.source,
            one.request_id, _as_text(one.before), _as_text(one.after),
        )
        for one in events
    )  # fmt: skip
    plain = _notes_only(asked)
    return FoldingTable(KEY, Table(plain.title, COLUMNS, rows, plain.notes), (), (), "")


def in_full(one: Event) -> list[tuple[str, str]]:
    """Every column of an event in words, the empty ones left out."""
    told = (
        ("When", f"{words.moment(one.at)} ({one.at.isoformat(timespec='microseconds')})"),
        ("Who", one.actor),
        ("Role", role_words(one)),
        ("Organisation", one.organisation_code),
        ("Membership", str(one.membership_id or "")),
        ("What", one.event),
        ("To what", f"{one.subject_type} {one.subject_id}"),
        ("Why", one.reason),
        ("Where", one.source),
        ("Request", one.request_id),
        ("Before", _as_text(one.before)),
        ("After", _as_text(one.after)),
        ("Hash", one.hash),
    )
    return [(name, value) for name, value in told if value]


def role_words(one: Told) -> str:
    """The role of an event as people know it."""
    role = ROLES.get(one.role)
    return role.display_name if role else one.role.replace("_", " ")


def days_before(today: date) -> list[date]:
    """The days whose digests are offered, the newest first."""
    return [today - timedelta(days=number) for number in range(DIGESTS_SHOWN)]


def narrowed(asked: Asked) -> list[tuple[str, str]]:
    """What a list is narrowed by, each in words with the address without it."""
    said = {
        "person": f"by {asked.person}",
        "event": f"“{asked.event}”",
        "subject": f"to {asked.subject}",
        "kind": f"of {asked.kind}",
        "day": f"on {words.day(asked.day)}",
    }
    without: dict[str, Any] = {"day": None}
    return [
        (text, reverse("audit:trail") + asked.query(**{name: without.get(name, "")}))
        for name, text in said.items()
        if getattr(asked, name)
    ]


def _row(one: Event, asked: Asked) -> tuple[FoldingCell, ...]:
    trail = reverse("audit:trail")
    where = f"{role_words(one)}, {one.organisation_code}".strip(", ")
    narrower = trail + asked.query(subject=one.subject_id, kind=one.subject_type)
    subject = "" if one.subject_id == asked.subject else narrower
    full = reverse("audit:event", args=[one.sequence])
    return (
        FoldingCell(words.moment(one.at), (f"number {one.sequence}",), full, is_short=True),
        FoldingCell(one.actor, (where,), "" if one.actor == asked.person else trail + asked.query(person=one.actor)),
        FoldingCell(one.event, (), "" if one.event == asked.event else trail + asked.query(event=one.event)),
        FoldingCell(one.subject_id or "–", (one.subject_type,), subject if one.subject_id else ""),
        FoldingCell(one.reason or "–", (one.source,)),
    )


def _empty(asked: Asked, is_cut: bool) -> str:
    if is_cut:
        return "Nothing like this among the events that were looked through. There may be some further back."
    if asked.is_narrowed:
        return "No event is like this. Take away a part of what you asked for."
    return "Nothing has happened yet."


def _notes_only(asked: Asked) -> Table:
    title = "Events" + "".join(f" {text}" for text, _ in narrowed(asked))
    notes = Notes(
        definition="Each event was recorded by what it tells of and chained to the one before it; newest first. A file "
        "holds the newest 5,000 at most.",
        source="The audit trail of this store",
        as_at="Reading it is recorded in it",
        snapshot="",
        licence="Not for passing on: it says what named people did.",
        mark="",
    )
    return Table(title, (), (), notes)


def _as_text(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False, sort_keys=True)

"""Exports and daily use as lists and pages."""

from collections.abc import Sequence

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.exports.limits import COUNTED
from clearway.site.exports.models import DayOfUse, Export
from clearway.site.exports.permissions import can_allow
from clearway.site.exports.watermark import opt_out_words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES
from clearway.site.standards import books
from clearway.standards.exports import ExportPolicy

COLUMNS = (
    Column("export", "Export", Kind.COUNT),
    Column("kind", "Kind"),
    Column("about", "What is in it"),
    Column("person", "Asked for by"),
    Column("role", "Role"),
    Column("organisation_code", "For"),
    Column("owner_code", "Rows of"),
    Column("purpose", "Purpose"),
    Column("opt_out", "National data opt-out"),
    Column("reason", "Reason"),
    Column("asked_at", "Asked for on", Kind.DATE),
    Column("state", "State"),
    Column("decided_by", "Decided by"),
    Column("decision_reason", "Why"),
    Column("taken_at", "Taken on", Kind.DATE),
    Column("rows", "Rows", Kind.COUNT),
    Column("left_out", "Left out by the opt-out step", Kind.COUNT),
)


def listed(found: Sequence[Export], policy: ExportPolicy, *, key: str, title: str, empty: str) -> FoldingTable:
    """Exports as a list that leads to the page of each."""
    rows = tuple(
        (
            one.pk, _title(one, policy), one.about, one.person.email, one.role, one.organisation_code, one.owner_code,
            one.purpose, one.opt_out, one.reason, one.asked_at.date(), one.get_state_display(),
            one.decided_by, one.decision_reason, one.taken_at.date() if one.taken_at else None, one.rows, one.left_out,
        )
        for one in found
    )  # fmt: skip
    return FoldingTable(
        key=key,
        table=Table(title, COLUMNS, rows, _notes("1 export" if len(rows) == 1 else f"{len(rows)} exports")),
        headings=("Export", "What is in it", "Who", "What for", "State"),
        rows=tuple(_row(one, policy) for one in found),
        empty=empty,
    )


def _named(code: str) -> str:
    return books.organisations().name(code) if code else ""


def lines_of(export: Export, policy: ExportPolicy) -> list[tuple[str, str]]:
    """One export in full, the empty lines left out."""
    role = ROLES.get(export.role)
    told = (
        ("What is in it", f"{_title(export, policy)}: {export.about}"),
        ("Asked for by", f"{export.person.name} ({export.person.email})"),
        ("Role", f"{role.display_name if role else export.role}, {_named(export.organisation_code)}"),
        ("Rows of", _named(export.owner_code)),
        ("Asked for on", words.moment(export.asked_at)),
        ("Purpose", f"{export.purpose_words} ({export.purpose})"),
        ("Legal basis", export.legal_basis),
        ("National data opt-out", opt_out_words(export)),
        ("Reason", export.reason),
        ("State", export.get_state_display()),
        ("Decided by", f"{export.decided_by}, {words.moment(export.decided_at)}" if export.decided_by else ""),
        ("Why", export.decision_reason),
        ("Taken on", words.moment(export.taken_at)),
        ("Rows", words.count(export.rows)),
    )
    return [(name, said) for name, said in told if said]


def use_list(found: Sequence[DayOfUse], policy: ExportPolicy, by: Membership) -> FoldingTable:
    """What people took and looked at today, beside the limits; each leads to allowing more, where one may."""
    columns = (
        Column("person", "Person"),
        Column("organisation_code", "For"),
        *(Column(what, said.capitalize(), Kind.COUNT) for what, said in COUNTED.items()),
        Column("refused", "Refused", Kind.COUNT),
        Column("allowed", "Times the limits hold", Kind.COUNT),
    )
    rows = tuple(
        (one.person.email, one.organisation_code, *(getattr(one, what) for what in COUNTED), one.refused, one.allowed)
        for one in found
    )
    return FoldingTable(
        key="use",
        table=Table("Taken and looked at today", columns, rows, _notes(f"Limits are {policy.whose}")),
        headings=("Person", "Files", "Rows in them", "Pathways", "Lists", "Refused"),
        rows=tuple(_use_row(one, policy, by) for one in found),
        empty="Nobody has taken a file or opened a pathway today.",
    )


def limit_lines(policy: ExportPolicy) -> list[tuple[str, str, str]]:
    """Each limit: what is counted, the most of it, and why so many."""
    return [
        (said, words.count(policy.limits[what].a_day), policy.limits[what].because) for what, said in COUNTED.items()
    ]


def _row(one: Export, policy: ExportPolicy) -> tuple[FoldingCell, ...]:
    taken = f"{words.count(one.rows)} rows, {words.moment(one.taken_at)}" if one.taken_at else ""
    decided = f"by {one.decided_by}" if one.decided_by else ""
    return (
        FoldingCell(f"{one.pk}", (), reverse("exports:export", args=[one.pk]), is_short=True),
        FoldingCell(_title(one, policy), (one.about,)),
        FoldingCell(one.person.name, (_named(one.organisation_code), words.moment(one.asked_at))),
        FoldingCell(one.purpose_words or one.purpose, (one.reason,)),
        FoldingCell(one.get_state_display(), (decided, taken)),
    )


def _use_row(one: DayOfUse, policy: ExportPolicy, by: Membership) -> tuple[FoldingCell, ...]:
    more = f"limits hold {one.allowed} times today" if one.allowed > 1 else ""
    counts = (
        FoldingCell(f"{words.count(getattr(one, what))} of {words.count(policy.limits[what].a_day * one.allowed)}")
        for what in COUNTED
    )
    refused = f"{words.count(one.refused)} times" if one.refused else "–"
    allow = reverse("exports:allow", args=[one.pk]) if can_allow(by, one) else ""
    return (FoldingCell(one.person.name, (_named(one.organisation_code), more), allow), *counts, FoldingCell(refused))


def _title(one: Export, policy: ExportPolicy) -> str:
    return policy.kinds[one.kind].title if one.kind in policy.kinds else one.kind


def _notes(as_at: str) -> Notes:
    return Notes(
        definition="Each file that names people, with who asked for it, what for, and who agreed.",
        source="Recorded in this store as each was asked for and taken",
        as_at=as_at,
        snapshot="",
        licence="Not for passing on: it says what named people did.",
        mark="Synthetic: a demo, nobody in these files exists" if is_demo() else "",
    )

"""The list of groups, and the table beside the structure chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.planning.groups.structure import Body, placed
from clearway.publications.tables import Column, Kind, Table
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.models import Group, Holder, Seat, Terms
from clearway.site.groups.presenters.notes import notes, source_of

NONE_YET = "No group is recorded yet."


@dataclass(frozen=True, slots=True)
class Counted:
    """A group with its numbers: positions, those held, and when its terms are due."""

    group: Group
    positions: int
    held: int
    terms: Terms | None

    @property
    def vacant(self) -> int:
        """How many positions nobody holds."""
        return max(self.positions - self.held, 0)


def counted(groups: Sequence[Group], today: date) -> list[Counted]:
    """Groups with their numbers on a day, in four questions whatever their number."""
    positions: dict[int, int] = {}
    for group, many in Seat.objects.filter(group__in=groups, ended_on=None).values_list("group", "positions"):
        positions[group] = positions.get(group, 0) + many
    held: dict[int, int] = {}
    for group in Holder.objects.on(today).filter(seat__group__in=groups).values_list("seat__group", flat=True):
        held[group] = held.get(group, 0) + 1
    terms: dict[int, Terms] = {}
    for one in Terms.objects.filter(group__in=groups).order_by("version"):
        terms[one.group_id] = one
    return [Counted(one, positions.get(one.pk, 0), held.get(one.pk, 0), terms.get(one.pk)) for one in groups]


def listed(rows: Sequence[Counted], *, key: str, title: str, empty: str, today: date) -> FoldingTable:
    """Groups as a list that leads to the page of each."""
    return FoldingTable(
        key=key,
        table=_table(rows, title, today),
        headings=("Group", "Answers to", "Meets", "Seats"),
        rows=tuple(_row(one, today) for one in rows),
        empty=empty,
    )


def _row(one: Counted, today: date) -> tuple[FoldingCell, ...]:
    group = one.group
    due = f"terms of reference {one.terms.review(today).value}" if one.terms else ""
    details = (group.get_kind_display(), due if one.terms and one.terms.review(today).value != "not due" else "")
    seats = f"{one.positions} seats" if one.positions else "none listed"
    held = "" if group.history or not one.positions else f"{one.held} held, {one.vacant} vacant"
    return (
        FoldingCell(
            group.name, details, reverse("groups:group", args=[group.pk]), "made up" if group.is_made_up else ""
        ),
        FoldingCell("; ".join(answers_to(group)) or "nobody recorded"),
        FoldingCell(group.cadence or "not recorded"),
        FoldingCell(seats, (held,), is_short=True),
    )


def answers_to(group: Group) -> list[str]:
    """The names of those a group is accountable to."""
    return [*([group.parent.name] if group.parent else []), *group.accountable_to]


def _table(rows: Sequence[Counted], title: str, today: date) -> Table:
    columns = (
        Column("group", "Group"),
        Column("kind", "Kind"),
        Column("answers_to", "Answers to"),
        Column("cadence", "Meets"),
        Column("seats_stated", "Seats stated", Kind.COUNT),
        Column("seats", "Seats listed", Kind.COUNT),
        Column("held", "Held", Kind.COUNT),
        Column("terms_version", "Version of terms", Kind.COUNT),
        Column("terms_review_by", "Terms due for review", Kind.DATE),
        Column("history", "Of the past"),
        Column("source", "Source"),
    )
    told = tuple(
        (
            one.group.name, one.group.get_kind_display(), "; ".join(answers_to(one.group)), one.group.cadence,
            one.group.seats_stated, one.positions, None if one.group.history else one.held,
            one.terms.version if one.terms else None, one.terms.review_by if one.terms else None,
            one.group.history, one.group.source,
        )
        for one in rows
    )  # fmt: skip
    definition = "A group with the positions of its seats, and how many of them somebody holds."
    source = source_of(one.group for one in rows)
    return Table(title, columns, told, notes(definition, today, rows=len(rows), source=source))


def bodies_of(groups: Sequence[Group]) -> list[Body]:
    """Groups, and the bodies outside the alliance that they answer to, as a structure chart draws them.

    A group that answers to no other group stands under the bodies outside that it names, drawn as one.
    """
    outside: dict[str, Body] = {}
    inside = []
    for group in groups:
        parent = str(group.parent_id or "")
        if group.accountable_to and not parent:
            name = "; ".join(group.accountable_to)
            parent = f"outside {name}"
            outside.setdefault(parent, Body(parent, name, "Outside the alliance", is_outside=True))
        inside.append(Body(str(group.pk), group.name, group.get_kind_display(), parent, _page_of(group)))
    return [*outside.values(), *inside]


def in_order(groups: Sequence[Group]) -> list[Group]:
    """Groups each under the one it answers to, as the structure chart has them."""
    known = {str(one.pk): one for one in groups}
    return [known[one.body.key] for one in placed(bodies_of(groups)) if one.body.key in known]


def _page_of(group: Group) -> str:
    return reverse("groups:group", args=[group.pk])


def structure_table(groups: Sequence[Group], title: str, today: date) -> Table:
    """The structure as a table: every body with its level and all it answers to."""
    known = {str(one.pk): one for one in groups}
    columns = (
        Column("level", "Level", Kind.COUNT),
        Column("body", "Body"),
        Column("kind", "Kind"),
        Column("answers_to", "Answers to"),
    )
    rows = tuple(
        (
            one.level + 1,
            one.body.name,
            one.body.kind,
            "; ".join(answers_to(known[one.body.key])) if one.body.key in known else "",
        )
        for one in placed(bodies_of(groups))
    )
    definition = "Each group stands under the one it answers to; the last column names everybody that it does."
    return Table(title, columns, rows, notes(definition, today, rows=len(rows), source=source_of(groups)))

"""The page of one group: its seats and who holds them, who is not spoken for, its rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.planning.groups.quorum import rule_words
from clearway.planning.groups.seats import Covered
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.groups.models import Delegation, Group, Holder, Terms
from clearway.site.groups.presenters.notes import notes, source_of
from clearway.site.groups.reading import Sitting, Standing
from clearway.site.tables import ShownTable

PROVISIONAL = "provisional: not agreed by the group"


@dataclass(frozen=True, slots=True)
class GroupPage:
    """Everything that the page of a group shows besides its plain columns."""

    seats: FoldingTable
    sum_finding: str
    vacant: int
    coverage: tuple[ShownTable, ...]
    rule: tuple[str, ...]
    rule_standing: str
    delegations: ShownTable
    terms: Terms | None
    terms_standing: str
    older_terms: tuple[Terms, ...]


def group_page(held: Standing, *, may_keep: bool) -> GroupPage:
    """The page of a group as it stands on a day."""
    terms = list(held.group.terms.all())
    return GroupPage(
        seats=_seats(held, may_keep=may_keep),
        sum_finding=held.sum_of_seats.words,
        vacant=0 if held.group.history else sum(one.counted.vacant for one in held.sittings),
        coverage=tuple(_coverages(held)),
        rule=rule_words(held.rule),
        rule_standing=_rule_standing(held),
        delegations=_delegations(held),
        terms=terms[0] if terms else None,
        terms_standing=_terms_standing(terms[0], held.day) if terms else "",
        older_terms=tuple(terms[1:]),
    )


def _rule_standing(held: Standing) -> str:
    version = held.version
    if version is None:
        return "Until the group sets one, Clearway says for no meeting that it may decide."
    whose = f"agreed: {version.agreed_in}" if version.agreed_in else PROVISIONAL
    return f"From {words.day(version.applies_from)}; {whose}."


def _terms_standing(terms: Terms, today: date) -> str:
    due = {"overdue": "was due for its yearly review by", "due soon": "is due soon for its yearly review, by"}
    said = due.get(terms.review(today).value, "is due for its yearly review by")
    return f"Version {terms.version}, agreed on {words.day(terms.agreed_on)}; {said} {words.day(terms.review_by)}."


def _seats(held: Standing, *, may_keep: bool) -> FoldingTable:
    title = f"Seats of {held.group.name}"
    return FoldingTable(
        key="seats",
        table=_seats_table(held, title),
        headings=("Seat", "Positions") if held.group.history else ("Seat", "Positions", "Held by"),
        rows=tuple(_seat_row(one, held.group, may_keep=may_keep) for one in held.sittings),
        empty="No seats are recorded yet. Quorum can only be counted of people who hold a seat.",
    )


def _seat_row(one: Sitting, group: Group, *, may_keep: bool) -> tuple[FoldingCell, ...]:
    seat, many = one.seat, one.counted
    stands_for = f"represents: {seat.represents}" if seat.represents else ""
    href = reverse("groups:seat", args=[seat.pk]) if may_keep and group.is_live else ""
    said = "; ".join(f"{who.name}{f', {who.job}' if who.job else ''}" for who in one.holders)
    also = tuple(f"{who.name} speaks also for {who.represents}" for who in one.holders if who.represents)
    if group.history:
        return (
            FoldingCell(seat.name, (seat.get_kind_display(), stands_for)),
            FoldingCell(str(seat.positions), is_short=True),
        )
    tag = f"{many.vacant} vacant" if many.vacant else f"{many.too_many} too many" if many.too_many else ""
    return (
        FoldingCell(seat.name, (seat.get_kind_display(), stands_for, "" if seat.votes else "without a vote"), href),
        FoldingCell(str(seat.positions), is_short=True),
        FoldingCell(said or "nobody", also, tag=tag),
    )


def _seats_table(held: Standing, title: str) -> Table:
    columns = (
        Column("seat", "Seat"),
        Column("kind", "Side"),
        Column("positions", "Positions", Kind.COUNT),
        Column("represents", "Represents"),
        Column("votes", "Takes part in decisions"),
        Column("holder", "Held by"),
        Column("job", "Role and organisation"),
        Column("also_represents", "Also represents"),
        Column("places", "Places"),
        Column("communities", "Communities"),
        Column("starts_on", "From", Kind.DATE),
        Column("ended_on", "Until the day before", Kind.DATE),
    )
    rows = tuple(row for one in held.sittings for row in _seat_lines(one))
    definition = "One row a holder; a seat that nobody holds has one row without a name."
    source = source_of([held.group])
    told = notes(definition, held.day, rows=len(rows), source=source, names_people=not source)
    return Table(title, columns, rows, told)


def _seat_lines(one: Sitting) -> Iterator[tuple[str | int | date | None, ...]]:
    seat = one.seat
    about = (seat.name, seat.get_kind_display(), seat.positions, seat.represents, "yes" if seat.votes else "no")
    for who in one.holders:
        spoken = ("; ".join(who.places), "; ".join(who.communities))
        yield (*about, who.name, who.job, who.represents, *spoken, who.starts_on, who.ended_on)
    if not one.holders:
        yield (*about, "", "", "", "", "", None, None)


def _coverages(held: Standing) -> Iterator[ShownTable]:
    for key, title, rows in (
        ("places", "Places spoken for", held.places),
        ("communities", "Communities spoken for", held.communities),
    ):
        if rows:
            yield _covered(key, f"{title} in {held.group.name}", rows, held.day)


def _covered(key: str, title: str, rows: tuple[Covered, ...], today: date) -> ShownTable:
    columns = (
        Column("name", title.split()[0]),
        Column("holders", "Holders", Kind.COUNT),
        Column("said", "Spoken for"),
    )
    told = tuple((one.name, one.holders, "nobody speaks for it" if one.is_gap else "yes") for one in rows)
    definition = "For each place or community that ought to be spoken for, how many holders of seats say they do."
    return ShownTable(key, Table(title, columns, told, notes(definition, today, rows=len(rows))), "")


def _delegations(held: Standing) -> ShownTable:
    rows: list[Delegation] = list(held.group.delegations.filter(ended_on=None))
    columns = (
        Column("matter", "Matter"),
        Column("authority", "Who decides"),
        Column("ratified_by", "Who must ratify"),
        Column("standing", "Standing"),
    )
    told = tuple(
        (one.matter, one.authority, one.ratified_by or "nobody else", "provisional" if one.is_provisional else "agreed")
        for one in rows
    )
    title = f"Scheme of delegation of {held.group.name}"
    definition = "Whose decision a matter is. The boards of the organisations keep their statutory decisions."
    empty = (
        "No line is recorded yet. Until one is, decisions of this group bind nobody: the boards of the organisations "
        "keep their statutory decisions."
    )
    return ShownTable("delegation", Table(title, columns, told, notes(definition, held.day, rows=len(rows))), empty)


def holder_line(who: Holder) -> str:
    """A holder with the days from and until which they hold the seat."""
    until = f" to the day before {words.day(who.ended_on)}" if who.ended_on else ""
    return f"{who.name}, from {words.day(who.starts_on)}{until}"

"""The course of the plan's money from what was received to what was spent, what is not yet placed, and savings."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from django.urls import reverse

from clearway.planning.funding import Course, Funding, savings_by_quarter
from clearway.planning.structure import Deliverable
from clearway.publications.tables import Cell, Column, Kind, Table
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.plan.models import Allocation, Placement
from clearway.site.plan.presenters.listing import Seen, notes_of
from clearway.site.plan.presenters.notes import key_of, pounds

NONE_YET = "No money received is recorded yet: only what is planned is known."


def funding_tables(seen: Seen, funding: Funding) -> tuple[FoldingTable, ...]:
    """The tables of the money view that begin with what was received."""
    return (_courses(seen, funding), _allocations(seen), _covers(seen, funding), _savings(seen))


def funding_words(funding: Funding) -> str:
    """Whether the roads agree, and what is not placed or not covered, in a sentence."""
    total = funding.total
    if not total.received:
        return NONE_YET
    if funding.differences:
        return f"The ways of adding what was received do not agree: {'; '.join(funding.differences)}."
    agree = "Added by source, by deliverable and by organisation, what was received comes to the same, to the penny."
    left = f"{pounds(total.left)} is not yet placed." if total.left else "All of it is placed."
    return f"{agree} {left}"


def _courses(seen: Seen, funding: Funding) -> FoldingTable:
    rows = (*funding.by_year, funding.total) if funding.by_year else ()
    headings = ("Year and kind", "Received", "Placed", "Not yet placed", "Planned", "Expected", "Spent")
    note = "Exact sums in pounds. Received: what allocations bring. Planned, expected and spent: lines of deliverables."
    told: list[tuple[Cell, ...]] = [(one.name, *_sums(one)) for one in rows]
    shown = [
        (
            FoldingCell(
                one.name, (f"{pounds(one.uncovered)} planned beyond what was received",) if one.uncovered else ()
            ),
            *(FoldingCell(pounds(amount), is_short=True) for amount in _sums(one)),
        )
        for one in rows
    ]
    return money_table(
        seen, "funding", "From what was received to what was spent", headings, shown, told, note, NONE_YET
    )


def _sums(one: Course) -> tuple[Decimal, ...]:
    return (one.received, one.placed, one.left, one.planned, one.expected, one.spent)


def _allocations(seen: Seen) -> FoldingTable:
    links = _links(seen)
    shown: list[tuple[FoldingCell, ...]] = []
    told: list[tuple[Cell, ...]] = []
    for one in seen.plan.allocations:
        places = [f"{pounds(each.amount)} to {_where(each.deliverable, each.organisation)}" for each in one.placed]
        left = f"{pounds(one.left)} not yet placed" if one.left else "all placed"
        shown.append(
            (
                FoldingCell(one.source, (f"{one.quarter}, {one.stream}",), links.get(one.id, "")),
                FoldingCell(pounds(one.amount), is_short=True),
                FoldingCell(left, tuple(places), links.get(f"place {one.id}", "") if one.left else ""),
                FoldingCell(one.conditions or "none told", (one.note or "",)),
            )
        )
        told += [(one.id, one.source, one.stream, one.quarter, one.amount, one.left, None, None, None, one.conditions)]
        told += [
            (
                one.id,
                one.source,
                one.stream,
                one.quarter,
                None,
                None,
                each.amount,
                each.deliverable,
                each.organisation,
                None,
            )
            for each in one.placed
        ]
    headings = ("Received from", "How much", "Where it went", "Conditions")
    columns = (
        *("Id", "Source", "Stream", "Quarter", "Received", "Not yet placed", "Placed", "Deliverable", "Organisation"),
        "Conditions",
    )
    note = "Each allocation, and under it each part that was placed."
    return money_table(seen, "allocations", "Money received", headings, shown, told, note, NONE_YET, columns)


def _where(deliverable: str | None, organisation: str | None) -> str:
    return ", ".join(filter(None, (deliverable, organisation)))


def _links(seen: Seen) -> Mapping[str, str]:
    """Where an allocation is changed and placed, for who may."""
    if not seen.may_edit:
        return {}
    rows = Allocation.objects.filter(plan_id=seen.number, is_withdrawn=False)
    found = {one.code: reverse("plan:allocation", args=[one.pk]) for one in rows}
    return found | {f"place {one.code}": reverse("plan:place", args=[one.pk]) for one in rows}


def _covers(seen: Seen, funding: Funding) -> FoldingTable:
    held = funding.covers if funding.total.received else ()
    shown = [
        (
            FoldingCell(one.deliverable.id, (one.deliverable.title,), seen.hrefs[one.deliverable.id]),
            FoldingCell(pounds(one.placed), is_short=True),
            FoldingCell(pounds(one.planned), is_short=True),
            FoldingCell(_cover_words(one.short)),
        )
        for one in held
    ]
    told = [(one.deliverable.id, one.deliverable.title, one.placed, one.planned, one.short) for one in held]
    headings = ("Deliverable", "Placed on it", "Planned", "Is it covered?")
    columns = ("Id", "Deliverable", "Placed", "Planned", "Planned beyond what is placed")
    note = "What is placed on each deliverable against what is planned for it."
    empty = "Nothing is placed yet."
    return money_table(seen, "covers", "What each deliverable has", headings, shown, told, note, empty, columns)


def _cover_words(short: Decimal) -> str:
    if short > 0:
        return f"{pounds(short)} is still to be found"
    return f"covered, {pounds(-short)} over" if short < 0 else "covered"


def _savings(seen: Seen) -> FoldingTable:
    rows = savings_by_quarter(seen.plan)
    sums = [(one.planned, one.expected, one.delivered, one.cash_delivered) for one in rows]
    told = [(one.name, *amounts) for one, amounts in zip(rows, sums, strict=True)]
    shown = [
        (FoldingCell(name), *(FoldingCell(pounds(one), is_short=True) for one in amounts)) for name, *amounts in told
    ]
    headings = ("Quarter", "Planned", "Expected", "Delivered", "Of it cash-releasing")
    note = "Savings of all deliverables. Expected is the forecast where one is made, else what was planned."
    return money_table(seen, "savings", "Savings", headings, shown, told, note, "No saving is planned yet.")


def saving_table(seen: Seen, one: Deliverable, links: Mapping[str, str]) -> FoldingTable:
    """The savings of a deliverable."""
    shown, told = [], []
    for each in one.savings:
        cash = "releases cash" if each.cash_releasing else "time or capacity, priced"
        shown.append(
            (
                FoldingCell(each.quarter, (each.title,), links.get(each.id, "")),
                FoldingCell(cash),
                *(FoldingCell(pounds(amount) or "–", is_short=True) for amount in (each.planned, each.forecast)),
                FoldingCell(pounds(each.delivered) or "–", is_short=True),
            )
        )
        told.append((each.quarter, each.title, cash, each.planned, each.forecast, each.delivered))
    headings = ("Quarter", "Kind", "Planned", "Expected", "Delivered")
    columns = ("Quarter", "What is saved", *headings[1:])
    note = "What this deliverable saves, by quarter."
    return money_table(
        seen, "savings", f"Savings of {one.id}", headings, shown, told, note, "No saving is planned.", columns
    )


def placements_of(seen: Seen, deliverable: str) -> Iterator[tuple[str, str]]:
    """What is placed on a deliverable in words, with where that is changed."""
    rows = Placement.objects.filter(allocation__plan_id=seen.number, deliverable=deliverable, is_withdrawn=False)
    for one in rows.filter(allocation__is_withdrawn=False).select_related("allocation"):
        words = f"{pounds(one.amount)} out of {one.allocation.source}, {one.allocation.quarter}"
        yield words, reverse("plan:placement", args=[one.pk]) if seen.may_edit else ""


def money_table(
    seen: Seen,
    key: str,
    caption: str,
    headings: tuple[str, ...],
    shown: Sequence[tuple[FoldingCell, ...]],
    told: Sequence[tuple[Cell, ...]],
    definition: str,
    empty: str,
    columns: tuple[str, ...] = (),
) -> FoldingTable:
    """A table of sums; a column whose every cell is a number is one in the file, too."""
    names = columns or headings
    kinds = [
        Kind.NUMBER if any(isinstance(row[at], Decimal) for row in told) else Kind.TEXT for at in range(len(names))
    ]
    named = tuple(Column(key_of(name), name, kind) for name, kind in zip(names, kinds, strict=True))
    table = Table(caption, named, tuple(told), notes_of(seen, definition))
    return FoldingTable(key, table, headings, tuple(shown), empty)

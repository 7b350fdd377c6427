"""The lists of registers: of all registers, of the entries of one, of those that are due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.site import words
from clearway.site.folding import FoldingCell, FoldingTable
from clearway.site.organisations.models import Membership
from clearway.site.registers.asked import query_of, sortable
from clearway.site.registers.choices import Option, filter_options, organisation_name, organisation_options
from clearway.site.registers.listing import BY_REVIEW, DUE, HELD, MOST_COUNTED, WITHDRAWN, Page, Question, counted
from clearway.site.registers.models import Entry
from clearway.site.registers.presenters import files
from clearway.site.registers.presenters.files import entries_table, mark, public_table, template_table
from clearway.site.registers.presenters.words import said, tag_of
from clearway.site.registers.schema import Schema

SHOWN = ((HELD, "All that hold"), (DUE, "Due for review"), (WITHDRAWN, "Withdrawn"))


@dataclass(frozen=True, slots=True)
class Select:
    """One select of the form above a list."""

    name: str
    label: str
    options: tuple[Option, ...]
    value: str


@dataclass(frozen=True, slots=True)
class ListPage:
    """The list of one register."""

    selects: tuple[Select, ...]
    orders: tuple[tuple[str, str, bool], ...]
    table: FoldingTable
    found: str
    clear_href: str
    before_href: str
    after_href: str


def registers_table(schemas: Sequence[Schema], by: Membership, on: date) -> FoldingTable:
    """Every register with what it holds and how many of its entries are due."""
    rows, tidy = [], []
    for one in schemas:
        held, due = (counted(Question(schema=one, on=on, state=state), by) for state in (HELD, DUE))
        href = reverse("registers:register", args=[one.key])
        rows.append(
            (
                FoldingCell(one.title, (), href),
                FoldingCell(one.about),
                FoldingCell(_many(held), (f"{_many(due)} due for review" if due else "",), is_short=True),
                FoldingCell(one.owner_role),
            )
        )
        tidy.append((one.key, one.title, one.about, held, due, one.owner_role, one.seen_by.value))
    columns = (
        Column("register", "Register"), Column("title", "Title"), Column("about", "About"),
        Column("entries", "Entries (counted to 1,001)", Kind.COUNT), Column("due", "Due for review", Kind.COUNT),
        Column("owner_role", "Owner"), Column("seen_by", "Seen by"),
    )  # fmt: skip
    notes = Notes(
        definition="The registers of this store, with the entries that you may see.",
        source="Kept in this store by the organisations that own the entries",
        as_at=f"As at {words.day(on)}",
        snapshot=f"{len(rows)} registers",
        licence="The alliance's own record.",
        mark=mark(),
    )
    return FoldingTable(
        "registers", Table("Registers", columns, tuple(tidy), notes),
        ("Register", "What it holds", "Entries", "Kept by"), tuple(rows), "There is no register.",
    )  # fmt: skip


def list_page(question: Question, page: Page, by: Membership) -> ListPage:
    """One page of the list of a register."""
    schema = question.schema
    here = reverse("registers:register", args=[schema.key])
    offered = selects(question)
    offered.append(Select("owner", "Owner", tuple(organisation_options()), question.organisation))
    offered.append(Select("show", "Show", SHOWN, question.state))
    orders = [("", "Name"), *((one.id, one.label) for one in sortable(schema)), (BY_REVIEW, "Review by")]
    first, last = (page.entries[0].pk, page.entries[-1].pk) if page.entries else (0, 0)
    return ListPage(
        selects=tuple(offered),
        orders=tuple((label, here + query_of(question, sort=key), key == question.order) for key, label in orders),
        table=entries_list(question, page.entries),
        found=_found(question, page, by),
        clear_href=here if question.is_narrowed else "",
        before_href=here + query_of(question, before=first) if page.has_before and first else "",
        after_href=here + query_of(question, after=last) if page.has_after and last else "",
    )


def selects(question: Question) -> list[Select]:
    """The filters of a type with what was chosen."""
    return [
        Select(one.id, one.label, tuple(filter_options(one)), question.filters.get(one.id, ""))
        for one in question.schema.filters
    ]


def entries_list(question: Question, entries: Sequence[Entry]) -> FoldingTable:
    """Entries as a list that leads to the page of each."""
    schema, columns = question.schema, question.schema.columns
    is_narrowed = question.is_narrowed
    empty = "No entry matches. Show all, or ask for less at once." if is_narrowed else schema.empty or (
        "No entry yet."
    )  # fmt: skip
    names: dict[str, str] = {}
    there = reverse("registers:entry", args=[schema.key, 0]).removesuffix("0")  # an address looked up once, not a row

    def owner(code: str) -> str:
        if code not in names:
            names[code] = organisation_name(code)
        return names[code]

    rows = tuple(
        (
            FoldingCell(entry.title, (), f"{there}{entry.pk}", tag_of(entry, question.on)),
            *(FoldingCell(said(one, entry.values.get(one.id)) or "–") for one in columns),
            FoldingCell(owner(entry.organisation_code), (entry.owner_role,)),
            FoldingCell(words.day(entry.review_by), is_short=True),
        )
        for entry in entries
    )
    headings = (schema.field(schema.title_field).label, *(one.label for one in columns), "Owner", "Review by")
    return FoldingTable("entries", entries_table(schema, entries, question.on), headings, rows, empty)


def due_table(entries: Sequence[Entry], schemas: Mapping[str, Schema], on: date) -> FoldingTable:
    """Entries of every register whose day has come."""
    rows, tidy = [], []
    for one in entries:
        title = schemas[one.register].title if one.register in schemas else one.register
        late = (on - one.review_by).days
        said_late = "today" if not late else "since yesterday" if late == 1 else f"for {late} days"
        rows.append(
            (
                FoldingCell(one.title, (title,), reverse("registers:entry", args=[one.register, one.pk])),
                FoldingCell(words.day(one.review_by), (f"due {said_late}",)),
                FoldingCell(organisation_name(one.organisation_code), (one.owner_role,)),
            )
        )
        tidy.append((one.register, one.pk, one.title, one.review_by, late, one.organisation_code, one.owner_role))
    columns = (
        Column("register", "Register"), Column("number", "Number", Kind.NUMBER), Column("title", "Entry"),
        Column("review_by", "Review by", Kind.DATE), Column("days_late", "Days late", Kind.COUNT),
        Column("organisation", "Owner"), Column("owner_role", "Owner’s role"),
    )  # fmt: skip
    notes = Notes(
        definition="Entries whose day of review has come: somebody confirms, changes or withdraws each.",
        source="Registers of this store",
        as_at=f"As at {words.day(on)}",
        snapshot=f"{len(tidy)} entries",
        licence="The alliance's own record.",
        mark=mark(),
    )
    return FoldingTable(
        "due", Table("Due for review", columns, tuple(tidy), notes), ("Entry", "Review by", "Owner"), tuple(rows),
        "Nothing is due: every entry you answer for was looked at in time.",
    )  # fmt: skip


def public_list(schema: Schema, entries: Sequence[Entry], on: date) -> FoldingTable:
    """What everybody may read of a register, one entry a row."""
    columns = [one for one in schema.public_fields if one.id != schema.title_field]
    shown = [one for one in columns if one.is_column]
    rows = tuple(
        (
            FoldingCell(
                entry.title,
                tuple(
                    f"{one.label}: {said(one, entry.values[one.id])}"
                    for one in columns
                    if one not in shown and one.id in entry.values
                ),
            ),
            *(FoldingCell(said(one, entry.values.get(one.id)) or "–") for one in shown),
            FoldingCell(words.day(entry.reviewed_on), is_short=True),
        )
        for entry in entries
    )
    headings = (schema.field(schema.title_field).label, *(one.label for one in shown), "Last checked")
    return FoldingTable(
        "entries", public_table(schema, entries, on), headings, rows, "Nothing is listed here at the moment."
    )


def _many(count: int) -> str:
    return f"more than {MOST_COUNTED:,}" if count > MOST_COUNTED else f"{count:,}"


def _found(question: Question, page: Page, by: Membership) -> str:
    if not page.has_before and not page.has_after:
        count = len(page.entries)
        return f"{count:,} {'entry' if count == 1 else 'entries'}"
    return f"{_many(counted(question, by)).capitalize()} entries, {len(page.entries)} on this page"


def template_list(schema: Schema, organisation: str, on: date) -> FoldingTable:
    """The empty file of a type, to download."""
    return FoldingTable("template", template_table(schema, organisation, on), (), (), "")


def problems_list(schema: Schema, problems: Sequence[tuple[int, str, str]], on: date) -> FoldingTable:
    """What is wrong with a file that was sent, row by row."""
    labels = {one.id: one.label for one in schema.fields}
    columns = (Column("row", "Row", Kind.NUMBER), Column("column", "Column"), Column("wrong", "What is wrong"))
    rows = tuple(
        (FoldingCell(f"Row {row}", is_short=True), FoldingCell(labels.get(key, key) or "the row"), FoldingCell(said_of))
        for row, key, said_of in problems
    )
    notes = files.notes(schema, on, f"{len(rows)} problems", source="The file that was sent")
    table = Table("What is wrong with the file", columns, tuple(problems), notes)
    return FoldingTable("problems", table, ("Where", "Column", "What is wrong"), rows, "")

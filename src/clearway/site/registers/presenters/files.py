"""Entries as a table that reads back: one column a field, under its id, with the number and version of the entry."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from clearway.publications.tables import Cell, Column, Kind, LongTable, Notes, Table
from clearway.site import words
from clearway.site.demo_store import is_demo
from clearway.site.registers.models import Entry
from clearway.site.registers.schema import Field, FieldKind, Schema
from clearway.site.registers.schema.field import NUMERIC
from clearway.site.registers.schema.values import cell_of

SYNTHETIC = "Synthetic: entries of a demo, made up. They describe no real service."
BEFORE = (Column("number", "Number", Kind.NUMBER), Column("version", "Version", Kind.NUMBER))
AFTER = (
    Column("organisation", "Owner"),
    Column("owner_role", "Owner’s role"),
    Column("review_by", "Review by", Kind.DATE),
    Column("state", "State"),
)


def mark() -> str:
    """The mark of a demo store; empty on a live one."""
    return SYNTHETIC if is_demo() else ""


def column_of(field: Field) -> Column:
    """The column of a field in a file."""
    if field.kind in NUMERIC:
        return Column(field.id, field.label, Kind.NUMBER)
    return Column(field.id, field.label, Kind.DATE if field.kind is FieldKind.DATE else Kind.TEXT)


def entries_table(schema: Schema, entries: Sequence[Entry], on: date) -> Table:
    """Entries with every field; the file can be changed and sent back."""
    long = long_entries_table(schema, entries, len(entries), on)
    return Table(long.title, long.columns, tuple(long.rows), long.notes)


def long_entries_table(schema: Schema, entries: Iterable[Entry], count: int, on: date) -> LongTable:
    """The same of as many entries as there are."""
    columns = (*BEFORE, *(column_of(one) for one in schema.fields), *AFTER)
    return LongTable(schema.title, columns, _rows(schema, entries), notes(schema, on, f"{count} entries"))


def _rows(schema: Schema, entries: Iterable[Entry]) -> Iterator[tuple[Cell, ...]]:
    for entry in entries:
        yield (
            *(entry.pk, entry.version),
            *(cell_of(field, entry.values.get(field.id)) for field in schema.fields),
            *(entry.organisation_code, entry.owner_role, entry.review_by, entry.get_state_display().lower()),
        )


def template_table(schema: Schema, organisation: str, on: date) -> Table:
    """An empty file to fill in: the columns, and one row of examples that is to be written over."""
    columns = (*(column_of(one) for one in schema.asked), *AFTER[:3])
    row: list[Cell] = [one.example or None for one in schema.asked]
    for place, one in enumerate(schema.asked):
        if one.kind in NUMERIC or one.kind is FieldKind.DATE:
            row[place] = None
        elif one.choices:
            row[place] = one.choices[0].label
    return Table(
        f"{schema.title}: to be filled in", columns, ((*row, organisation, schema.owner_role, None),),
        notes(schema, on, "an empty form"),
    )  # fmt: skip


def public_table(schema: Schema, entries: Sequence[Entry], on: date) -> Table:
    """What everybody may read: the public fields of current entries, and when each was last checked."""
    long = long_public_table(schema, entries, len(entries), on)
    return Table(long.title, long.columns, tuple(long.rows), long.notes)


def long_public_table(schema: Schema, entries: Iterable[Entry], count: int, on: date) -> LongTable:
    """The same of as many entries as there are."""
    fields = schema.public_fields
    rows = ((*(cell_of(one, entry.values.get(one.id)) for one in fields), entry.reviewed_on) for entry in entries)
    columns = (*(column_of(one) for one in fields), Column("checked_on", "Last checked", Kind.DATE))
    return LongTable(schema.title, columns, rows, notes(schema, on, f"{count} entries", source=schema.source))


def notes(schema: Schema, on: date, snapshot: str, *, source: str = "") -> Notes:
    """What must be said of a file of a register."""
    return Notes(
        definition=schema.about,
        source=source or schema.source or "Kept in this store by the organisations named as owners",
        as_at=f"As at {words.day(on)}",
        snapshot=f"version {schema.version} of the register, {snapshot}",
        licence="The alliance's own record.",
        mark=mark(),
    )

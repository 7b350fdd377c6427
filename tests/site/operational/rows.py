"""A row of any model that belongs to an organisation, made past the program: only what the database itself asks for."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, models
from psycopg.types.json import Jsonb

from clearway.site.organisations.models import Organisation

Row = dict[str, Any]

NUMBERS = itertools.count(1_000_000)
FILLED: tuple[tuple[type[models.Field], Any], ...] = (
    (models.JSONField, Jsonb({})),
    (models.DateTimeField, datetime(2026, 1, 1, tzinfo=UTC)),
    (models.DateField, date(2026, 1, 1)),
    (models.BooleanField, False),
    (models.UUIDField, "00000000-0000-0000-0000-000000000000"),
    (models.DecimalField, 1),
    (models.FloatField, 1.0),
    (models.BinaryField, b"x"),
)


def without_checks(cursor) -> None:
    """Let rows in whose relations and rules are not met: only whose they are is looked at. Gone with the test."""
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute("SET LOCAL session_replication_role = replica")
    cursor.execute(
        "SELECT conrelid::regclass::text, conname FROM pg_constraint"
        " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    )
    for table, name in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')


def belonging_to(cursor, model: type[models.Model], path: list[str], code: str, given: Row | None = None) -> Any:
    """Insert a row that belongs to an organisation by a path of relations. Returns its primary key."""
    field, row = model._meta.get_field(path[0]), given or {}
    if len(path) == 1:
        return _of_code(cursor, model, field.column, code) or _inserted(cursor, model, row | {field.column: code})
    if field.one_to_many:
        made = _inserted(cursor, model, row)
        belonging_to(cursor, field.related_model, path[1:], code, {field.field.column: made})
        return made
    related = belonging_to(cursor, field.related_model, path[1:], code)
    if not field.many_to_many:
        return _inserted(cursor, model, row | {field.column: related})
    made = _inserted(cursor, model, row)
    between = {field.m2m_column_name(): made, field.m2m_reverse_name(): related}
    _inserted(cursor, field.remote_field.through, between)
    return made


def _of_code(cursor, model: type[models.Model], column: str, code: str) -> Any:
    """The organisation that has a code already: there is only one of it."""
    if model is not Organisation:
        return None
    cursor.execute(f"SELECT id FROM {model._meta.db_table} WHERE {column} = %s", [code])
    return (cursor.fetchone() or (None,))[0]


def _inserted(cursor, model: type[models.Model], given: dict[str, Any]) -> Any:
    row = {field.column: _filled(field) for field in model._meta.concrete_fields} | given
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in row)
    cursor.execute(
        f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({', '.join(['%s'] * len(row))})",
        list(row.values()),
    )
    return row[model._meta.pk.column]


def _filled(field: models.Field) -> Any:
    if field.null:
        return None
    number = next(NUMBERS)
    if field.is_relation:
        return number if "char" not in field.target_field.db_type(connection) else str(number)
    if isinstance(field, models.SmallIntegerField | models.PositiveSmallIntegerField):
        return number % 30_000
    for kind, value in FILLED:
        if isinstance(field, kind):
            return value
    if isinstance(field, models.CharField):
        return str(number)[-field.max_length :] if field.max_length else str(number)
    return str(number) if isinstance(field, models.TextField) else number

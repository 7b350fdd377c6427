"""The third lock: PostgreSQL itself holds back the rows of other organisations, whatever the program forgets.

Every model with a `ScopedManager` is protected by the lookups that its manager names: there is nothing to write for
it, and nothing to forget. The policies are made anew after each migration, so that they always say what the managers
say.

A row is touched when the transaction says (`operational.scope`) that it asks on behalf of an organisation to which the
row belongs, of all organisations, or as a named process. Nothing said: no row. SQLite knows no such thing: nothing is
done there.

A lookup that leads through another protected table meets the policy of that table on its way, too: rows that are to be
seen by whoever does not see what they hang on carry the code themselves.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query_utils import PathInfo
from django.db.models.sql import Query

from clearway.site.organisations.scope import ScopedManager

POLICY, ADDED, READ = "clearway_rows", "clearway_added", "clearway_read"
IS_EVERYTHING = (
    "(SELECT coalesce(current_setting('clearway.process', true), '') <> ''"
    " OR current_setting('clearway.organisations', true) = '*')"
)
CODES = "string_to_array(current_setting('clearway.organisations', true), ',')"
APPEND_ONLY = ("audit.Event",)
"""Rows that everybody adds and services read: PostgreSQL lets nobody change or remove one."""


@dataclass(frozen=True, slots=True)
class Protected:
    """A table whose rows belong to organisations: the lookups that lead to their codes, and rows open to all."""

    model: type[models.Model]
    lookups: tuple[str, ...]
    open_to_all: models.Q | None = None


def protected_tables() -> Iterator[Protected]:
    """Every model that is to be protected, as the program that runs now knows them."""
    for model in apps.get_models():
        for manager in model._meta.managers:
            if isinstance(manager, ScopedManager):
                yield Protected(model, manager.organisation_codes, manager.open_to_all)


def protect_rows(using: str) -> None:
    """Make the policies of every protected table anew, on the connection of whoever owns the tables."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        there = {name for (name,) in cursor.fetchall()}  # whoever serves owns none, and leaves the policies alone
        for one in protected_tables():
            if one.model._meta.db_table in there:
                for statement in policies_of(one, connection):
                    cursor.execute(statement)
        for name in APPEND_ONLY:
            table = apps.get_model(name)._meta.db_table
            for statement in _append_only(connection.ops.quote_name(table)) if table in there else ():
                cursor.execute(statement)


def policies_of(one: Protected, connection: BaseDatabaseWrapper) -> Iterator[str]:
    """The statements that protect a table, its owner included."""
    table = connection.ops.quote_name(one.model._meta.db_table)
    ways = [IS_EVERYTHING, *(_belongs(one.model, table, lookup.split("__"), connection) for lookup in one.lookups)]
    told = " OR ".join(f"({way})" for way in ways)
    yield from _locked(table)
    yield f"CREATE POLICY {POLICY} ON {table} USING ({told}) WITH CHECK ({told})"
    if one.open_to_all is not None:  # to be read by everybody, and still changed by nobody else
        yield f"CREATE POLICY {READ} ON {table} FOR SELECT USING ({_condition(one.model, one.open_to_all, connection)})"


def grant_to(role: str, using: str) -> None:
    """Give the role that serves what it needs of the owner's tables, and no more: no changing of tables, none of
    them emptied at once, no event of the trail changed."""
    connection = connections[using]
    name = connection.ops.quote_name(role)
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {name}")
        for table in connection.introspection.table_names():
            quoted = connection.ops.quote_name(table)
            rights = "SELECT" if table == "django_migrations" else "SELECT, INSERT, UPDATE, DELETE"
            cursor.execute(f"GRANT {rights} ON {quoted} TO {name}")
        cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {name}")
        for model in APPEND_ONLY:
            table = connection.ops.quote_name(apps.get_model(model)._meta.db_table)
            cursor.execute(f"REVOKE UPDATE, DELETE ON {table} FROM {name}")


def unprotected(using: str = "default") -> list[str]:
    """Tables that ought to be protected and are not, or not against their owner; empty on SQLite."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    expected = {one.model._meta.db_table: POLICY for one in protected_tables()}
    expected |= {apps.get_model(name)._meta.db_table: ADDED for name in APPEND_ONLY}
    there = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, p.polname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid"
            " WHERE c.relrowsecurity AND c.relforcerowsecurity AND c.relnamespace = 'public'::regnamespace"
        )
        held = set(cursor.fetchall())
    return sorted(table for table, policy in expected.items() if table in there and (table, policy) not in held)


def role_problems(using: str = "default") -> list[str]:
    """Why row-level security would not hold the role back that this connection uses; empty when it does."""
    connection = connections[using]
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        name, is_super, bypasses = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        owned = cursor.fetchone()[0]
    problems = [f"the role {name} is a superuser"] if is_super else []
    problems += [f"the role {name} has BYPASSRLS"] if bypasses else []
    return problems + ([f"the role {name} owns {owned} tables, and could take their policies away"] if owned else [])


def row_problems() -> list[str]:
    """Everything by which row-level security holds back less than it should; empty on SQLite."""
    return [*(f"the table {table} has no policy of its own" for table in unprotected()), *role_problems()]


def _locked(table: str) -> Iterator[str]:
    yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
    yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
    for name in (POLICY, ADDED, READ):
        yield f"DROP POLICY IF EXISTS {name} ON {table}"


def _append_only(table: str) -> Iterator[str]:
    yield from _locked(table)
    yield f"CREATE POLICY {READ} ON {table} FOR SELECT USING (true)"
    yield f"CREATE POLICY {ADDED} ON {table} FOR INSERT WITH CHECK (true)"


def _belongs(model: type[models.Model], table: str, path: list[str], connection: BaseDatabaseWrapper) -> str:
    """That the code at the end of a path is one of those asked for; each relation on the way is an EXISTS."""
    quote = connection.ops.quote_name
    field = model._meta.get_field(path[0])
    if len(path) == 1:
        if not isinstance(field, models.Field):
            raise TypeError(f"{model.__name__}: {path[0]} is no column that holds a code.")
        return f"{table}.{quote(str(field.column))} = ANY({CODES})"
    steps: list[PathInfo] = field.path_infos  # type: ignore[union-attr]
    told, before = [], table
    for step in steps:
        there = quote(step.to_opts.db_table)
        met = [
            f"{before}.{quote(str(left.column))} = {there}.{quote(str(right.column))}"
            for left, right in step.join_field.get_joining_fields()  # type: ignore[attr-defined]
        ]
        told.append((there, " AND ".join(met)))
        before = there
    inner = _belongs(steps[-1].to_opts.model, before, path[1:], connection)
    for there, joined in reversed(told):
        inner = f"EXISTS (SELECT 1 FROM {there} WHERE {joined} AND ({inner}))"  # noqa: S608 - names of our own tables
    return inner


def _condition(model: type[models.Model], asked: models.Q, connection: BaseDatabaseWrapper) -> str:
    """A condition on columns of the row itself as SQL, the way that Django writes a check constraint."""
    query = Query(model=model, alias_cols=False)
    where = query.build_where(asked)
    sql, params = query.get_compiler(connection=connection).compile(where)
    with connection.schema_editor(collect_sql=True) as editor:
        return sql % tuple(editor.quote_value(value) for value in params)

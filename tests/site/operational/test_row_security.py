"""PostgreSQL alone holds back the rows of other organisations: with the program's own scoping switched off."""

import pytest
from django.db import ProgrammingError, connection, models, transaction
from django.utils import timezone
from tests.postgresql import edited_by_hand
from tests.site.operational.rows import belonging_to, without_checks
from tests.site.test_scope import submission

from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.audit.models import Event
from clearway.site.operational import scope
from clearway.site.operational.scope import every_row, rows_of
from clearway.site.organisations.row_security import APPEND_ONLY, protected_tables, role_problems, unprotected
from clearway.site.organisations.scope import ScopedManager
from clearway.site.submissions.models import Submission

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db]
PROTECTED = {one.model._meta.label: one for one in protected_tables()}
TOLD = "SELECT current_setting('clearway.organisations', true), current_setting('clearway.process', true)"


def everything(model: type[models.Model]) -> models.QuerySet:
    """Rows as if the program had no scope at all."""
    return models.QuerySet(model)


@pytest.fixture
def mine_and_theirs(request, tracker):
    """A model, and a row of Barnsley's and one of Rotherham's: made by hand, as no program should."""
    one = PROTECTED[request.param]
    with edited_by_hand() as cursor:
        without_checks(cursor)
        rows = [belonging_to(cursor, one.model, one.lookups[0].split("__"), code) for code in ("RFF", "RFR")]
    return one.model, *rows


@pytest.mark.parametrize("mine_and_theirs", sorted(PROTECTED), indirect=True)
def test_whoever_asks_past_the_scope_gets_their_own_rows_alone(mine_and_theirs, tracker, analyst):
    model, mine, theirs = mine_and_theirs
    rows = everything(model).filter(pk__in=[mine, theirs]).order_by()
    with rows_of(tracker):
        assert set(rows.values_list("pk", flat=True)) == {mine}
    with rows_of(None):
        assert not rows.exists()
    tracker.ended_on = timezone.localdate()
    with rows_of(tracker):
        assert not rows.exists()
    for every in (rows_of(analyst), every_row("a test")):
        with every:
            assert rows.count() == 2


@pytest.mark.parametrize("mine_and_theirs", sorted(PROTECTED), indirect=True)
def test_whoever_writes_past_the_scope_changes_nothing_of_others(mine_and_theirs, tracker):
    model, mine, theirs = mine_and_theirs
    table, key = connection.ops.quote_name(model._meta.db_table), connection.ops.quote_name(model._meta.pk.column)
    with rows_of(tracker), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", [theirs])
        assert cursor.rowcount == 0
        cursor.execute(f"DELETE FROM {table} WHERE {key} = %s", [theirs])
        assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            belonging_by_copy(cursor, model, mine)
    with every_row("a test"):
        assert everything(model).filter(pk=theirs).exists()


def belonging_by_copy(cursor, model: type[models.Model], key) -> None:
    """Add a row like another, of an organisation that is not asked for."""
    one = PROTECTED[model._meta.label]
    field = model._meta.get_field(one.lookups[0].split("__")[0])
    quote = connection.ops.quote_name
    if field.many_to_many or field.one_to_many:
        columns = {each.column: quote(each.column) for each in model._meta.concrete_fields}
    else:
        columns = {each.column: quote(each.column) for each in model._meta.concrete_fields} | {field.column: "'0'"}
    columns[model._meta.pk.column] = "'1'"
    named = ", ".join(quote(name) for name in columns)
    table = quote(model._meta.db_table)
    cursor.execute(
        f"INSERT INTO {table} ({named}) SELECT {', '.join(columns.values())} FROM {table}"
        f" WHERE {quote(model._meta.pk.column)} = %s",
        [key],
    )


def test_every_scoped_model_is_protected_even_against_its_owner():
    scoped = {
        model._meta.label
        for model in connection.introspection.installed_models(connection.introspection.table_names())
        if any(isinstance(manager, ScopedManager) for manager in model._meta.managers)
    }
    assert len(scoped) >= 8
    assert scoped <= set(PROTECTED)
    assert unprotected() == []


@pytest.mark.parametrize("loosened", ["NO FORCE ROW LEVEL SECURITY", "DISABLE ROW LEVEL SECURITY"])
def test_a_table_whose_policy_is_loosened_is_named(loosened):
    with edited_by_hand() as cursor:
        cursor.execute(f"ALTER TABLE submissions_submission {loosened}")
    assert unprotected() == ["submissions_submission"]


def test_a_table_without_its_policy_is_named():
    with edited_by_hand() as cursor:
        cursor.execute("DROP POLICY clearway_rows ON submissions_submission")
    assert unprotected() == ["submissions_submission"]


def test_the_role_that_serves_is_plain_and_owns_nothing():
    assert role_problems() == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE clearway_root")
    assert "superuser" in role_problems()[0]


def test_what_is_open_to_all_is_read_by_all_and_changed_by_nobody_else(tracker):
    submission("RFR", "published_figures")
    with rows_of(tracker):
        assert everything(Submission).count() == 1
        assert everything(Submission).update(rejected=7) == 0


@pytest.mark.parametrize("name", APPEND_ONLY)
def test_no_event_of_the_trail_is_changed_or_removed_by_the_role_that_serves(name):
    with transaction.atomic():
        audit.record(event="tested", by=SystemProcess("test"), subject=("thing", "1"))
    for change in ("UPDATE audit_event SET reason = 'x'", "DELETE FROM audit_event"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(change)
    assert Event.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_scope_of_one_request_does_not_reach_the_next_user_of_its_connection(tracker, monkeypatch):
    monkeypatch.setattr(scope, "_of_process", scope.NOBODY)
    with rows_of(tracker), connection.cursor() as cursor:
        cursor.execute(TOLD + ", pg_backend_pid()")
        assert cursor.fetchone()[:2] == ("RFF", "")
        cursor.execute("SELECT pg_backend_pid()")
        process = cursor.fetchone()[0]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        assert cursor.fetchone()[0] == process
        cursor.execute(TOLD)
        assert set(cursor.fetchone()) <= {"", None}
    assert not everything(Submission).exists()


@pytest.mark.django_db(transaction=True)
def test_a_scope_holds_within_a_transaction_that_began_before_it_and_ends_with_it(tracker, analyst):
    submission("RFR")
    with rows_of(tracker), transaction.atomic():
        assert everything(Submission).count() == 0
        with rows_of(analyst):
            assert everything(Submission).count() == 1
        assert everything(Submission).count() == 0
        with pytest.raises(ZeroDivisionError), every_row("a test"), transaction.atomic():
            raise ZeroDivisionError
        assert everything(Submission).count() == 0


def test_a_page_whose_scope_is_switched_off_still_shows_nothing_of_others(as_tracker, monkeypatch):
    theirs, own = submission("RFR"), submission("RFF")
    monkeypatch.setattr(ScopedManager, "for_membership", lambda manager, _membership: everything(manager.model))
    assert as_tracker.get(f"/data/submissions/{theirs.pk}").status_code == 404
    assert as_tracker.get(f"/data/submissions/{own.pk}").status_code == 200

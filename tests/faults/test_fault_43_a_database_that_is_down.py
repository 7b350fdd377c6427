"""Fault 43: the database does not answer. A visitor gets a page that says so and when to try again, and no trace."""

from unittest.mock import patch

import pytest
from django.db import OperationalError
from django.db.backends.utils import CursorWrapper
from tests.site.registers.conftest import as_keeper, keeper, register  # noqa: F401

from clearway.site.audit.models import Event
from clearway.site.jobs.worker import Worker
from clearway.site.registers.models import Entry

PAGES = [
    "/",
    "/data/",
    "/health",
    "/registers/",
    "/forms",
    "/jobs",
    "/public/registers/",
    "/public/feedback",
    "/sign-in",
]


@pytest.mark.parametrize("path", PAGES)
def test_fault_43_a_page_says_that_the_store_is_away_and_when_to_try_again(as_analyst, demo_store, path):
    def down(*_: object, **__: object) -> None:
        raise OperationalError("unable to open database file /srv/secret")

    with patch.object(CursorWrapper, "execute", down):
        answer = as_analyst.get(path)
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    page = answer.content.decode()
    assert "cannot answer just now" in page
    assert "secret" not in page
    assert "Traceback" not in page


def test_fault_43_the_next_request_is_answered_again(as_analyst, demo_store):
    def down(*_: object, **__: object) -> None:
        raise OperationalError("gone")

    with patch.object(CursorWrapper, "execute", down):
        assert as_analyst.get("/data/").status_code == 503
    assert as_analyst.get("/data/").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/measures", "/api/v1/registers", "/api/v1/openapi.json"])
@pytest.mark.parametrize(
    ("failure", "status", "code"), [(OperationalError, 503, "AWAY"), (ZeroDivisionError, 500, "FAILED")]
)
def test_fault_43_a_program_is_told_in_json_even_before_it_is_known_who_asks(
    as_analyst, demo_store, path, failure, status, code
):
    def down(*_: object, **__: object) -> None:
        raise failure("unable to open database file /srv/secret")

    with patch.object(CursorWrapper, "execute", down):
        answer = as_analyst.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    said = answer.json()
    assert (said["status"], said["code"]) == (status, code)
    assert answer.get("Retry-After") == ("30" if status == 503 else None)
    assert "secret" not in answer.content.decode()


@pytest.mark.parametrize("table", ["audit_event", "registers_revision", "registers_indexword"])
def test_fault_43_a_change_whose_database_goes_away_in_the_middle_is_not_there_by_half(as_keeper, register, table):  # noqa: F811
    real = CursorWrapper.execute

    def goes_away(cursor: CursorWrapper, sql: str, params: object = None) -> object:
        if sql.startswith("INSERT") and table in sql:
            raise OperationalError("server closed the connection unexpectedly")
        return real(cursor, sql, params)

    typed = {"name": "A bank", "kind": "hospital", "organisation": "RFF", "owner_role": "lead"}
    with patch.object(CursorWrapper, "execute", goes_away), patch.object(CursorWrapper, "executemany", goes_away):
        answer = as_keeper.post(f"/registers/{register}/add", typed)
    assert answer.status_code == 503
    assert not Entry.unscoped.exists()
    assert not Event.objects.filter(event__startswith="entry").exists()
    assert as_keeper.post(f"/registers/{register}/add", typed).status_code == 302
    assert Entry.unscoped.count() == 1


def test_fault_43_a_worker_whose_database_was_away_goes_on_with_what_waits(analyst, monkeypatch):
    done, away = [], iter([True, True, False])
    worker = Worker()

    def works(*_: object) -> None:
        if next(away):
            raise OperationalError("server closed the connection unexpectedly")
        done.append("a job")
        worker.stop()

    monkeypatch.setattr("clearway.site.jobs.worker.work_once", works)
    monkeypatch.setattr("clearway.site.jobs.worker.connection.close", lambda: None)
    monkeypatch.setattr(worker._stopping, "wait", lambda _seconds: worker._stopping.is_set())
    worker.run()
    assert done == ["a job"]

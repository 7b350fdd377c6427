"""Who is answered, and with whose rights."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.site.api.conftest import Program, token_of
from tests.site.api.shapes import is_problem
from tests.site.conftest import member
from tests.site.trail import trail

from clearway.site.api.endpoints import ENDPOINTS
from clearway.site.organisations.roles import Tracker
from clearway.site.organisations.services import end_role

pytestmark = pytest.mark.usefixtures("on_filled_store")

PATHS = ["/api/v1" + one.path.replace("{", "").replace("}", "") for one in ENDPOINTS] + ["/api/v1/nothing/of/it"]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_token_or_a_session_nothing_is_told(db, path):
    answer = Program().get(path)
    assert answer.status_code == 401
    assert is_problem(answer)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    "header",
    ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer clearway_" + "A" * 43, "Bearer \x00", "Bearer " + "é" * 50],
)
def test_a_token_that_is_none_is_told_nothing_more_than_one_that_has_run_out(db, header):
    answer = Client().get("/api/v1/rules", HTTP_AUTHORIZATION=header)
    assert answer.status_code == 401
    assert answer.json()["code"] == "TOKEN"
    assert "invalid_token" in answer["WWW-Authenticate"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", ["/api/v1/rules", "/api/v1/waits"])
def test_nothing_can_be_written_here_by_anybody(of_analyst, as_analyst, path, method):
    for browser, headers in (
        (Client(enforce_csrf_checks=True), {"HTTP_AUTHORIZATION": f"Bearer {of_analyst.token}"}),
        (as_analyst, {}),
    ):
        answer = getattr(browser, method)(path, **headers)
        assert answer.status_code == 405
        assert answer["Allow"] == "GET, HEAD"
        assert is_problem(answer)


def test_a_head_request_is_answered_like_a_get(of_analyst):
    answer = Client().head("/api/v1/rules", HTTP_AUTHORIZATION=f"Bearer {of_analyst.token}")
    assert answer.status_code == 200


def test_a_signed_in_browser_is_answered_in_its_role(as_tracker):
    rows = as_tracker.get("/api/v1/submissions").json()["rows"]
    assert {row["organisation"] for row in rows} == {"RFF"}


def test_a_person_of_several_roles_has_to_choose_one_first(as_tracker, tracker, rotherham):
    member(tracker.person.email, rotherham, Tracker)
    answer = as_tracker.get("/api/v1/submissions")
    assert answer.status_code == 403
    assert "/choose-role" in answer.json()["detail"]
    as_tracker.post("/choose-role", {"membership": tracker.pk})
    assert as_tracker.get("/api/v1/submissions").status_code == 200


def test_a_token_stays_in_its_role_whatever_else_the_person_may(tracker, alliance, rotherham):
    program = Program(token_of(tracker).text)
    member(tracker.person.email, rotherham, Tracker)
    rows = program.reads("/api/v1/submissions")["rows"]
    assert {row["organisation"] for row in rows} == {"RFF"}


def test_a_token_brought_by_a_signed_in_browser_of_somebody_else_decides(as_analyst, of_tracker):
    answer = as_analyst.get("/api/v1/submissions", HTTP_AUTHORIZATION=f"Bearer {of_tracker.token}")
    assert {row["organisation"] for row in answer.json()["rows"]} == {"RFF"}


def test_a_token_opens_no_page(of_tracker):
    for path in ("/", "/waits/62", "/api/v1/", "/account/tokens"):
        answer = of_tracker.get(path)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/sign-in")


def test_a_role_that_has_ended_ends_its_tokens_with_the_next_request(of_tracker, tracker, administrator):
    of_tracker.reads("/api/v1/rules")
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    assert of_tracker.get("/api/v1/rules").status_code == 401


def test_another_trusts_file_reads_as_one_that_is_not_there_and_is_on_the_trail(of_tracker, on_filled_store):
    other = next(row.id for row in on_filled_store.manifest.rows if row.organisation_code == "RP5")
    said = [of_tracker.reads(f"/api/v1/submissions/{one}", 404) for one in (other, "records-rff-1999-01-000000000000")]
    assert said[0] == said[1]
    event = trail().get(event="another organisation's record asked for")
    assert (event.subject_id, event.actor) == (other, "tracker@example.org")


def test_breaches_are_those_of_ones_own_trust(of_tracker, of_analyst, links):
    for program, seen in ((of_tracker, {"B1", "B2"}), (of_analyst, {"B1", "B2", "D1"})):
        rows = program.reads("/api/v1/breaches?month=2025-05")["rows"]
        assert {row["pathway"] for row in rows} == {links[one] for one in seen}


def test_every_look_at_breaches_is_on_the_trail_with_its_token_and_kept_by_nobody(of_tracker):
    answer = of_tracker.get("/api/v1/breaches?month=2025-05")
    assert answer["Cache-Control"] == "private, no-store"
    event = trail().get(event="breach list viewed")
    assert (event.actor, event.after["hits"]) == ("tracker@example.org", 2)
    assert "API token" in event.after["request"]


def test_a_role_that_opens_no_pathways_gets_no_breaches(of_administrator):
    said = of_administrator.reads("/api/v1/breaches?month=2025-05", 403)
    assert "opens none" in said["detail"]


def test_nobody_is_named_in_an_answer(of_tracker, of_analyst, submission_ids):
    for program in (of_tracker, of_analyst):
        for path in (
            "/breaches?month=2025-05",
            "/submissions",
            "/findings",
            *(f"/submissions/{one}" for one in submission_ids),
        ):
            text = program.get(f"/api/v1{path}").content.decode()
            for told in ("999000", "PW1", "Mrs Example", "@example", '"B1"'):
                assert told not in text, path


@pytest.fixture
def submission_ids(on_filled_store) -> list[str]:
    return [row.id for row in on_filled_store.manifest.rows]


def test_computed_figures_are_those_of_ones_own_trust(of_tracker, of_analyst):
    own = of_tracker.reads("/api/v1/waits?basis=computed&standard=62&month=2025-05&by=england")["rows"]
    assert [(row["provider"], row["total"]) for row in own] == [("RFF", 3)]
    everybody = of_analyst.reads("/api/v1/waits?basis=computed&standard=62&month=2025-05")["rows"]
    assert [row["total"] for row in everybody] == [4]
    of_tracker.reads("/api/v1/waits?basis=computed&provider=RP5", 403)


def test_findings_are_those_of_the_senders_one_sees(of_tracker, of_analyst):
    assert {row["organisation"] for row in of_tracker.reads("/api/v1/findings")["rows"]} == {"RFF"}
    assert {row["organisation"] for row in of_analyst.reads("/api/v1/findings")["rows"]} == {"RFF", "RP5"}


def test_what_a_token_is_asked_for_never_stands_in_a_log(of_tracker, caplog):
    of_tracker.get("/api/v1/breaches?month=2025-05&trust=RFF")
    Client().get("/api/v1/rules", HTTP_AUTHORIZATION="Bearer clearway_" + "B" * 43)
    assert not [
        record for record in caplog.records if "clearway_" in record.getMessage() or "RFF" in record.getMessage()
    ]


def test_a_failure_is_a_problem_with_an_id_and_nothing_of_the_code(of_tracker, monkeypatch, caplog):
    monkeypatch.setattr("clearway.site.api.endpoints.rules.books.shown", lambda: 1 / 0)
    answer = of_tracker.get("/api/v1/rules")
    assert answer.status_code == 500
    assert is_problem(answer)
    assert "division" not in answer.content.decode()
    assert len(answer.json()["error_id"]) == 8

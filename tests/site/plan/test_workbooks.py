"""A plan taken out as a workbook, changed, shown what would change, and loaded; or mended first."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.planning.plans import deliverable_in, plan, small
from tests.site.conftest import member, sign_in

from clearway.planning.reading import ReadPlan
from clearway.planning.workbook.layout import laid_out
from clearway.planning.writing import plan_content
from clearway.publications.plan_workbook import plan_workbook
from clearway.publications.tables import Notes
from clearway.site.organisations.roles import BoardMember
from clearway.site.plan.models import Concern, Deliverable, PlanVersion
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.workbooks import workbook_of
from clearway.store.folder import StoreFolder

TODAY_WORDS = Notes("A plan", "Somewhere", "Today", "none", "None")


@pytest.fixture(autouse=True)
def store(live_store: StoreFolder) -> StoreFolder:
    live_store.path.mkdir(exist_ok=True)
    return live_store


@pytest.fixture
def row(manager) -> PlanRow:
    content = small()
    one = deliverable_in(content, "D1")
    one |= {"owner": {"role": "Lead", "organisation": "RFF"}, "status": "on_track"}
    one["concerns"] = [{"id": "R1", "kind": "issue", "text": "No room"}]
    return load_plan(by=manager, read=ReadPlan(plan(content))).row


def changed(row: PlanRow, **fields: object) -> bytes:
    content = plan_content(plan_in_rows(row))
    one = deliverable_in(content, "D1")
    for name, value in fields.items():
        one.pop(name) if value is None else one.update({name: value})
    return plan_workbook(laid_out(plan(content)), measures=[], notes=TODAY_WORDS)


def send(browser, content: bytes):
    return browser.post("/plan/workbooks", {"workbook": SimpleUploadedFile("ours.xlsx", content)})


def token_of(answer) -> str:
    return re.search(r'name="token" value="([^"]+)"', answer.content.decode())[1]


def test_a_plan_is_taken_out_whole_and_sent_back_it_changes_nothing(as_manager, of_2017):
    file = as_manager.get(f"/plan/{of_2017.pk}/workbook")
    assert file["Content-Disposition"].startswith('attachment; filename="clearway-plan-sybnd-2017.xlsx"')
    answer = send(as_manager, file.content)
    assert "The file says what the plan says already" in answer.content.decode()


def test_what_would_change_is_shown_first_and_made_whole_with_its_reason(as_manager, row):
    answer = send(as_manager, changed(row, title="A better test", owner=None, status=None, concerns=None))
    shown = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "title: A test for all → A better test" in shown
    assert "owner: role: Lead → nothing" in shown
    assert "withdrawn" in shown
    assert Deliverable.objects.get().title == "A test for all"
    without = as_manager.post("/plan/workbooks", {"token": token_of(answer), "reason": " "})
    assert without.status_code == 422
    as_manager.post("/plan/workbooks", {"token": token_of(answer), "reason": "Agreed by the board"})
    held = Deliverable.objects.get()
    assert (held.title, held.owner_role, held.status) == ("A better test", "", "")
    assert Concern.objects.get().is_withdrawn
    assert PlanVersion.objects.first().reason == "Agreed by the board"


def test_a_workbook_that_goes_back_to_what_the_plan_said_first_is_loaded_too(as_manager, manager, row):
    first = changed(row)
    for words in (changed(row, title="Another"), first):
        answer = send(as_manager, words)
        as_manager.post("/plan/workbooks", {"token": token_of(answer), "reason": "x"})
    assert Deliverable.objects.get().title == "A test for all"


def test_nothing_is_loaded_when_the_plan_changed_after_it_was_shown(as_manager, manager, row):
    token = token_of(send(as_manager, changed(row, title="Another")))
    Deliverable.objects.update(title="Somebody was faster")
    answer = as_manager.post("/plan/workbooks", {"token": token, "reason": "x"})
    assert answer.status_code == 422
    assert "The plan changed since you were shown" in answer.content.decode()
    assert Deliverable.objects.get().title == "Somebody was faster"


def test_a_token_that_was_altered_loads_nothing(as_manager, row):
    token = token_of(send(as_manager, changed(row, title="Another")))
    assert as_manager.post("/plan/workbooks", {"token": token[:-2] + "xx", "reason": "x"}).status_code == 422


def test_a_file_taken_out_before_the_plan_changed_is_told_as_such(as_manager, row):
    import datetime as dt

    old = workbook_of(row, today=dt.date(2026, 1, 1))
    Deliverable.objects.update(title="Since then")
    assert "The plan was changed after this file was taken out" in send(as_manager, old).content.decode()


def test_rows_to_mend_are_listed_with_their_place_and_nothing_is_loaded(as_manager, row):
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(changed(row))) as sent, zipfile.ZipFile(file, "w") as made:
        for name in sent.namelist():
            made.writestr(name, sent.read(name).replace(b">on_track<", b">sleeping<"))
    answer = send(as_manager, file.getvalue())
    shown = " ".join(answer.content.decode().split())
    assert answer.status_code == 422
    assert "Deliverables, row 2" in shown
    assert "“sleeping” is not known" in shown


def test_a_new_plan_is_shown_as_new_and_what_it_makes_history(as_manager, row):
    content = small()
    content["meta"] |= {"id": "next", "period": {"from": "2026/27", "to": "2027/28"}}
    answer = send(as_manager, plan_workbook(laid_out(plan(content)), measures=[], notes=TODAY_WORDS))
    shown = " ".join(answer.content.decode().split())
    assert "A new plan" in shown
    assert "“A small plan”, which would become history" in shown


def test_everybody_who_reads_plans_takes_them_out_and_those_who_load_them_send_them_back(browser, alliance, row):
    member("board@example.org", alliance, BoardMember)
    sign_in(browser, "board@example.org")
    assert browser.get(f"/plan/{row.pk}/workbook").status_code == 200
    assert browser.get("/plan/workbooks/template").status_code == 200
    assert "sends it back" in browser.get("/plan/workbooks").content.decode()
    assert send(browser, b"x").status_code == 403


@pytest.mark.parametrize("content", [b"", b"id,title\n"], ids=["empty", "csv"])
def test_what_is_no_workbook_is_refused(as_manager, row, content):
    assert send(as_manager, content).status_code == 422

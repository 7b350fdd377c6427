"""Fault 72: rows that name people leave as a file. Purpose, a second person, the opt-out step, the trail, and a mark in
the file of who took it, when and what for."""

import csv
import io
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook
from tests.pipeline.loading import Desk
from tests.site.conftest import member, sign_in
from tests.site.quality.conftest import desk as desk
from tests.site.quality.conftest import on_desk as on_desk
from tests.site.tracking.conftest import as_administrator as as_administrator
from tests.site.tracking.conftest import filled as filled
from tests.site.tracking.conftest import links as links
from tests.site.tracking.conftest import on_filled_store as on_filled_store
from tests.site.tracking.conftest import page

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.exports.models import Export, ExportState
from clearway.site.exports.services import decide
from clearway.site.exports.watermark import COLUMN
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import CancerManager, InformationGovernanceLead
from clearway.site.retention.exporting import export_originals
from clearway.site.submissions.models import Submission

pytestmark = pytest.mark.slow
SHEET = "/data/quality/mend?organisation=RFF&table=mends&format="
LIST = "/exports/breaches?standard=62&month=2025-05"
WHY = "to ring the patients of the list before Monday"
NUMBERS = ("9990000018", "9990000026", "9990000034", "9990000042")


@pytest.fixture
def lead(alliance):
    return member("lead@example.org", alliance, InformationGovernanceLead)


@pytest.fixture
def as_lead(lead) -> Client:
    browser = Client(raise_request_exception=False)
    sign_in(browser, lead.person.email)
    return browser


def rows_of(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.content[:500]
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def ask_for(browser: Client, purpose: str, reason: str = WHY) -> str:
    answer = browser.post(LIST, {"purpose": purpose, "reason": reason})
    assert answer.status_code == 302, answer.content
    return answer["Location"]


def test_fault_72_a_trusts_own_mend_sheet_takes_one_click_and_says_who_when_and_what_for(on_desk, as_tracker, tracker):
    answer = as_tracker.get(f"{SHEET}csv")
    rows = rows_of(answer)
    export = Export.unscoped.get()
    assert (export.state, export.purpose, export.rows, export.owner_code) == ("taken", "FLOW-12", len(rows), "RFF")
    mark = rf"Export {export.pk}: tracker@example\.org, RFF, \d{{4}}-\d\d-\d\d \d\d:\d\d, FLOW-12"
    assert all(re.fullmatch(mark, row["export"]) for row in rows)
    assert f"export-{export.pk}" in answer["Content-Disposition"]
    event = Event.objects.get(event="file that names people taken")
    assert (event.actor, event.after["purpose"], event.after["opt_out"]) == (
        tracker.person.email, "FLOW-12", "does not apply",
    )  # fmt: skip


def test_fault_72_a_workbook_shows_the_mark_in_each_row_and_says_it_in_full_on_its_notes(on_desk, as_tracker):
    book = load_workbook(io.BytesIO(as_tracker.get(f"{SHEET}xlsx").content))
    table = list(book["Table"].iter_rows(values_only=True))
    assert table[0][-1] == COLUMN.heading
    assert all(row[-1].startswith("Export ") for row in table[1:])
    notes = dict(book["Notes"].iter_rows(values_only=True))
    assert "tracker (tracker@example.org), Cancer pathway tracker, Barnsley Hospital (RFF)" in notes["Taken by"]
    assert notes["Purpose"] == "To correct the trust's own register (FLOW-12)"
    assert notes["National data opt-out"].startswith("does not apply: ")
    assert "provisional" in notes["National data opt-out"]
    assert "delete it when the purpose is met" in notes["Export"]


def test_fault_72_a_sheet_without_names_is_no_such_export_and_carries_no_mark(on_desk, as_analyst):
    rows = rows_of(as_analyst.get(f"{SHEET}csv"))
    assert rows
    assert "export" not in rows[0]
    assert not Export.unscoped.exists()


def test_fault_72_for_direct_care_names_are_given_after_purpose_and_reason_and_once(on_filled_store, as_tracker):
    assert "Take this list with your own pathway identifiers" in page(as_tracker, "/waits/breaches")
    form = page(as_tracker, LIST)
    assert "Direct care, to find and end delay" in form
    assert as_tracker.post(LIST, {"purpose": "", "reason": WHY}).status_code == 422
    assert as_tracker.post(LIST, {"purpose": "FLOW-11", "reason": WHY}).status_code == 422
    assert as_tracker.post(LIST, {"purpose": "FLOW-02", "reason": "x"}).status_code == 422
    assert not Export.unscoped.exists()
    where = ask_for(as_tracker, "FLOW-02")
    rows = rows_of(as_tracker.post(f"{where}/take", {"format": "csv"}))
    assert {row["pathway_id"] for row in rows} == {"PW1", "PW2"}
    assert all("FLOW-02" in row["export"] for row in rows)
    whole = str(rows)
    assert not any(number in whole for number in NUMBERS)
    again = as_tracker.post(f"{where}/take", {"format": "csv"})
    assert again.status_code == 422
    assert "a file is taken once" in again.content.decode()


def test_fault_72_beyond_direct_care_a_second_person_agrees_and_who_opted_out_is_left_out(
    on_filled_store, as_tracker, as_lead, lead
):
    where = ask_for(as_tracker, "FLOW-14", "audit of late hand-overs, autumn")
    export = Export.unscoped.get()
    assert export.state == ExportState.WAITING
    assert "waits for a second person" in as_tracker.post(f"{where}/take", {"format": "csv"}).content.decode()
    assert as_tracker.post(f"{where}/decide", {"decision": "agree"}).status_code == 403
    assert Notice.unscoped.filter(person=lead.person, kind="export").count() == 1
    assert "May this file be taken?" in page(as_lead, where)
    assert as_lead.post(f"{where}/decide", {"decision": "agree"}).status_code == 302
    assert as_lead.post(f"{where}/take", {"format": "csv"}).status_code == 403, "whoever agrees does not take it"
    without = as_tracker.post(f"{where}/take", {"format": "csv"})
    assert without.status_code == 422
    assert "no number in the list" in without.content.decode()
    wrong = SimpleUploadedFile("list.txt", b"9990000018,\n9990000019,\n")
    said = as_tracker.post(f"{where}/take", {"format": "csv", "listed": wrong}).content.decode()
    assert "Line 2 of the list is no NHS number" in said
    assert "9990000019" not in said
    listed = SimpleUploadedFile("list.txt", b"9990000018,\n")
    rows = rows_of(as_tracker.post(f"{where}/take", {"format": "csv", "listed": listed}))
    assert [row["pathway_id"] for row in rows] == ["PW1"]
    export.refresh_from_db()
    assert (export.rows, export.left_out, export.decided_by) == (1, 1, lead.person.email)
    taken = Event.objects.get(event="file that names people taken")
    assert (taken.after["rows"], taken.after["left_out_by_opt_out"]) == (1, 1)
    kept = str(list(Event.objects.values())) + str(list(Export.unscoped.values()))
    assert not any(number in kept for number in NUMBERS)


def test_fault_72_a_no_needs_a_reason_and_whoever_asked_reads_it(on_filled_store, as_tracker, tracker, as_lead):
    where = ask_for(as_tracker, "FLOW-14", "planning of clinics next year")
    assert as_lead.post(f"{where}/decide", {"decision": "decline", "reason": ""}).status_code == 422
    no = {"decision": "decline", "reason": "use the list without names for planning"}
    assert as_lead.post(f"{where}/decide", no).status_code == 302
    assert Notice.unscoped.filter(person=tracker.person, kind="export").count() == 1
    assert "use the list without names for planning" in page(as_tracker, where)
    assert as_tracker.post(f"{where}/take", {"format": "csv"}).status_code == 422
    assert as_lead.post(f"{where}/decide", {"decision": "agree"}).status_code == 422, "decided once"


def test_fault_72_what_was_agreed_to_lapses(on_filled_store, as_tracker):
    where = ask_for(as_tracker, "FLOW-02")
    Export.unscoped.update(asked_at=timezone.now() - timedelta(days=8))
    assert "is taken within 7 days" in as_tracker.post(f"{where}/take", {"format": "csv"}).content.decode()
    assert not Export.unscoped.filter(state=ExportState.TAKEN).exists()


def test_fault_72_who_names_nobody_gets_no_list_with_names(on_filled_store, as_analyst, as_administrator):
    assert as_analyst.get(LIST).status_code == 403
    assert as_administrator.get(LIST).status_code == 403
    assert "with your own pathway identifiers" not in page(as_analyst, "/waits/breaches")


def test_fault_72_others_exports_are_not_found_and_the_leads_see_each_of_theirs(
    on_filled_store, as_tracker, as_lead, barnsley, rotherham
):
    where = ask_for(as_tracker, "FLOW-02")
    stranger = Client(raise_request_exception=False)
    sign_in(stranger, member("lead@rotherham.example", rotherham, InformationGovernanceLead).person.email)
    assert stranger.get(where).status_code == 404
    assert stranger.post(f"{where}/decide", {"decision": "agree"}).status_code == 404
    colleague = Client(raise_request_exception=False)
    sign_in(colleague, member("manager@example.org", barnsley, CancerManager).person.email)
    assert colleague.get(where).status_code == 404
    assert Event.objects.filter(event="another organisation's record asked for").count() >= 2
    assert WHY in page(as_lead, "/exports/")
    assert WHY in page(as_tracker, "/exports/")
    assert WHY not in page(colleague, "/exports/")


def test_fault_72_a_file_that_somebody_else_sent_waits_for_a_second_person(
    on_desk: Desk, tracker, lead, tmp_path: Path
):
    sent = Submission.unscoped.filter(organisation_code="RFF", state="live").first()
    out = tmp_path / "again.csv"
    asked = {"by": tracker, "submission": sent, "out": out, "store": on_desk.store}
    with pytest.raises(Refused, match="Say why it is taken"):
        export_originals(**asked)
    for _ in range(2):
        with pytest.raises(Refused, match="waits for a second person"):
            export_originals(**asked, reason="the register was lost in the move")
    assert not out.exists()
    decide(by=lead, export=Export.unscoped.get(), agrees=True, reason="")
    given = export_originals(**asked, reason="the register was lost in the move")
    assert given.files == [out]
    assert "Agreed by: lead@example.org" in given.note.read_text()
    assert given.note.stat().st_mode & 0o077 == 0


def test_fault_72_the_bytes_given_back_are_those_sent_so_that_they_can_be_sent_again(
    on_desk: Desk, tracker, tmp_path: Path
):
    sent = Submission.unscoped.filter(organisation_code="RFF", state="live").first()
    sent.loaded_by = tracker.person.email
    sent.save(update_fields=["loaded_by"])
    out = tmp_path / "again.csv"
    given = export_originals(by=tracker, submission=sent, out=out, store=on_desk.store)
    (again,) = on_desk.load(out, organisation="RFF", month="2025-04")
    assert again.is_duplicate, "the same bytes: nothing is loaded a second time"
    assert "Export" in given.note.read_text()
    assert Export.unscoped.get().state == ExportState.TAKEN


def test_fault_72_everything_about_a_person_carries_the_mark_in_its_note_and_every_list(on_filled_store, lead):
    from clearway.site.governance.person_export import export_person

    taken = export_person(by=lead, number="9990000018", reason="request 2026/31", store=on_filled_store.store)
    export = Export.unscoped.get()
    with zipfile.ZipFile(io.BytesIO(taken.content)) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert f"Export: Number {export.pk}." in texts["read-me-first.txt"]
    assert "FLOW-11" in texts["read-me-first.txt"]
    assert all(f"Export {export.pk}: lead@example.org" in text for name, text in texts.items() if name[0] in "01")

"""What each role sees of what has to be mended, and what it never sees."""

import csv
import io
from typing import Any

import pytest
from tests.site.quality.conftest import WRONG_NUMBER, page

from clearway.site.audit.models import Event

pytestmark = pytest.mark.usefixtures("on_desk")
SHEET = "/data/quality/mend?organisation=RFF"
CSV = "&table=mends&format=csv"


def sheet(browser: Any, path: str = SHEET) -> list[dict[str, str]]:
    """The mend sheet as a spreadsheet reads it."""
    answer = browser.get(f"{path}{CSV}")
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_findings_page_counts_what_is_open_and_leads_to_the_rows(as_tracker):
    text = page(as_tracker, "/data/quality")
    assert ">3 items of records are open, in files of 1 sender. 1 of them keeps a wait from being counted." in text
    assert "A treatment without a decision to treat." in text
    assert "/data/quality/mend?organisation=RFF&amp;finding=MISSING_DTT&amp;column=ctp_start_date" in text
    assert "1 file waits" in text
    assert "rotherham.csv" not in text


def test_findings_are_kept_by_owner_kind_and_file(as_analyst):
    assert "2 senders" in page(as_analyst, "/data/quality")
    text = page(as_analyst, "/data/quality?organisation=RFR")
    assert "in files of 1 sender" in text
    assert "Nothing of this kind is open." in page(as_analyst, "/data/quality?organisation=RFR&kind=structural")
    assert as_analyst.get("/data/quality?kind=odd").status_code == 400


def test_the_owners_sheet_names_rows_and_values_as_in_the_register_and_never_a_number(as_tracker, tracker):
    found = {row["finding"]: row for row in sheet(as_tracker)}
    assert set(found) == {"MISSING_DTT", "NHS_NUMBER_CHECK_DIGIT", "CODE_UNKNOWN"}
    decision = found["MISSING_DTT"]
    assert (decision["pathway_id"], decision["record_id"]) == ("P-B1", "B1")
    assert decision["found"] == "ctp_start_date: empty; treatment_start_date: 2025-04-30"
    assert decision["expected"] == "the decision to treat, on or before the treatment"
    assert (decision["file_name"], decision["row"], decision["open_since_version"]) == ("april-mended.csv", "3", "1")
    assert found["NHS_NUMBER_CHECK_DIGIT"]["found"] == "not shown"
    assert WRONG_NUMBER not in str(found)
    event = Event.objects.get(event="mend sheet downloaded")
    assert (event.actor, event.after["rows"], event.after["identified"]) == (tracker.person.email, 3, True)


def test_a_value_that_begins_like_a_formula_is_text_in_the_sheet(as_tracker):
    (row,) = [row for row in sheet(as_tracker) if row["finding"] == "CODE_UNKNOWN"]
    assert row["found"] == "'=1+1"


def test_an_analyst_sees_the_column_and_the_pathway_and_no_value_or_name(as_analyst):
    rows = sheet(as_analyst)
    assert "found" not in rows[0]
    assert "record_id" not in rows[0]
    assert {row["field"] for row in rows} == {"ctp_start_date", "nhs_number", "modality"}
    assert all(len(row["link"]) == 20 for row in rows)
    assert "P-B1" not in page(as_analyst, SHEET)
    assert Event.objects.filter(event="mend list viewed", after__identified=False).count() == 1


def test_an_administrator_sees_counts_and_no_single_record(as_administrator):
    text = page(as_administrator, "/data/quality")
    assert "/data/quality/mend" not in text
    assert as_administrator.get(SHEET).status_code == 403


def test_another_trusts_sheet_is_not_found_and_the_question_is_recorded(as_rotherham):
    assert as_rotherham.get(SHEET).status_code == 404
    assert as_rotherham.get(f"{SHEET}{CSV}").status_code == 404
    refusal = Event.objects.filter(event="another organisation's record asked for").first()
    assert (refusal.subject_id, refusal.organisation_code) == ("RFF", "RFR")
    assert as_rotherham.get("/data/quality/mend?organisation=NOBODY").status_code == 404


def test_a_rejected_row_is_named_by_its_owner_alone(as_rotherham):
    (row,) = sheet(as_rotherham, "/data/quality/mend?organisation=RFR")
    assert (row["record_id"], row["found"], row["field"], row["link"]) == ("R1", "2025-02-30", "crtp_start", "")


def test_the_page_says_what_the_newest_load_mended(as_tracker):
    text = page(as_tracker, "/data/quality")
    assert "Month by month" in text
    loads = page(as_tracker, SHEET)
    assert "april-mended.csv" in loads
    assert ">3 items are open. The newest file (" in loads


def test_the_hub_leads_to_the_findings(as_tracker):
    assert "/data/quality" in page(as_tracker, "/data/")

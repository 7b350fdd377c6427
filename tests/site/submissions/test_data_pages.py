"""The data pages: what was received, what is wrong with it and how to mend it, what of it is not settled."""

from datetime import UTC, datetime

import pytest

from clearway.site.audit.models import Event
from clearway.site.submissions.models import Submission

PAGES = ("/data/", "/data/submissions", "/data/provisional", "/data/sources")
FINDING = {
    "id": "DATE_IMPOSSIBLE",
    "kind": "structural",
    "count": 3,
    "message": "Row 12, crtp_start: '31/02/2025' is not a date; the record was rejected.",
    "mend": "Correct the row in your register and send the file again.",
    "first_row": 12,
}


def submission(name: str, organisation_code: str = "RFF", **columns) -> Submission:
    return Submission.unscoped.create(
        **{
            "id": name,
            "source": "waiting_time_records",
            "data_set": "waiting_time_records",
            "organisation_code": organisation_code,
            "first_month": "2025-03",
            "last_month": "2025-03",
            "release": "provisional",
            "version": 1,
            "state": "live",
            "sha256": f"sha of {name}",
            "file_name": f"{name}.csv",
            "received_at": datetime(2025, 5, 1, 9, 30, tzinfo=UTC),
            "loaded_by": "a@example.org",
            "accepted": 1204,
            "rejected": 3,
            "findings": [FINDING],
        }
        | columns
    )


@pytest.fixture
def barnsleys(db) -> Submission:
    return submission("march-rff")


@pytest.fixture
def rotherhams(db) -> Submission:
    return submission("march-rfr", "RFR")


def page(browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("path", PAGES)
def test_every_data_page_stands_before_anything_was_loaded(as_tracker, path):
    assert page(as_tracker, path)


def test_a_file_is_listed_with_its_months_release_rows_findings_and_who_loaded_it(as_tracker, barnsleys):
    text = page(as_tracker, "/data/submissions")
    for words in ("march-rff.csv", "March 2025", "Provisional", "version 1", "1,204 accepted", "3 rejected"):
        assert words in text
    assert "1 May 2025" in text
    assert "by a@example.org" in text


def test_a_finding_says_what_how_often_where_and_how_to_mend_it(as_tracker, barnsleys):
    text = page(as_tracker, "/data/submissions/march-rff")
    assert "<strong>3 ×</strong> Row 12, crtp_start: &#39;31/02/2025&#39; is not a date" in text
    assert "First in row" not in text, "its words name the row already"
    assert "Correct the row in your register and send the file again." in text
    assert "1,207 read = 1,204 accepted + 3 rejected" in text


def test_a_replaced_file_stays_readable_and_says_what_took_its_place(as_tracker, barnsleys):
    barnsleys.state = "superseded"
    barnsleys.save()
    submission("april-rff", supersedes=barnsleys, version=2)
    assert "took its place" in page(as_tracker, "/data/submissions/march-rff")
    assert "march-rff.csv, version 1" in page(as_tracker, "/data/submissions/april-rff")
    assert "Files that do not count" in page(as_tracker, "/data/submissions")


def test_another_trusts_file_is_not_found_not_listed_and_the_question_is_recorded(as_tracker, rotherhams):
    assert as_tracker.get("/data/submissions/march-rfr").status_code == 404
    assert "march-rfr" not in page(as_tracker, "/data/submissions")
    refusal = Event.objects.get(event="another organisation's record asked for")
    assert (refusal.subject_id, refusal.organisation_code) == ("march-rfr", "RFF")
    assert len(refusal.after["request"]) == 16


def test_a_file_that_does_not_exist_reads_the_same_and_is_not_recorded(as_tracker, rotherhams):
    paths = ("/data/submissions/march-rfr", "/data/submissions/nothing")
    said = [as_tracker.get(path).content.decode().split("<main")[1] for path in paths]
    assert said[0] == said[1]
    assert Event.objects.filter(subject_id="nothing").count() == 0


def test_an_analyst_sees_the_files_of_every_trust(as_analyst, barnsleys, rotherhams):
    text = page(as_analyst, "/data/submissions")
    assert "march-rff.csv" in text
    assert "march-rfr.csv" in text


def test_published_files_are_everybodys_and_carry_their_licence(as_tracker):
    submission("provider", "", data_set="published_figures", release="final", file_name="MARCH-2025-PROVIDER.xlsx")
    text = page(as_tracker, "/data/submissions/provider")
    assert "Open Government Licence v3.0" in text
    assert "NHS England" in text
    assert "MARCH-2025-PROVIDER.xlsx" in page(as_tracker, "/data/sources")


def test_published_indicators_are_everybodys_and_name_their_publisher(as_tracker):
    common = {"data_set": "published_indicators", "release": "as published"}
    submission("screening", "", source="fingertips_92601_england", file_name="bowel.csv", **common)
    submission("survey", "", source="survey_cpes_provider", file_name="survey.csv", sha256="d" * 64, **common)
    text = page(as_tracker, "/data/submissions/screening")
    assert "Published indicators" in text
    assert "As published" in text
    assert "Publisher: Office for Health Improvement and Disparities (OHID)." in text
    assert "named in the file" in page(as_tracker, "/data/submissions/survey")
    assert "bowel.csv" in page(as_tracker, "/data/sources")
    assert "bowel.csv" in page(as_tracker, "/data/submissions")


def test_records_of_a_demo_say_that_nobody_in_them_exists(as_tracker, barnsleys, demo_store):
    assert "SYNTHETIC" in page(as_tracker, "/data/submissions/march-rff")


def test_what_is_provisional_names_files_and_rules(as_tracker, barnsleys):
    text = page(as_tracker, "/data/provisional")
    assert "march-rff.csv" in text
    assert "provisional (from memory)" in text


@pytest.mark.parametrize("table", ["findings", "versions", "rejected"])
def test_findings_versions_and_rejected_rows_download_as_csv_and_excel(as_tracker, barnsleys, table):
    for file_format, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = as_tracker.get(f"/data/submissions/march-rff?table={table}&format={file_format}")
        assert answer.content.startswith(start)
        assert "attachment" in answer["Content-Disposition"]


def test_the_list_downloads_with_its_checksums(as_tracker, barnsleys):
    text = as_tracker.get("/data/submissions?table=waiting-time-records&format=csv").content.decode("utf-8-sig")
    assert "sha of march-rff" in text


def test_a_hostile_file_name_is_shown_as_text(as_tracker):
    submission("hostile", file_name="<script>alert(1)</script>.csv")
    text = page(as_tracker, "/data/submissions")
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text

"""The list of breaches: whose, why, how long; filters in the address; a download that says what it is for."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.site.tracking.conftest import page
from tests.site.trail import trail

pytestmark = pytest.mark.usefixtures("on_filled_store")


def test_a_row_says_days_over_cancer_type_trusts_shares_longest_step_and_reason(as_tracker, links):
    text = page(as_tracker, "/waits/breaches")
    row = text.split(links["B1"])[1].split("</tr>")[0]
    for words in (
        "70 days",
        "8 over",
        "7 taken off",
        "Urological - Prostate",
        "Barnsley → Sheffield",
        "1 to Barnsley · 0 to Sheffield",
        "first appointment to being told",
        "Out-patient capacity",
    ):
        assert words in row, words


def test_the_newest_month_is_shown_and_says_how_many_were_treated(as_tracker):
    text = page(as_tracker, "/waits/breaches")
    assert "Breaches, May 2025" in text
    assert "3 people were treated this month" in text
    assert "1 within 62 days" in text


def test_a_tracker_sees_own_trusts_pathways_and_an_analyst_all(as_tracker, as_doncaster, links):
    own = page(as_tracker, "/waits/breaches")
    assert links["B1"] in own
    assert links["D1"] not in own
    others = page(as_doncaster, "/waits/breaches")
    assert links["D1"] in others
    assert links["B1"] not in others


def test_an_analyst_sees_every_trusts_breaches(as_analyst, links):
    text = page(as_analyst, "/waits/breaches")
    assert links["B1"] in text
    assert links["D1"] in text


def test_filters_and_order_live_in_the_address(as_analyst, links):
    text = page(as_analyst, "/waits/breaches?month=2025-05&cancer_type=Lower+Gastrointestinal&sort=shortest")
    assert links["B1"] not in text
    assert links["B2"] in text
    assert '<option value="shortest" selected>' in text
    assert '<option value="Lower Gastrointestinal" selected>' in text


def test_nothing_found_is_an_answer_with_the_month_s_counts(as_tracker):
    text = page(as_tracker, "/waits/breaches?month=2025-05&route=Consultant+Upgrade")
    assert "No breaches match. 3 people were treated this month" in text


@pytest.mark.parametrize("standard", ["28", "31", "2ww"])
def test_every_standard_has_its_list(as_analyst, standard):
    assert page(as_analyst, f"/waits/breaches?standard={standard}")


@pytest.mark.parametrize("per_page", [20, 50, 100])
def test_page_sizes_are_those_offered(as_analyst, per_page):
    assert page(as_analyst, f"/waits/breaches?per_page={per_page}")


def test_a_page_beyond_the_last_is_the_last(as_analyst, links):
    assert links["B1"] in page(as_analyst, "/waits/breaches?page=9")


def test_the_file_has_every_figure_its_purpose_its_mark_and_who_drew_it(as_tracker, links):
    answer = as_tracker.get("/waits/breaches?table=breaches&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    breach = next(row for row in rows if row["pathway"] == links["B1"])
    assert (breach["days"], breach["over"], breach["excused_days"]) == ("70", "8", "7")
    assert (breach["investigating_trust"], breach["investigating_share"]) == ("RFF", "1")
    assert breach["first_day_to_act"] == "2025-04-18"
    assert "SYNTHETIC" in breach["mark"]
    event = trail().get(event="breach list downloaded")
    assert event.after["shown"] == 2


def test_the_workbook_carries_its_purpose(as_tracker):
    from zipfile import ZipFile

    answer = as_tracker.get("/waits/breaches?table=breaches&format=xlsx")
    with ZipFile(io.BytesIO(answer.content)) as book:
        notes = book.read("xl/sharedStrings.xml").decode()
    assert "Direct care and waiting-list management of patients of Barnsley Hospital." in notes
    assert "tracker@example.org, tracker, RFF" in notes


def test_a_list_that_was_seen_is_on_the_trail_with_what_was_asked_and_how_many(as_tracker):
    page(as_tracker, "/waits/breaches?month=2025-05&sort=trust")
    event = trail().get(event="breach list viewed")
    assert event.subject_id == "62 2025-05"
    assert (event.after["hits"], event.after["shown"]) == (2, 2)
    assert "sort=trust" in event.after["asked"]


def test_no_identifier_is_on_the_list_or_in_the_file(as_tracker):
    text = page(as_tracker, "/waits/breaches")
    file = as_tracker.get("/waits/breaches?table=breaches&format=csv").content.decode("utf-8-sig")
    for secret in ("9990000018", "PW1", "Mrs Example"):
        assert secret not in text + file


def test_the_page_is_small_and_asks_the_database_little(as_tracker, django_assert_max_num_queries):
    page(as_tracker, "/waits/breaches")
    with django_assert_max_num_queries(14):
        answer = as_tracker.get("/waits/breaches")
    assert len(answer.content) < 60_000


def test_more_rows_ask_the_operational_database_nothing_more(as_analyst):
    counts = []
    for month in ("2025-05", "1999-01"):
        page(as_analyst, f"/waits/breaches?month={month}&per_page=50")
        with CaptureQueriesContext(connection) as asked:
            page(as_analyst, f"/waits/breaches?month={month}&per_page=50")
        counts.append(len(asked))
    assert counts[0] == counts[1]

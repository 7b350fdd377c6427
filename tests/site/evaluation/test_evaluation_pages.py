"""Did the number move? The page of an evaluation, on real published figures."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from clearway.records.findings import Refused
from clearway.site.evaluation.asked import read

pytestmark = pytest.mark.slow

PAGE = "/measures/CWT-62D/evaluation"
BARNSLEY = f"{PAGE}?level=provider&area=RFF"
ANSWERED = f"{BARNSLEY}&from=2024-07&hoped=%2B5"


def plain(text: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_without_a_question_the_page_is_a_form_that_says_what_to_do(page):
    text = page(BARNSLEY)
    assert "Barnsley Hospital NHS Foundation Trust" in text
    assert "Say from which month something changed here" in text
    assert '<option value="2024-06">June 2024</option>' in text
    assert '<option value="2024-05">' not in text
    assert '<option value="2026-03">March 2026</option>' in text
    assert "<svg" not in text.split("<main")[1]


def test_real_figures_of_a_trust_are_judged_with_what_could_be_seen(page):
    text = page(ANSWERED)
    words = plain(text)
    assert re.search(r"Cannot tell yet|Moved|No change that we could have seen", words)
    assert "In the 9 months counted since July 2024, 62-day combined standard at Barnsley Hospital" in words
    assert "From the 9 months before the change alone: with 12 months after it, " in words
    assert "This says whether the number moved, not why." in words
    assert "There are fewer than 12 months on a side (9 and 9): read with care." in words
    assert "change, July 2024" in text
    assert "had nothing changed" in text
    assert "Durbin-Watson" in words
    assert 'value="+5"' in text


def test_the_other_places_together_are_a_control(page):
    text = page(f"{ANSWERED}&control=others")
    assert re.search(r"The \d{2,3} other places with every month, together", text)
    words = plain(text)
    assert "than the path before and the control series would have brought" in words
    assert re.search(r"also happened to the control series \(\d+ other places together\)", words)


def test_a_change_to_come_is_told_when_it_may_be_told_or_that_it_will_not(page):
    words = plain(page(f"{PAGE}?level=england&from=2025-06&hoped=%2B8"))
    assert "Cannot tell yet" in words
    assert "There are no months with figures since June 2025 that count" in words
    assert re.search(r"It may be told when the figures of \w+ \d{4} are there|not likely to settle it", words)


def test_months_that_settle_are_left_out_and_said(page):
    words = plain(page(f"{BARNSLEY}&from=2024-06&hoped=-5&settling=2"))
    assert "In the 8 months counted since June 2024" in words
    assert "The first 2 months from the change are left out, as it settles." in words


def test_what_cannot_be_asked_is_said_beside_the_form(page):
    words = plain(page(f"{BARNSLEY}&from=2024-01&hoped=%2B5"))
    assert "has 3 months with figures before 2024-01 that can be used; 8 are the fewest" in words
    words = plain(page(f"{BARNSLEY}&from=2024-07&hoped=%2B60"))
    assert "a change of 60.0% cannot be" in words
    assert "First month of the change" in words


@pytest.mark.parametrize(
    "query",
    ["from=July", "from=2024-13", "hoped=much", "hoped=1e9", "settling=7", "control=England", f"hoped={'1' * 101}"],
)
def test_an_address_that_asks_for_something_else_is_refused_in_words(page, query):
    page(f"{BARNSLEY}&{query}", status=400)


def test_months_and_what_could_be_seen_are_taken_away(as_analyst: Client):
    lines = as_analyst.get(f"{ANSWERED}&table=months&format=csv").content.decode("utf-8-sig").splitlines()
    assert any(line.startswith("2024-07") for line in lines)
    assert sum(",since,yes," in line for line in lines) == 9
    book = load_workbook(BytesIO(as_analyst.get(f"{ANSWERED}&table=smallest&format=xlsx").content))
    notes = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "Interrupted time series" in notes
    assert "In the 9 months counted since July 2024" in notes
    assert as_analyst.get(f"{BARNSLEY}&table=months&format=csv").status_code == 404


def test_a_measure_without_values_or_without_an_id_says_so(page):
    assert "This cannot be asked here. This store holds no values of it" in plain(
        page("/measures/EDX-STAGE/evaluation")
    )
    page("/measures/NO-SUCH/evaluation", status=404)


def test_the_page_of_the_measure_leads_here(page):
    assert 'href="/measures/CWT-62D/evaluation?level=provider&amp;area=RFF"' in page(
        "/measures/CWT-62D?level=provider&area=RFF"
    )


def test_what_was_asked_is_read_from_the_address():
    asked = read({"from": "2024-07", "hoped": " 5", "settling": "2", "control": "others", "other": "x"})
    assert (asked.begins, asked.size, asked.months_settling, asked.is_whole) == ("2024-07", 5.0, 2, True)
    assert read({"hoped": "−2.5"}).size == -2.5
    assert not read({"hoped": "3"}).is_whole
    with pytest.raises(Refused, match="is not a number"):
        read({"hoped": "+"})

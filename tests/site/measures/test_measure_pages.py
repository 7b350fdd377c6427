"""The catalogue, the page of a measure, and what is not measured yet."""

import re
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from clearway.site.measures import figures
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import MEASURE_OF

WAITS = "/measures/CWT-62D"


def plain(text: str) -> str:
    """The words of a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_the_catalogue_lists_every_measure_measured_or_not(page):
    text = page("/measures")
    for one in figures.catalogue():
        assert f'href="/measures/{one.id}"' in text
    assert "draft, not reviewed" in text
    assert "not measured yet" in text


@pytest.mark.parametrize(
    ("query", "there", "away"),
    [
        ("text=62-day+combined", "CWT-62D", "PRE-SMOKE"),
        ("domain=prevention", "PRE-SMOKE", "CWT-62D"),
        ("ambition=A-EDX-7", "EDX-STAGE", "CWT-62D"),
        ("dashboard=yes", "CWT-62D", "CWT-104"),
        ("standing=measured+here", "CWT-62D", "EDX-STAGE"),
    ],
)
def test_the_catalogue_is_narrowed_by_words_domain_ambition_dashboard_and_standing(page, query, there, away):
    text = page(f"/measures?{query}")
    assert f'href="/measures/{there}"' in text
    assert f'href="/measures/{away}"' not in text


def test_a_search_that_finds_no_measure_says_so(page):
    assert "No measure fits" in page("/measures?text=zzzz")


def test_the_catalogue_is_taken_away_with_one_row_a_measure(as_analyst: Client):
    answer = as_analyst.get("/measures?table=catalogue&format=csv")
    lines = [line for line in answer.content.decode("utf-8-sig").splitlines() if line.startswith(("CWT-", "EDX-"))]
    assert any(line.startswith("CWT-62D,") for line in lines)
    assert any("not measured yet" in line for line in lines)


def test_the_page_of_a_measure_tells_value_limits_people_targets_source_and_age(page):
    text = plain(page(f"{WAITS}?level=provider&area=RFF"))
    for words in (
        "Barnsley Hospital", "95% limits", "people", "Standard", "National milestone", "Agreed trajectory",
        "70% by March 2025", "NHS England", "Received here", "Wilson score", "of every 100 people",
    ):  # fmt: skip
        assert words in text, words


def test_a_page_opens_with_the_alliance_of_the_store(page):
    assert "South Yorkshire and Bassetlaw, March 2025" in plain(page(WAITS))


def test_places_are_compared_in_words_and_stand_in_order_of_name_not_of_rank(page, as_analyst: Client):
    answer = as_analyst.get(f"{WAITS}?level=provider&table=places&format=xlsx")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == "Trusts and other providers")
    places = [row for row in rows[start + 1 :] if row[4] and row[4] != "not a place"]
    names = [row[0] for row in places]
    assert len(names) > 100
    assert names == sorted(names)
    assert {"better", "worse", "too few to say"} <= {row[4] for row in places}
    assert any("more month" in str(row[5]) for row in places)


def test_the_funnel_the_spread_and_the_neighbours_stand_beside_the_table(page):
    text = page(f"{WAITS}?level=provider&area=RFF")
    assert "each at its number of people" in text
    assert "chance taken away, eight of ten would lie between" in text
    assert "statistical neighbour" in text


def test_the_rules_of_the_waiting_times_stand_on_the_page_of_their_measure(page):
    text = page(WAITS)
    assert 'id="rules"' in text
    assert 'href="/standards/D62-3"' in text
    assert 'id="after-day-104"' in text


@pytest.mark.parametrize("slug", MEASURE_OF)
def test_an_address_of_before_leads_to_the_page_of_the_measure_for_good(as_analyst: Client, slug):
    answer = as_analyst.get(f"/measures/{slug}")
    assert answer.status_code == 301
    assert answer["Location"] == f"/measures/{MEASURE_OF[slug]}#rules"


@pytest.mark.parametrize("slug", [one for one in cards() if one not in MEASURE_OF])
def test_cards_of_what_is_no_measure_keep_their_page(page, slug):
    assert "What it cannot tell" in page(f"/measures/{slug}")


def test_a_measure_without_values_says_exactly_what_is_needed(page):
    text = page("/measures/SCR-BOWEL50")
    assert "Not measured yet" in text
    assert figures.catalogue()["SCR-BOWEL50"].needs[:30] in plain(text).replace("&#39;", "'")


def test_what_is_not_measured_yet_is_listed_with_what_is_needed_and_taken_away(page, as_analyst: Client):
    text = page("/measures/not-measured")
    missing = [one for one in figures.catalogue() if not figures.held_levels(one)]
    assert f"{len(missing)} of {len(figures.catalogue())} measures have no value" in text
    file = as_analyst.get("/measures/not-measured?table=not-measured&format=csv").content.decode("utf-8-sig")
    assert all(f"\n{one.id}," in file for one in missing)


def test_all_values_are_taken_away_with_limits_method_source_and_age(as_analyst: Client):
    file = as_analyst.get(f"{WAITS}?level=alliance&table=values&format=csv").content.decode("utf-8-sig")
    for heading in ("numerator", "denominator", "lower", "upper", "method", "publisher", "as_at"):
        assert heading in file


def test_figures_of_made_up_people_are_marked(page):
    assert "Synthetic" in page("/measures/CWT-MEDREF")


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (f"{WAITS}?level=planet", "There is no such kind of area"),
        (f"{WAITS}?level=district", "No values of CWT-62D are held by district"),
        (f"{WAITS}?level=provider&area=NOBODY", "No value of CWT-62D is held for the area"),
        (f"{WAITS}?area=" + "x" * 200, "too long"),
        (f"{WAITS}?as_known_on=2025-13-01", "cannot be answered"),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(page, path, words):
    assert words in plain(page(path, 400))


@pytest.mark.parametrize("path", ["/measures/NO-SUCH", "/measures/nonsense", f"{WAITS}?table=nothing&format=csv"])
def test_what_nobody_knows_is_not_found(page, path):
    page(path, 404)


def test_a_tracker_sees_published_values_and_no_sums_of_the_alliances_records(as_tracker: Client):
    assert as_tracker.get(WAITS).status_code == 200
    answer = as_tracker.get("/measures/CWT-MEDREF")
    assert answer.status_code == 200
    assert "Barnsley" in plain(answer.content.decode())
    assert as_tracker.get("/measures/CWT-MEDREF?level=alliance").status_code == 400
    assert as_tracker.get("/measures/CWT-MEDREF?level=provider&area=RHQ").status_code == 400


def test_an_overdue_review_is_flagged(as_analyst: Client, monkeypatch):
    from datetime import date

    from django.utils import timezone

    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2027, 4, 1))
    assert "overdue for their review" in as_analyst.get("/measures").content.decode()
    assert "was due on 31 March 2027" in plain(as_analyst.get(WAITS).content.decode())


def test_the_search_finds_measures(page):
    assert 'href="/measures/EDX-STAGE"' in page("/search?q=EDX-STAGE")


def test_no_page_of_measures_has_a_style_attribute(page):
    for path in ("/measures", WAITS, "/measures/not-measured"):
        assert " style=" not in page(path)

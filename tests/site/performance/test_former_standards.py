"""The standards until September 2023: pages of their own, reached from those of today and never drawn with them."""

import csv
import io

import pytest

from clearway.site.performance.asked import read
from clearway.site.performance.places import alliance, trust
from clearway.site.performance.presenters.former import as_published_then, month_then
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.waits import waits_page
from clearway.site.performance.standards_shown import ALL_STANDARDS, FORMER_STANDARDS, STANDARDS


def shown(standard: str, code: str = "", **said: str):
    asked = as_published_then(ALL_STANDARDS[standard], read(said))
    month = month_then(ALL_STANDARDS[standard], asked)
    place = trust(code, month) if code else alliance(asked.alliance, month)
    return waits_page(Subject(ALL_STANDARDS[standard], place, month, asked))


def test_every_former_standard_belongs_to_one_of_today():
    assert set(FORMER_STANDARDS) == {key for one in STANDARDS.values() for key in one.before}


def test_a_page_of_today_leads_to_the_standards_of_then_that_are_held(page):
    text = page("/waits/62")
    assert "Before October 2023: the standards of then" in text
    assert 'href="/waits/62_gp"' in text
    assert "31_rare" not in page("/waits/31")


def test_the_page_of_then_says_in_words_why_no_line_joins_it_to_today(page):
    text = page("/waits/62_gp")
    assert "This standard ended on 30 September 2023" in text
    assert "no line joins them" in text
    assert 'href="/waits/62"' in text


def test_the_newest_month_held_is_shown_with_its_threshold_of_the_time_and_england_beside_it():
    page = shown("62_gp")
    assert page.month == "March 2017"
    assert page.headline.people == "343 of 424"
    assert page.headline.verdict == "Standard 85%: not met"
    assert page.headline.origin == "Published, provisional"
    assert page.beside[0].startswith("England: 83.0%")


def test_months_that_are_not_held_are_a_gap_and_are_said():
    page = shown("62_gp")
    assert page.former.held == (
        "Held: December 2016 to March 2017; 1 month between is not held and is a gap on the chart."
    )
    assert [row[0].words for row in page.months.rows] == ["March 2017", "February 2017", "December 2016"]


def test_trusts_stand_under_the_names_of_the_time():
    then = [row[0].words for row in shown("62_gp", alliance="E56000005").sections[0].table.rows]
    assert "St Helens and Knowsley Hospital Services NHS Trust" in then
    assert "Royal Liverpool and Broadgreen University Hospitals NHS Trust" in then
    today = [row[0].words for row in shown("62", alliance="E56000005", month="2025-03").sections[0].table.rows]
    assert "Mersey and West Lancashire Teaching Hospitals NHS Trust" in today


def test_commissioners_stand_under_the_names_of_the_time():
    names = [row[0].words for row in shown("2ww").sections[0].table.rows]
    assert "NHS Barnsley CCG" in names


def test_a_standard_held_by_residents_alone_is_shown_by_residents():
    page = shown("62_screening")
    assert page.month == "July 2021"
    assert [section.heading for section in page.sections] == ["By commissioner"]


def test_care_settings_are_told_apart_and_each_opens_its_own_page(page):
    assert [section.heading for section in shown("62_gp").sections] == ["By trust", "By care setting"]
    assert "Admitted" in page("/waits/62_gp?route=Admitted")


def test_a_trust_has_a_page_of_then_with_its_wait_bands(page):
    assert shown("62_gp", code="RHQ").bands is not None
    assert "Sheffield Teaching Hospitals" in page("/waits/62_gp/RHQ")


def test_a_standard_of_which_nothing_is_held_is_an_empty_page_and_not_an_error(page):
    assert "No figures are held" in page("/waits/31_rare")


def test_computed_figures_cannot_be_asked_of_a_former_standard(page):
    assert "Published, provisional" in page("/waits/62_gp?basis=computed")
    assert shown("62_gp").bases == ()


def test_figures_whose_release_nothing_states_are_marked_as_that(page):
    assert "nothing in the files of these months says that their figures are the final ones" in page("/waits/62_gp")


@pytest.mark.parametrize("standard", sorted(FORMER_STANDARDS))
def test_every_former_standard_has_a_page_and_a_month_table_that_downloads(page, as_analyst, standard):
    page(f"/waits/{standard}")
    if standard != "31_rare":
        answer = as_analyst.get(f"/waits/{standard}?table=months&format=csv")
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert any(standard in row for row in rows)

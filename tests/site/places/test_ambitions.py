"""The first page: ten ambitions with everything a value must stand with, and nothing invented for those without."""

from datetime import date

import pytest

from clearway.site.measures import figures
from clearway.site.measures.permissions import EVERYTHING
from clearway.site.places.presenters.ambitions import Standing, ambitions

pytestmark = pytest.mark.django_db

HOME, TODAY = "E56000025", date(2025, 6, 1)


def rows():
    return {row.href.removeprefix("/measures/").split("?")[0]: row for row in ambitions(HOME, EVERYTHING, TODAY)}


def test_the_ten_rows_of_the_first_page_stand_in_their_order():
    assert list(rows()) == [row.measure for row in figures.catalogue().front_page.rows]
    assert len(rows()) == 10


def test_a_published_value_stands_with_interval_target_period_and_age():
    row = rows()["CWT-62D"]
    assert row.standing is Standing.OWN
    assert (row.cell.number, row.cell.interval) == ("67.9%", "64.9% to 70.8%")
    assert (row.target.words, row.target.is_provisional) == ("85%", False)
    assert (row.period, row.age) == ("March 2025", "3 months old")


def test_what_no_file_holds_is_not_measured_yet_and_says_what_is_needed(page):
    row = rows()["EXP-OVERALL"]
    assert (row.standing, row.cell) == (Standing.NONE, None)
    assert row.needs
    text = page("/")
    assert text.count("Not measured yet.") == sum(one.standing is Standing.NONE for one in rows().values())
    assert 'href="/measures/EXP-OVERALL"' in text


def test_the_inequality_mark_is_one_of_three_and_carries_its_sentence():
    marks = {row.inequality.mark for row in rows().values() if row.inequality}
    assert marks <= {"gradient clear", "none told", "not known"}
    assert all(row.inequality.said for row in rows().values() if row.inequality)


def test_figures_computed_from_records_here_never_stand_for_another_alliance():
    other = {row.heading: row for row in ambitions("E56000005", EVERYTHING, TODAY)}
    assert all(row.cell is None or row.cell.value.basis == "published" for row in other.values())

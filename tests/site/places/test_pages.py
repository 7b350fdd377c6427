"""Measures by place: the summary, what changed, a place, and two areas compared."""

import csv
import io
from datetime import date

import pytest

from clearway.site.measures.permissions import EVERYTHING, Sight
from clearway.site.performance.places import alliance
from clearway.site.places.asked import Asked
from clearway.site.places.presenters.changes import changes
from clearway.site.places.presenters.contrast import contrast
from clearway.site.places.presenters.summary import summary

pytestmark = pytest.mark.django_db

HOME, TODAY = "E56000025", date(2025, 6, 1)
NEVER_COMPUTED = Sight("RFF")


def shown(sight: Sight = EVERYTHING, **asked: str):
    return summary(Asked(**asked), alliance(HOME, "2025-06"), TODAY, sight)


def test_the_summary_has_a_column_for_the_alliance_england_and_each_of_its_trusts():
    page = shown()
    assert [one.words for one in page.table.headings][:3] == ["The alliance", "England", "Barnsley"]
    row = next(row for row in page.table.rows if row.measure.id == "CWT-62D")
    assert [cell.number for cell in row.cells[:2] if cell] == ["67.9%", "71.4%"]
    assert all(len(row.cells) == len(page.table.headings) for row in page.table.rows)


def test_rows_come_in_the_order_in_which_a_board_should_look():
    orders = [row.order for row in shown().table.rows]
    assert orders == sorted(orders)


def test_one_domain_can_be_looked_at_alone():
    page = shown(domain="diagnostics")
    assert {row.measure.domain for row in page.table.rows} <= {"diagnostics"}


def test_values_computed_from_records_never_stand_for_england():
    for row in shown().table.rows:
        assert row.cells[1] is None or row.cells[1].value.basis == "published"


def test_who_sees_one_trust_sees_computed_values_of_that_trust_alone():
    computed = {
        cell.value.area
        for row in shown(NEVER_COMPUTED).table.rows
        for cell in row.cells
        if cell and cell.value.basis == "computed"
    }
    assert computed <= {"RFF"}


def test_the_summary_is_downloaded_with_a_row_for_each_value(page):
    sent = page("/measures/summary?table=summary&format=csv").lstrip("\ufeff")
    rows = [one for one in csv.reader(io.StringIO(sent)) if one]
    head = next(number for number, row in enumerate(rows) if row[0] == "measure")
    assert len(rows) - head - 1 == len(shown().table.table.rows)
    assert {"variation", "assurance", "said", "source_files"} <= set(rows[head])


def test_what_changed_says_how_many_lines_were_looked_at_and_nothing_is_an_answer():
    found = changes(Asked(), alliance(HOME, "2025-06"), TODAY, EVERYTHING)
    assert found.said.endswith(".")
    if not found.changes:
        assert "Nothing beyond chance" in found.said or "long enough" in found.said


@pytest.mark.parametrize(
    "path",
    [
        "/measures/summary",
        "/measures/summary?parts=districts&order=catalogue",
        "/measures/summary?parts=icbs",
        "/measures/summary?alliance=E56000005",
        "/measures/changes",
        "/places/",
        "/places/E08000016",
        "/places/QF7",
        "/places/02P",
        "/places/E56000025",
        "/compare",
        "/compare?measure=CWT-62D&a=E56000025&b=E56000005",
        "/compare?measure=EXP-OVERALL",
    ],
)
def test_every_view_is_an_address_that_answers(page, path):
    assert "<h1" in page(path)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/places/E99999999", 404),
        ("/compare?a=ZZZZZ", 404),
        ("/measures/summary?parts=planets", 400),
        ("/measures/summary?domain=magic", 400),
        ("/measures/summary?alliance=E56999999", 400),
        ("/compare?measure=NO-SUCH", 400),
        ("/measures/summary?table=summary&format=pdf", 404),
    ],
)
def test_what_is_not_there_is_refused_in_words(page, path, status):
    page(path, status)


def test_a_place_says_where_it_lies_who_lives_there_and_how_deprived_it_is(page):
    text = page("/places/E08000016")
    for said in ("Barnsley", "South Yorkshire and Bassetlaw", "most deprived fifth", "85 and over", "<svg"):
        assert said in text


def test_a_place_says_how_many_are_women_and_how_many_live_in_each_fifth(page):
    text = page("/places/E08000016")
    for said in ("50.8% are women", "census of 2021", "People of Barnsley by deprivation", "Least deprived fifth"):
        assert said in text
    csv = page("/places/E08000016?table=people-by-deprivation&format=csv")
    assert "Most deprived fifth" in csv


def test_a_board_has_its_index_of_2025_too(page):
    assert "number 4 of 42 boards" in page("/places/E54000061")


def test_two_trusts_are_compared_by_a_test_of_their_difference():
    page = contrast(Asked(measure="CWT-62D", a="RHQ", b="RP5"), EVERYTHING, TODAY)
    assert page.label == "worse"
    assert "Newcombe" in page.method
    assert "lower than" in page.said
    assert page.sides[0].name.startswith("Sheffield")


def test_the_other_way_round_says_the_opposite():
    page = contrast(Asked(measure="CWT-62D", a="RP5", b="RHQ"), EVERYTHING, TODAY)
    assert page.label == "better"


def test_the_page_of_a_trust_has_its_measures(page):
    text = page("/organisations/RHQ")
    assert "Measures of this trust" in text
    assert "/measures/CWT-62D?level=provider&amp;area=RHQ" in text
    assert "alliance=E56" in page("/organisations/RJ1")

"""The overview: are we keeping our promises, and where are the long waits?"""

import csv
import io

import openpyxl

from clearway.site.performance.asked import read
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.presenters.overview import overview


def test_the_three_standards_are_cards_with_interval_people_and_met_or_not_in_words(page):
    shown = overview(read({}))
    told, treated31, treated62 = shown.cards
    assert (told.heading, told.trusts.percent, told.trusts.verdict) == (
        "Told within 28 days",
        "76.6%",
        "Standard 75%: met",
    )
    assert treated31.trusts.verdict == "Standard 96%: not met"
    assert treated62.trusts.percent == "67.9%"
    assert treated62.trusts.interval == "64.9% to 70.8%"
    assert treated62.trusts.people == "664.5 of 978.5"
    assert treated62.trusts.short == "167.5 people short"
    assert treated62.trusts.origin == "Published, final"
    assert treated62.ambition == "Ambition 70% by March 2025"


def test_the_sum_of_trusts_and_the_count_of_residents_stand_beside_each_other_and_differ(page):
    card = overview(read({})).cards[2]
    assert (card.trusts.people, card.residents.people) == ("664.5 of 978.5", "460 of 695")
    text = page("/")
    assert "Sums its trusts" in text
    assert "Counting its residents" in text


def test_the_newest_month_is_shown_and_every_page_says_how_settled_it_is(page):
    text = page("/")
    assert "March 2025, final" in text
    assert '<option value="2025-03" selected>' in text


def test_any_of_the_alliances_can_be_chosen(page):
    text = page("/?alliance=E56000027")
    assert "<h1" in text
    assert "North Central London Cancer Alliance" in text
    assert text.count('<option value="E560000') == 21


def test_a_month_that_is_not_held_is_an_empty_page_that_says_what_is_held(page):
    text = page("/?month=2030-01")
    assert "No figures are held for January 2030" in text
    assert "to March 2025" in text
    assert "clearway-cards" not in text


def test_long_waits_stand_by_cancer_type_and_trust_with_most_people_over_first():
    grid = overview(read({})).waits
    assert grid.rows[0].label.words == "Urological - Prostate"
    assert [head.words for head in grid.columns][:2] == ["Barnsley", "Chesterfield Royal"]
    barnsley = grid.rows[0].cells[0]
    assert barnsley.words == "39.6%"
    assert barnsley.details == ("16 of 26.5 over",)
    assert barnsley.href == "/waits/62/RFF?alliance=E56000025&cancer_type=Urological+-+Prostate"


def test_a_share_of_fewer_than_ten_people_is_too_few_to_say_and_its_count_is_shown():
    cells = [cell for row in overview(read({})).waits.rows for cell in row.cells if cell.words == "too few to say"]
    assert cells
    for cell in cells:
        assert cell.is_quiet
        assert float(cell.details[0].split(" of ")[1].split()[0]) < 10


def test_each_trust_says_how_many_people_short_of_each_standard_it_is():
    grid = overview(read({})).trusts
    sheffield = next(row for row in grid.rows if row.label.words == "Sheffield")
    assert [cell.details[-1] for cell in sheffield.cells] == [
        "4 people short",
        "160 people short",
        "108.5 people short",
    ]


def test_people_treated_after_day_104_and_referrals_seen_are_counted_both_ways():
    counts = {count.label: count for count in overview(read({})).counts}
    longest = counts["Treated after day 104"]
    assert (longest.trusts, longest.residents) == ("101", "77")
    seen = counts["Seen after an urgent referral for suspected cancer"]
    assert seen.trusts == "7,085, 5,566 of them within 14 days"


def test_every_table_of_the_overview_downloads_whole(as_analyst):
    answer = as_analyst.get("/?table=long-waits&format=csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    few = [row for row in rows if float(row["total"]) < 10]
    assert few
    assert all(row["share"] for row in few if float(row["total"]))
    assert {row["basis"] for row in rows} == {"published"}
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    book = openpyxl.load_workbook(io.BytesIO(as_analyst.get("/?table=trusts&format=xlsx").content))
    assert book.sheetnames == ["Table", "Notes"]


def test_every_number_leads_to_its_definition(page):
    text = page("/")
    for slug in ("28-day", "31-day", "62-day", "after-day-104", "referrals-seen", "too-few-to-say"):
        assert f'href="{definition_href(slug)}"' in text


def test_the_files_behind_the_page_are_named(page):
    assert "MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx" in page("/")

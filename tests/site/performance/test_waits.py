"""A standard, for an alliance or a trust: where is it lost?"""

import csv
import io
import re

import pytest

from clearway.site.performance.asked import read
from clearway.site.performance.places import alliance, trust
from clearway.site.performance.presenters.subject import Subject
from clearway.site.performance.presenters.waits import waits_page
from clearway.site.performance.standards_shown import STANDARDS


def shown(standard: str = "62", code: str = "", month: str = "2025-03", **said: str):
    asked = read(said)
    place = trust(code, month) if code else alliance(asked.alliance, month)
    return waits_page(Subject(STANDARDS[standard], place, month, asked))


def test_the_worst_cancer_type_of_a_trust_is_said_in_the_first_lines():
    page = shown(code="RHQ")
    assert page.worst == (
        "Most people treated after day 62: Lung, 34 of 73.",
        "Lowest share treated within 62 days: Urological - Other (a), 29.2% (14.9% to 49.2%), 24 people.",
    )


def test_cancer_types_stand_with_most_people_over_first_or_lowest_share_first_or_by_name():
    names = {
        order: [row[0].words for row in shown(code="RHQ", order=order).sections[0].table.rows]
        for order in ("breaches", "share", "name")
    }
    assert names["breaches"][0] == "Lung"
    assert names["share"][0] == "Urological - Other (a)"
    assert names["name"] == sorted(names["name"])


def test_a_share_that_is_too_few_to_say_comes_last_when_ordered_by_share():
    shares = [row[3].words for row in shown(code="RHQ", order="share").sections[0].table.rows]
    few = shares.index("too few to say")
    assert set(shares[few:]) == {"too few to say"}


def test_an_alliance_is_told_apart_by_trust_cancer_type_route_and_kind_of_treatment():
    assert [section.heading for section in shown().sections] == [
        "By trust",
        "By cancer type",
        "By route of referral",
        "By kind of treatment",
    ]


def test_counted_by_residents_an_alliance_is_told_apart_by_commissioner():
    page = shown(side="residents")
    assert page.sections[0].heading == "By commissioner"
    assert page.headline.people == "460 of 695"


def test_the_31_day_standard_is_told_apart_by_first_and_later_treatment():
    page = shown("31")
    table = next(section for section in page.sections if section.heading == "By first and later treatment").table
    assert {row[0].words for row in table.rows} == {"First Treatment", "Subsequent Treatment"}


def test_every_row_opens_the_next_level_and_the_trail_leads_back(page):
    table = shown().sections[0].table
    assert table.rows[0][0].href == "/waits/62/RHQ"
    lung = next(row for row in shown(code="RHQ").sections[0].table.rows if row[0].words == "Lung")
    assert lung[0].href == "/waits/62/RHQ?cancer_type=Lung"
    text = page("/waits/62/RHQ?cancer_type=Lung")
    trail = re.search(r'aria-label="Breadcrumb".*?</nav>', text, re.DOTALL)[0]
    assert [words for words in re.findall(r">([^<>\n]+)<", trail) if words.strip()] == [
        "Overview",
        "Treated within 62 days",
        "Sheffield Teaching Hospitals NHS Foundation Trust",
        "Lung",
    ]


def test_england_and_other_releases_of_the_same_figure_stand_beside_it():
    page = shown(code="RHQ")
    assert page.headline.people == "216.5 of 382"
    assert page.beside == ("England: 71.4% (70.9% to 72.0%), 27,537.5 people treated, published, final",)
    assert page.other_releases == (
        "Provisional release: 56.1%, 206.5 of 368 (CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx)",
    )


def test_a_gap_between_months_is_a_gap_and_provisional_months_are_hollow(page):
    drawing = shown(code="RHQ", month="2025-03").line
    assert "Hollow marks are provisional months" in drawing.sentence
    assert 'fill="#ffffff" stroke="#005eb8"' in drawing.wide


def test_the_change_on_the_month_before_claims_nothing(page):
    page_of = shown(code="RHQ")
    assert page_of.sections[0].table.headings[6].words == "Change on February 2025 (provisional)"
    assert re.fullmatch(r"[+-]\d+\.\d points", page_of.sections[0].table.rows[0][6].words)
    assert "mostly chance" in page("/waits/62/RHQ")


def test_a_filter_that_no_publication_has_is_refused_with_what_can_be_asked(page):
    text = page("/waits/62?cancer_type=Lung&modality=Surgery", 400)
    assert "No publication tells cancer type and kind of treatment apart at once" in text


def test_a_label_that_nobody_has_is_an_empty_page_and_not_an_error(page):
    text = page("/waits/62?cancer_type=Nonsense")
    assert "Nobody was counted for Cancer type: Nonsense in March 2025" in text
    assert "clearway-headline" not in text


def test_a_month_that_is_not_held_says_which_are_and_shows_no_empty_frames(page):
    text = page("/waits/62?month=2030-01")
    assert "No figures are held for January 2030. They are held from" in text
    assert "clearway-headline" not in text
    assert "What is counted" in text


def test_an_unknown_trust_is_not_found(page):
    page("/waits/62/XXX", 404)


def test_computed_figures_say_that_they_are_synthetic_and_show_the_published_ones_beside_them(page):
    computed = shown(code="RHQ", basis="computed")
    assert computed.mark.startswith("SYNTHETIC")
    assert computed.settled == "Computed from synthetic records, provisional"
    assert computed.headline.people == "2 of 18"
    assert computed.beside[0].startswith("Published for the same place: 56.7%")
    assert page("/waits/62/RHQ?basis=computed").count("SYNTHETIC") >= 2


def test_published_figures_never_carry_the_mark_of_synthetic_ones(page):
    assert "SYNTHETIC" not in page("/waits/62/RHQ")


def test_computed_figures_have_median_and_90th_centile():
    table = shown(code="RHQ", basis="computed").sections[0].table
    assert [heading.words for heading in table.headings][-2:] == ["Median days", "90th centile"]


def test_with_and_without_adjustments_stand_side_by_side():
    adjusted = shown(code="RHQ", basis="computed").adjustments
    assert [row[0].words for row in adjusted.table.rows] == ["With adjustments", "Without adjustments"]
    assert [row[2].words for row in adjusted.table.rows] == ["2", "0"]
    assert adjusted.sentence.endswith("2 are within the standard only because of it.")
    assert shown(code="RHQ").adjustments is None


def test_both_bases_open_on_the_same_month(as_analyst):
    for basis in ("published", "computed"):
        assert "March 2025" in as_analyst.get(f"/waits/62/RHQ?basis={basis}").content.decode()


def test_the_file_of_a_table_has_every_figure_and_its_source(as_analyst):
    answer = as_analyst.get("/waits/62/RHQ?table=by-cancer-type&format=csv")
    rows = {row["cancer_type"]: row for row in csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))}
    assert rows["Lung"]["total"] == "73"
    assert rows["Lung"]["within"] == "39"
    assert rows["Lung"]["month"] == "2025-03"
    assert float(rows["Haematological - Lymphoma"]["share"]) > 0
    assert "MARCH-2025-CWT-CRS-PROVIDER-WORKBOOK-FINAL.xlsx" in rows["Lung"]["source"]
    assert "62-days-sheffield-teaching-hospitals" in answer["Content-Disposition"]


def test_a_table_that_the_page_does_not_have_is_not_found(page):
    page("/waits/62?table=nonsense&format=csv", 404)
    page("/waits/62?table=by-provider&format=pdf", 404)


def test_choosing_a_month_keeps_the_rest_of_the_view(page):
    text = page("/waits/62/RHQ?cancer_type=Lung&order=name")
    assert '<input type="hidden" name="cancer_type" value="Lung">' in text
    assert '<input type="hidden" name="order" value="name">' in text


def test_the_bare_address_leads_to_the_62_day_standard(as_analyst):
    assert as_analyst.get("/waits?month=2025-03")["Location"] == "/waits/62?month=2025-03"


@pytest.mark.parametrize("standard", ["28", "31", "62"])
def test_each_standard_shows_its_thresholds_over_time_with_how_sure_they_are(page, standard):
    text = page(f"/waits/{standard}")
    assert "Standards and ambitions over time" in text
    assert "verified" in text


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/", "/waits/62", "/waits/62/RHQ", "/alliances"])
def test_a_page_asked_again_costs_at_most_fifty_milliseconds(as_analyst, path):
    import time

    as_analyst.get(path)
    spent = []
    for _ in range(3):
        start = time.process_time()
        as_analyst.get(path)
        spent.append(time.process_time() - start)
    assert min(spent) < 0.050


def test_how_long_people_waited_is_drawn_in_the_bands_of_the_official_statistics(page):
    bands = shown().bands
    assert bands.drawing.sentence == "314 of 978.5 waited more than 62 days; 101 of them over 104 days."
    assert [row[0].words for row in bands.table.rows][-1] == "over 104 days"
    assert shown(cancer_type="Lung").bands is None


def test_a_computed_page_leads_to_the_people_behind_it_for_those_who_may_open_them(page):
    text = page("/waits/62/RHQ?basis=computed&cancer_type=Lung")
    assert 'href="/waits/breaches?standard=62&amp;month=2025-03&amp;trust=RHQ&amp;cancer_type=Lung"' in text
    assert "/waits/breaches?" not in page("/waits/62/RHQ")

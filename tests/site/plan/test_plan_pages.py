"""The pages of plans: what was promised, who owes it, when, what it costs, and what the measures say."""

import csv

import pytest
from tests.site.conftest import member, sign_in
from tests.site.plan.conftest import deliverable

from clearway.site.organisations.models import Organisation
from clearway.site.organisations.roles import BoardMember, GpPractice, PatientRepresentative, RegionalReader, Tracker
from clearway.site.pages.search import found


def page(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content[:400]
    return " ".join(answer.content.decode().split())


def test_without_a_plan_the_page_says_how_to_load_one(as_manager):
    assert "clearway plan import FILE" in page(as_manager, "/plan/")


def test_the_plan_that_begins_last_is_shown_and_the_other_is_history(as_manager, of_2025, of_2017):
    shown = page(as_manager, "/plan/")
    assert "North Central London: public intentions for 2025/26" in shown
    assert "NCLP-2" in shown
    assert "Prehabilitation lead, Trust A" in shown
    assert "£80,000 planned, £31,000 spent" in shown
    old = page(as_manager, f"/plan/{of_2017.pk}")
    assert "This is a plan of the past" in old
    assert "2017/18 Q1-2 to 2017/18 Q3-4" in old


def test_a_store_without_figures_says_so_beside_each_measure(as_manager, of_2017):
    assert "no figures in this store yet" in page(as_manager, f"/plan/deliverables/{deliverable('D1.2').pk}")


def test_the_grid_tells_printed_marks_from_our_reading(as_manager, of_2017):
    shown = page(as_manager, f"/plan/{of_2017.pk}?view=grid")
    assert shown.count("●</span>") == 2 + 8 + 2 + 4 + 8
    assert "our reading: as PR1, which names it" in shown
    assert "no marks in the source" in shown


def test_the_grid_and_its_download_are_the_same_rows(as_manager, of_2017):
    sheet = as_manager.get(f"/plan/{of_2017.pk}?view=grid&table=grid&format=csv").content.decode("utf-8-sig")
    assert sheet.startswith("id,words,2017_18_q1_2,2017_18_q3_4,")
    row = next(line for line in csv.reader(sheet.splitlines()) if line and line[0] == "PR3")
    assert row[2:10] == ["yes", "yes", "yes", "no", "no", "no", "yes", "no"]
    assert "D1.1" in sheet
    assert "our reading" in sheet


def test_the_five_columns_tell_what_each_workstream_answers(as_manager, of_2017):
    shown = page(as_manager, f"/plan/{of_2017.pk}?view=table")
    assert "To be achieved locally (recommendations)" in shown
    assert "(recommendation 39)" in shown
    assert "N-TRT-4 National recommendations on effective MDT working" in shown
    assert "Barnsley: Raise screening uptake" in shown


def test_coverage_names_orphans_on_both_sides(as_manager, of_2017):
    shown = page(as_manager, f"/plan/{of_2017.pk}?view=coverage")
    assert "23 things asked that no deliverable answers" in shown
    assert "recommendation 39" in shown
    assert "Acute oncology services" in shown.split("Nobody asked for these")[1].split("<table")[0]


def test_findings_lead_to_their_deliverables(as_manager, of_2017):
    shown = page(as_manager, f"/plan/{of_2017.pk}?view=findings")
    assert f'href="/plan/deliverables/{deliverable("D1.1").pk}"' in shown
    assert "its 19 rows add up to 36" in shown


def test_a_deliverable_tells_its_promise_and_whom_it_answers(as_manager, of_2017, of_2025):
    shown = page(as_manager, f"/plan/deliverables/{deliverable('D4.1').pk}")
    assert "Recommendation 65" in shown
    assert "inferred from Annex A" in shown
    assert "Locality gap analysis" in shown
    late = page(as_manager, f"/plan/deliverables/{deliverable('NCLP-2').pk}")
    assert "Late" in late
    assert "31 January 2026" in late


def test_what_is_provisional_keeps_its_mark(as_manager, of_2025):
    assert ">provisional<" in page(as_manager, f"/plan/{of_2025.pk}?view=coverage")


@pytest.mark.parametrize("role", [BoardMember, PatientRepresentative, Tracker])
def test_everybody_of_the_alliance_reads_the_plan(role, browser, barnsley, of_2017):
    sign_in(browser, member("reader@example.org", barnsley, role).person.email)
    assert "Cancer intelligence" in page(browser, "/plan/")


def test_a_practice_reads_it_and_who_looks_from_outside_does_not(browser, of_2017, db):
    practice = Organisation.objects.create(code="C85001", name="A practice", kind="practice")
    sign_in(browser, member("gp@example.org", practice, GpPractice).person.email)
    assert browser.get("/plan/").status_code == 200
    browser.logout()
    icb = Organisation.objects.create(code="QF7", name="A board", kind="icb")
    sign_in(browser, member("region@example.org", icb, RegionalReader).person.email)
    assert browser.get("/plan/").status_code == 403
    assert browser.get(f"/plan/deliverables/{deliverable('D1.1').pk}").status_code == 403


@pytest.mark.parametrize(
    "address", ["/plan/99", "/plan/deliverables/99", "/plan/99999999999999999999", "/plan/?view=x"]
)
def test_what_is_not_there_is_not_found(address, as_manager, of_2017):
    assert as_manager.get(address).status_code == 404


def test_the_search_finds_deliverables_by_words(manager, of_2017):
    assert [one.label for one in found("vague symptoms model", manager)] == ["D2.7 Vague symptoms model"]


def test_the_timeline_says_in_words_what_it_draws(as_manager, of_2025):
    shown = page(as_manager, f"/plan/{of_2025.pk}?view=timeline")
    assert "expected on 31 January 2026 (123 days late)" in shown
    assert "passed on 24 June 2025 (6 days early)" in shown
    assert "that day is over, and nobody says it was passed" in shown
    assert shown.count('class="clearway-plan__strip"') == 13
    sheet = as_manager.get(f"/plan/{of_2025.pk}?view=timeline&table=milestones&format=csv").content.decode("utf-8-sig")
    assert "2025-09-30,2026-01-31,,123,yes" in sheet


def test_the_board_has_a_column_for_each_state_and_one_for_what_nobody_has_said(as_manager, of_2025, of_2017):
    shown = page(as_manager, f"/plan/{of_2025.pk}?view=board")
    late = shown.split(">Late</strong>")[1].split("</section>")[0]
    assert "Prehabilitation and physical activity" in late
    assert "2 open concerns" in late
    assert shown.count("<section") == 7
    assert page(as_manager, f"/plan/{of_2017.pk}?view=board").split("Nobody has said")[1].count("<li") >= 25

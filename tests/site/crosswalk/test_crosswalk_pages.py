"""Strategies against a plan: suggested matches that a person accepts or rejects with a reason, kept and audited."""

from pathlib import Path

import pytest
from tests.site.conftest import member, sign_in

from clearway.planning.crosswalk.measured import MEASURED
from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import plan_of_2017
from clearway.site.audit.models import Event
from clearway.site.crosswalk.models import Match
from clearway.site.crosswalk.services import suggested
from clearway.site.organisations.roles import BoardMember, ProgrammeManager
from clearway.site.plan.models import Plan
from clearway.site.plan.services.loading import load_plan

STRATEGY = "taskforce-2016"
DOCS = Path(__file__).parents[3] / "docs" / "crosswalk-measured.md"


@pytest.fixture
def manager(alliance):
    return member("manager@example.org", alliance, ProgrammeManager)


@pytest.fixture
def row(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan_of_2017())).row


def href(row: Plan, one) -> str:
    return f"/plan/{row.pk}/crosswalk/answer?strategy={STRATEGY}&asked={one.asked.id}&answering={one.answering.id}"


def test_a_match_is_accepted_with_a_reason_and_the_next_one_follows(browser, manager, row):
    sign_in(browser, manager.person.email)
    first, second, *_ = suggested(plan_of_2017(), STRATEGY)
    assert first.words[0] in browser.get(href(row, first)).content.decode()
    answer = browser.post(href(row, first), {"answer": "accepted", "reason": "The same test"})
    assert second.answering.id in answer["Location"]
    browser.post(href(row, second), {"answer": "rejected", "reason": "Another thing"})
    assert [(one.answer, one.reason) for one in Match.objects.order_by("pk")] == [
        ("accepted", "The same test"),
        ("rejected", "Another thing"),
    ]
    assert Event.objects.filter(event__startswith="match ").count() == 2
    browser.post(href(row, first), {"answer": "rejected", "reason": "Looked again"})
    assert Match.objects.count() == 2
    assert Event.objects.order_by("pk").last().before == {"answer": "accepted"}
    shown = browser.get(f"/plan/{row.pk}/crosswalk?strategy={STRATEGY}&show=rejected").content.decode()
    assert "Looked again" in shown
    assert f"2 of {len(suggested(plan_of_2017(), STRATEGY))} suggestions are answered" in shown


@pytest.mark.parametrize("said", [{"answer": "accepted"}, {"reason": "x"}, {"answer": "perhaps", "reason": "x"}])
def test_an_answer_says_yes_or_no_and_why(browser, manager, row, said):
    sign_in(browser, manager.person.email)
    first = suggested(plan_of_2017(), STRATEGY)[0]
    assert browser.post(href(row, first), said).status_code == 422
    assert not Match.objects.exists()


def test_whoever_reads_plans_sees_them_with_how_good_they_are_and_takes_the_list(browser, alliance, row):
    member("board@example.org", alliance, BoardMember)
    sign_in(browser, "board@example.org")
    shown = browser.get(f"/plan/{row.pk}/crosswalk?strategy={STRATEGY}").content.decode()
    assert "57 in 100 suggestions were right" in shown
    assert "Nobody has answered yet" in shown
    sheet = browser.get(f"/plan/{row.pk}/crosswalk?strategy={STRATEGY}&table=matches&format=csv")
    assert sheet.content.decode("utf-8-sig").startswith("strategy,asked,asked_text,")
    assert browser.get(href(row, suggested(plan_of_2017(), STRATEGY)[0])).status_code == 403
    assert browser.get(f"/plan/{row.pk}/crosswalk?strategy=none").status_code == 404


def test_the_figures_on_the_page_are_those_that_were_measured():
    page = DOCS.read_text()
    for one in MEASURED:
        numbers = " | ".join(f"{part:.2f}" for part in (one.precision, one.recall, one.reach))
        assert f"| {one.score:.2f} | {one.suggested} | {numbers} |" in page

"""The roll-out grid, cell by cell with its history; and the sign-off sheet, version by version."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from tests.planning.funded import funded
from tests.planning.plans import deliverable_in, plan
from tests.site.conftest import member, sign_in
from tests.site.groups.furnishing import groups_within
from tests.site.plan.test_governed_money import page

from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.groups.models import Decision
from clearway.site.organisations.roles import Administrator, CancerManager
from clearway.site.plan.models import Plan, RollOut, RollOutChange, RollOutPlace, SigningBody
from clearway.site.plan.services.agreement import Told, add_body, link_decision, record_answer
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.rollout import COLUMNS, say_status
from clearway.site.plan.services.seen import mark_of

TODAY = date(2025, 6, 1)


@pytest.fixture
def of_small(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan(funded()))).row


def test_a_cell_changes_with_its_history_and_live_needs_its_day(manager, as_manager, of_small):
    row = RollOut.objects.get(code="R1")
    said = {"by": manager, "roll_out": row, "provider": "Trust B", "today": TODAY}
    seen = mark_of(RollOutPlace.objects.get(provider="Trust B"), COLUMNS)
    with pytest.raises(Refused, match="since when"):
        say_status(**said, status="live", since=None, seen=seen)
    with pytest.raises(Refused, match="still to come"):
        say_status(**said, status="live", since=date(2025, 7, 1), seen=seen)
    say_status(**said, status="live", since=TODAY, note="Commissioned", seen=seen)
    with pytest.raises(Refused, match="since you opened it"):
        say_status(**said, status="stopped", since=None, seen=seen)
    change = RollOutChange.objects.get()
    assert (change.before, change.after, change.note) == ("pilot", "live", "Commissioned")
    assert "Pilot to Live" in page(as_manager, f"/plan/roll-outs/{row.pk}")
    grid = page(as_manager, f"/plan/{of_small.pk}?view=roll-out")
    assert "live at 2 of 2" in grid
    address = f"/plan/{of_small.pk}?view=roll-out&table=roll-out&format=csv"
    sheet = as_manager.get(address).content.decode("utf-8-sig")
    assert "R1,Teledermatology,D1,Trust B,Live,2025-06-01,two days a week," in sheet


def test_a_provider_says_how_its_own_services_stand_and_no_others(browser, barnsley, of_small):
    lead = member("lead@example.org", barnsley, CancerManager)
    row = RollOut.objects.get(code="R1")
    say_status(by=lead, roll_out=row, provider="RFF", status="pilot", since=None, today=TODAY)
    with pytest.raises(PermissionDenied):
        say_status(by=lead, roll_out=row, provider="Trust A", status="stopped", since=None, today=TODAY)
    sign_in(browser, lead.person.email)
    shown = page(browser, f"/plan/{of_small.pk}?view=roll-out")
    assert shown.count(">Change<") == 1
    assert "say?provider=RFF" in shown


def test_a_new_version_asks_again_where_the_terms_say(manager, as_manager, of_small):
    trust, council = SigningBody.objects.get(code="SB1"), SigningBody.objects.get(code="SB2")
    told = Told("agreed", "Chief executive", TODAY, "Board paper 12")
    for body in (trust, council):
        record_answer(by=manager, body=body, told=told, version=1, today=TODAY)
    assert "Every body that must agree has agreed version 1." in page(as_manager, f"/plan/{of_small.pk}?view=sign-off")
    content = funded()
    deliverable_in(content, "D1")["title"] = "Another promise"
    load_plan(by=manager, read=ReadPlan(plan(content)))
    shown = page(as_manager, f"/plan/{of_small.pk}?view=sign-off")
    assert "0 of the 1 bodies that must agree have agreed version 2." in shown
    assert "Agreed to version 1; asked again for version 2" in shown
    assert "Agreed (version 1)" in shown
    with pytest.raises(Refused, match="at version 2 now"):
        record_answer(by=manager, body=trust, told=told, version=1, today=TODAY)
    wary = Told("reservations", "Chief executive", TODAY, "Minute 3")
    with pytest.raises(Refused, match="without words"):
        record_answer(by=manager, body=trust, told=wary, version=2, today=TODAY)
    assert page(as_manager, f"/plan/bodies/{trust.pk}").count("Board paper 12") == 1


def test_a_decision_beside_the_plan_shows_its_authority_and_who_must_ratify(
    manager, as_manager, alliance, barnsley, of_small
):
    groups_within(member("administrator@example.org", alliance, Administrator), "Words")
    decision = Decision.objects.first()
    decision.must_ratify = "Boards of the trusts"
    decision.save()
    link_decision(by=manager, plan=of_small, decision=decision)
    with pytest.raises(Refused, match="already"):
        link_decision(by=manager, plan=of_small, decision=decision)
    shown = page(as_manager, f"/plan/{of_small.pk}?view=sign-off")
    assert decision.authority in shown
    assert "Boards of the trusts" in shown


def test_bodies_answers_and_cells_are_written_on_the_pages(as_manager, manager, of_small):
    as_manager.post(f"/plan/{of_small.pk}/bodies/add", {"name": "Trust C", "asks": ["must_agree"]})
    body = SigningBody.objects.get(name="Trust C")
    assert (body.must_agree, body.agrees_again) == (True, False)
    with pytest.raises(Refused, match="on the sheet already"):
        add_body(by=manager, plan=of_small, said={"name": "Trust C"})
    typed = {
        "answer": "not_yet",
        "by_whom": "Chair",
        "on-day": "1",
        "on-month": "6",
        "on-year": "2025",
        "paper": "Minute 9",
    }
    answer = as_manager.post(f"/plan/bodies/{body.pk}/answer", typed | {"seen": "1"}, follow=True)
    assert "Trust C, version 1: not yet agreed." in answer.content.decode()
    row = RollOut.objects.get(code="R1")
    assert "Teledermatology at Trust C" in page(as_manager, f"/plan/roll-outs/{row.pk}/say?provider=Trust+C")
    answer = as_manager.post(f"/plan/roll-outs/{row.pk}/say", {"provider": "Trust C", "status": "planned"}, follow=True)
    assert "Teledermatology at Trust C: planned." in answer.content.decode()

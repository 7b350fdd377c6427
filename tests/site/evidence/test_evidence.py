"""From what was seen to an action or a question, and the chain back: kept as it was shown, no further told."""

import re

import pytest
from django.core import signing
from django.test import Client, RequestFactory
from django.urls import reverse
from tests.planning.plans import deliverable_in, plan, small
from tests.site.conftest import member, sign_in

from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.evaluation.of_plan import hopes_of
from clearway.site.evidence.models import Evidence
from clearway.site.evidence.seen import SALT, read_seen, seen_here
from clearway.site.evidence.services import make_activity
from clearway.site.groups.models import Question
from clearway.site.measures.permissions import sight_of
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.roles import BoardMember, CancerManager, ProgrammeManager
from clearway.site.plan.models import Activity, Deliverable, PlanVersion
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.moves import add_move, take_back

CHANGE = {
    "kind": "change",
    "title": "62-day share, Doncaster, March 2025",
    "sentence": "Lower than chance allows.",
    "measure": "CWT-62D",
    "address": "/places/changes?month=2025-03",
    "snapshot": "version 7",
    "figures": (("Value", "61.2%"), ("Limits", "")),
}


@pytest.fixture
def manager(alliance) -> Membership:
    return member("manager@example.org", alliance, ProgrammeManager)


@pytest.fixture
def row(manager) -> PlanRow:
    content = small()
    deliverable_in(content, "D1")["owner"] = {"role": "Lead", "organisation": "RFF"}
    return load_plan(by=manager, read=ReadPlan(plan(content))).row


@pytest.fixture
def trust(barnsley: Organisation) -> Organisation:
    return barnsley


def links(by: Membership, **said: object):
    request = RequestFactory().get("/anywhere?x=1")
    request.membership = by
    return seen_here(request, **{**CHANGE, **said})


def token(href: str) -> str:
    return href.split("seen=")[1]


def the_one() -> Deliverable:
    return Deliverable.objects.get()


def test_an_action_is_made_of_a_change_and_keeps_what_was_shown(browser: Client, manager, row):
    sign_in(browser, manager.person.email)
    address = links(manager).action
    assert "62-day share, Doncaster, March 2025" in browser.get(address).content.decode()
    browser.post(address, {"deliverable": the_one().pk, "words": "Look at staffing on Fridays"})
    made = Activity.objects.get(text="Look at staffing on Fridays")
    kept = Evidence.unscoped.get()
    assert made.rest["reference"].startswith("Made from 62-day share, Doncaster, March 2025, seen on ")
    assert made.rest["measures"] == ["CWT-62D"]
    assert (kept.snapshot, kept.sentence, kept.figures) == ("version 7", CHANGE["sentence"], [["Value", "61.2%"]])
    assert (kept.is_shared, kept.organisation_code) == (True, manager.organisation.code)
    assert PlanVersion.objects.count() == 2
    assert Event.objects.filter(event="evidence kept").count() == 1
    shown = browser.get(f"/plan/deliverables/{the_one().pk}/chain").content.decode()
    assert 'href="/places/changes?month=2025-03"' in shown
    assert "Look at staffing on Fridays" in shown


def test_what_was_seen_cannot_be_made_up(manager):
    with pytest.raises(Refused, match="without anything that was seen"):
        read_seen(signing.dumps({"kind": "change"}, salt="another"))
    altered = token(links(manager).action)[:-3] + "abc"
    with pytest.raises(Refused):
        read_seen(altered)
    assert signing.loads(token(links(manager).action), salt=SALT)["kind"] == "change"


def test_of_a_pathway_others_are_told_whose_it_is_alone(browser, manager, row, trust, rotherham):
    theirs = member("lead@rff.example", trust, CancerManager)
    seen = read_seen(token(links(theirs, kind="pathway", title="A pathway", sentence="Day 68", measure="",
                                 address="/pathways/0123456789abcdef0123").action))  # fmt: skip
    make_activity(by=theirs, seen=seen, deliverable=the_one(), words="Book the scan sooner")
    assert f"Made from a pathway of {trust.name}" in Activity.objects.get(text="Book the scan sooner").rest["reference"]
    chain = f"/plan/deliverables/{the_one().pk}/chain"
    sign_in(browser, theirs.person.email)
    assert "/pathways/0123456789abcdef0123" in browser.get(chain).content.decode()
    for by in (manager, member("else@example.org", rotherham, CancerManager)):
        browser.logout()
        sign_in(browser, by.person.email)
        shown = browser.get(chain).content.decode()
        assert "0123456789abcdef0123" not in shown
        assert "Day 68" not in shown
        assert f"a pathway of {trust.name}" in shown
    assert links(manager, kind="pathway") is None


def test_a_trust_adds_to_its_own_deliverables_alone(browser, manager, row, trust):
    theirs = member("lead@rff.example", trust, CancerManager)
    assert links(theirs).question == ""
    sign_in(browser, theirs.person.email)
    assert browser.get(links(theirs).action).status_code == 200
    Deliverable.objects.update(owner_organisation="RCF")
    assert browser.get(links(theirs).action).status_code == 403


def test_who_may_make_nothing_of_a_page_is_offered_nothing(alliance):
    assert links(member("board@example.org", alliance, BoardMember)) is None


def test_a_question_is_raised_with_what_was_seen_and_seen_by_whom_it_asks(browser, manager, row, trust):
    sign_in(browser, manager.person.email)
    said = {"organisation": "RFF", "words": "What is behind this?", "reply_by-day": "1", "reply_by-month": "1"}
    answer = browser.post(links(manager).question, said | {"reply_by-year": "2099"})
    assert answer.status_code == 302
    kept = Evidence.unscoped.get(question=Question.unscoped.get())
    assert (kept.organisation_code, kept.is_shared) == ("RFF", False)
    shown = browser.get(answer["Location"]).content.decode()
    assert "Lower than chance allows." in shown


def test_a_hoped_change_is_written_down_before_the_date_and_taken_back(browser, manager, row):
    sign_in(browser, manager.person.email)
    address = f"{reverse('evaluation:hope', args=['CWT-62D'])}?level=provider&area=RFF&from=2030-04&hoped=3"
    said = {"deliverable": the_one().pk, "mechanism": "Fewer visits", "reason": "Agreed"}
    browser.post(address, said)
    (move,) = plan_in_rows(row).deliverables[0].moves
    assert (move.hoped, move.since, move.area, move.mechanism) == ("+3", "2030-04", "RFF", "Fewer visits")
    assert the_one().measures == ["CWT-62D"]
    assert "names what should happen" in browser.post(address, said).content.decode()
    take_back(by=manager, deliverable=the_one(), place=0, reason="Not any more")
    assert plan_in_rows(row).deliverables[0].moves == ()


def test_a_hope_that_cannot_be_asked_says_why_and_spoils_no_other(browser, manager, row):
    said = {"hoped": "+3", "from": "2025-04", "level": "provider", "area": "RFF"}
    add_move(by=manager, deliverable=the_one(), said=said | {"measure": "CWT-62D"}, reason="x")
    add_move(by=manager, deliverable=the_one(), said=said | {"measure": "NO-SUCH"}, reason="x")
    found = hopes_of(plan_in_rows(row), sight_of(manager))
    assert [bool(one.why_not) for one in found] == [True, True]
    sign_in(browser, manager.person.email)
    shown = browser.get(f"/plan/{row.pk}/evaluation").content.decode()
    assert "No measure of this store has this id" in shown
    assert re.search(r"Did the numbers move\?", shown)


def test_a_page_opened_without_what_was_seen_says_so(browser, manager, row):
    sign_in(browser, manager.person.email)
    for address in ("/plan/from-seen", "/groups/questions/from-seen?seen=x", "/measures/CWT-62D/evaluation/plan"):
        answer = browser.get(address)
        assert answer.status_code == 400
        assert "This cannot be done" in answer.content.decode()

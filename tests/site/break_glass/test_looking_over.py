"""Whose record it is sees who broke the glass, says it was in order, or asks; and nobody else sees or says anything."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from tests.site.break_glass.conftest import WHY, broken, browser_of
from tests.site.conftest import member
from tests.site.tracking.conftest import page
from tests.site.tracking.test_sight import names, told
from tests.site.trail import trail

from clearway.records.findings import Refused
from clearway.site.break_glass import services
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import ROLES, CancerManager, InformationGovernanceLead

pytestmark = pytest.mark.usefixtures("live")
QUESTION = "Why was the ward not rung by one of ours?"


def test_the_trust_reads_who_of_whom_when_why_on_which_record_and_whether_it_was_looked_over(
    analyst, as_manager, links
):
    made = broken(analyst, links["B1"])
    text = page(as_manager, "/broken-glass")
    for words in ("analyst", "Alliance analyst", "South Yorkshire", WHY, "Barnsley", "not looked over yet", "lost"):
        assert words in text
    assert links["B1"][:4].upper() in text.upper()
    assert f"/broken-glass/{made.pk}" in text
    written = as_manager.get("/broken-glass?table=waiting&format=csv").content.decode()
    assert WHY in written
    assert "RFF" in written


def test_the_trust_says_that_it_was_in_order_and_the_others_notices_are_done(analyst, as_manager, keeper, links):
    made = broken(analyst, links["B1"])
    answer = as_manager.post(f"/broken-glass/{made.pk}", {"kind": "in_order", "words": ""})
    assert answer.status_code == 302
    assert "Looked over: in order" in page(as_manager, f"/broken-glass/{made.pk}")
    assert "Nothing waits." in page(as_manager, "/broken-glass")
    assert Notice.unscoped.get(person=keeper.person, kind="glass").read_at is not None
    assert trail().filter(event="broken glass looked over: in order").count() == 1


def test_a_question_ends_the_sight_at_once_asks_whoever_broke_it_and_is_answered(
    analyst, as_analyst, manager, as_manager, links
):
    made = broken(analyst, links["B1"])
    assert all(names(told(as_analyst, links["B1"], 200)))
    asked = as_manager.post(f"/broken-glass/{made.pk}", {"kind": "questioned", "words": QUESTION})
    assert asked.status_code == 302
    assert not any(names(told(as_analyst, links["B1"], 403)))
    notice = Notice.unscoped.get(person=analyst.person, kind="glass")
    assert "questions why you broke the glass" in notice.words
    assert QUESTION not in notice.words
    assert QUESTION in page(as_analyst, f"/broken-glass/{made.pk}")
    as_analyst.post(f"/broken-glass/{made.pk}", {"kind": "answered", "words": "Nobody there picked up for an hour"})
    assert "Nobody there picked up for an hour" in page(as_manager, f"/broken-glass/{made.pk}")
    assert "answered your question" in Notice.unscoped.filter(person=manager.person).latest("pk").words
    with pytest.raises(Refused, match="Nobody has asked"):
        services.answer(by=analyst, opening=made, words="and again")


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": "", "words": ""}, "Say whether it was in order"),
        ({"kind": "questioned", "words": " "}, "The question is empty"),
        ({"kind": "questioned", "words": "Is it 999 000 0018?"}, "could be an NHS number"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is(analyst, as_manager, links, said, words):
    made = broken(analyst, links["B1"])
    answer = as_manager.post(f"/broken-glass/{made.pk}", said)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not made.remarks.exists()


def test_one_that_waits_stays_on_the_page_however_many_newer_ones_were_in_order(analyst, manager, links, monkeypatch):
    monkeypatch.setattr("clearway.site.break_glass.presenters.lists.MOST_SHOWN", 2)
    oldest = broken(analyst, links["B1"])
    for name in ("B2", "B3"):
        services.review(by=manager, opening=broken(analyst, links[name]), kind="in_order", words="")
    text = page(browser_of(manager), "/broken-glass")
    assert f"/broken-glass/{oldest.pk}" in text
    assert "The newest 2 of each list are shown" in text


def test_one_that_nobody_looks_over_in_time_is_marked(analyst, manager, links):
    with time_machine.travel("2026-11-01T10:00:00Z", tick=False) as clock:
        broken(analyst, links["B1"])
        clock.shift(timedelta(days=7))
        assert "overdue" not in page(browser_of(manager), "/broken-glass")
        clock.shift(timedelta(minutes=1))
        assert "overdue" in page(browser_of(manager), "/broken-glass")


def test_whoever_broke_it_sees_their_own_alone_and_says_nothing_of_it_unasked(analyst, as_analyst, alliance, links):
    mine = broken(analyst, links["B1"])
    colleague = member("colleague@example.org", alliance, ROLES["alliance_analyst"])
    theirs = broken(colleague, links["B2"])
    text = page(as_analyst, "/broken-glass")
    assert f"/broken-glass/{mine.pk}" in text
    assert f"/broken-glass/{theirs.pk}" not in text
    assert as_analyst.get(f"/broken-glass/{theirs.pk}").status_code == 404
    assert as_analyst.post(f"/broken-glass/{theirs.pk}/end").status_code == 404
    assert as_analyst.post(f"/broken-glass/{mine.pk}", {"kind": "in_order", "words": ""}).status_code == 403
    assert as_analyst.post(f"/broken-glass/{theirs.pk}", {"kind": "answered", "words": "not mine"}).status_code == 404


def test_the_lead_of_the_alliance_sees_every_opening_and_leaves_the_word_to_the_trust(analyst, lead, links):
    made = broken(analyst, links["B1"])
    browser = browser_of(lead)
    assert WHY in page(browser, f"/broken-glass/{made.pk}")
    assert "Look it over" not in page(browser, f"/broken-glass/{made.pk}")
    with pytest.raises(PermissionDenied, match="whose record it is"):
        services.review(by=lead, opening=made, kind="in_order", words="")
    with pytest.raises(PermissionDenied):
        services.end_sight(by=lead, opening=made)


def test_another_trust_finds_no_opening_and_that_it_asked_is_on_the_trail(analyst, rotherham, links):
    made = broken(analyst, links["B1"])
    browser = browser_of(member("manager@rotherham.example", rotherham, CancerManager))
    assert str(made.link)[:8] not in page(browser, "/broken-glass")
    for answer in (
        browser.get(f"/broken-glass/{made.pk}"),
        browser.post(f"/broken-glass/{made.pk}", {"kind": "in_order"}),
        browser.post(f"/broken-glass/{made.pk}/end"),
    ):
        assert answer.status_code == 404
    assert trail().filter(event="another organisation's record asked for", subject_id=str(made.pk)).count() == 3
    assert not made.remarks.exists()


def test_the_trust_of_whoever_broke_it_sees_it_and_does_not_judge_it(sheffield, keeper, links):
    by = member("manager@sheffield.example", sheffield, CancerManager)
    made = broken(by, links["B1"])
    own = member("keeper@sheffield.example", sheffield, InformationGovernanceLead)
    assert WHY in page(browser_of(own), f"/broken-glass/{made.pk}")
    for one in (own, by):
        with pytest.raises(PermissionDenied):
            services.review(by=one, opening=made, kind="in_order", words="")
    services.review(by=keeper, opening=made, kind="in_order", words="")


LOOK_OVER = {"cancer_manager", "information_governance_lead"}


@pytest.mark.parametrize("key", sorted(ROLES))
def test_who_answers_for_the_records_looks_over_and_nobody_else(analyst, alliance, barnsley, links, key):
    made = broken(analyst, links["B1"])
    role = ROLES[key]
    by = member(f"{key}@example.org", barnsley if not role.held_at or "trust" in role.held_at else alliance, role)
    answer = browser_of(by).post(f"/broken-glass/{made.pk}", {"kind": "in_order", "words": ""})
    assert (answer.status_code == 302) is (key in LOOK_OVER)
    assert made.remarks.exists() is (key in LOOK_OVER)
    listed = browser_of(by).get("/broken-glass")
    assert listed.status_code == (200 if key in LOOK_OVER | {"alliance_analyst", "clinical_lead"} else 403)
    assert (WHY in listed.content.decode()) is (key in LOOK_OVER)


def test_a_tracker_of_the_trust_is_led_to_no_page_of_openings(as_tracker):
    assert "/broken-glass" not in page(as_tracker, "/help")
    assert as_tracker.get("/broken-glass").status_code == 403

"""Fault 54: somebody loses a role while they are signed in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Tracker
from clearway.site.organisations.services import end_role


def test_fault_54_the_very_next_request_is_without_the_role(as_tracker, tracker, administrator):
    assert as_tracker.get("/").status_code == 200
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    answer = as_tracker.get("/")
    assert answer.status_code == 403
    assert "You hold no role at present" in answer.content.decode()
    assert as_tracker.get("/search?q=a").status_code == 403


@pytest.mark.parametrize("key", sorted(ROLES))
def test_fault_54_every_role_is_gone_with_the_next_request(key, browser, alliance, barnsley, administrator):
    held = member("somebody@example.org", barnsley if "trust" in ROLES[key].held_at else alliance, ROLES[key])
    sign_in(browser, held.person.email)
    assert browser.get("/help").status_code == 200
    end_role(by=administrator, membership=held, on=timezone.localdate(), reason="left")
    assert browser.get("/help").status_code == 403
    assert not any(Membership.objects.get(pk=held.pk).may(permission) for permission in Permission)


def test_fault_54_a_role_chosen_earlier_does_not_outlive_its_end(as_tracker, tracker, administrator, rotherham):
    second = member(tracker.person.email, rotherham, Tracker)
    as_tracker.post("/choose-role", {"membership": tracker.pk})
    assert "Barnsley" in as_tracker.get("/").content.decode()
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    assert "The Rotherham" in as_tracker.get("/").content.decode()
    assert second.is_active()


def test_fault_54_a_role_that_ends_tomorrow_still_works_today(as_tracker, tracker, administrator):
    end_role(by=administrator, membership=tracker, on=timezone.localdate() + timedelta(days=1), reason="moving on")
    assert as_tracker.get("/").status_code == 200
    assert Membership.objects.active(timezone.localdate() + timedelta(days=1)).filter(pk=tracker.pk).count() == 0


def test_fault_54_a_person_without_a_role_can_still_sign_out(as_tracker, tracker, administrator):
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="left")
    assert as_tracker.post("/sign-out").status_code == 302
    assert as_tracker.get("/")["Location"] == "/sign-in"

"""Roles, memberships, and the one role a request is made in."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.records.findings import Refused
from clearway.site.organisations.acting import acting_membership
from clearway.site.organisations.models import Membership
from clearway.site.organisations.roles import ROLES, Administrator, Permission, Tracker
from clearway.site.organisations.services import end_role, give_role


def test_every_role_says_in_prose_what_it_may_do():
    for key, role in ROLES.items():
        assert role.key == key
        assert role.display_name
        assert role.description.endswith(".")
        assert role.permissions


def test_only_a_tracker_may_see_who_a_patient_is():
    assert [key for key, role in ROLES.items() if Permission.SEE_PATIENTS in role.permissions] == ["tracker"]


def test_a_membership_is_in_force_from_its_first_day_until_the_day_before_it_ended(tracker):
    tracker.starts_on, tracker.ended_on = date(2025, 4, 1), date(2025, 4, 3)
    days = [date(2025, 3, 31), date(2025, 4, 1), date(2025, 4, 2), date(2025, 4, 3)]
    assert [tracker.is_active(day) for day in days] == [False, True, True, False]
    tracker.save()
    assert [Membership.objects.active(day).exists() for day in days] == [False, True, True, False]


def test_a_membership_that_is_over_allows_nothing(tracker):
    tracker.ended_on = timezone.localdate()
    assert not any(tracker.may(permission) for permission in Permission)


def test_the_same_role_cannot_be_held_twice_at_once(tracker):
    with pytest.raises(IntegrityError), transaction.atomic():
        member("tracker@example.org", tracker.organisation, Tracker)


def test_only_an_administrator_gives_and_ends_roles(tracker, administrator, rotherham):
    with pytest.raises(PermissionDenied, match="Only an administrator"):
        give_role(
            by=tracker, person=tracker.person, organisation=rotherham, role=Administrator, starts_on=date(2026, 1, 1)
        )
    given = give_role(
        by=administrator, person=tracker.person, organisation=rotherham, role=Tracker, starts_on=date(2026, 1, 1)
    )
    with pytest.raises(PermissionDenied):
        end_role(by=tracker, membership=given, on=date(2026, 2, 1), reason="")
    assert Membership.objects.get(pk=given.pk).ended_on is None


def test_a_person_with_two_roles_chooses_one_and_works_in_it(browser, tracker, rotherham):
    member(tracker.person.email, rotherham, Tracker)
    sign_in(browser, tracker.person.email)
    assert browser.get("/")["Location"] == "/choose-role"
    second = Membership.objects.get(organisation=rotherham)
    browser.post("/choose-role", {"membership": second.pk})
    assert "The Rotherham" in browser.get("/").content.decode()


def test_nobody_can_choose_a_role_of_somebody_else(as_tracker, analyst):
    answer = as_tracker.post("/choose-role", {"membership": analyst.pk})
    assert answer.status_code == 404
    assert as_tracker.post("/choose-role", {"membership": "1 OR 1=1"}).status_code == 404
    assert "Barnsley" in as_tracker.get("/").content.decode()


def test_a_command_acts_as_the_person_named_or_the_one_local_administrator(administrator, tracker):
    assert acting_membership("TRACKER@example.org") == tracker
    with pytest.raises(Refused, match="no local administrator"):
        acting_membership(None)
    administrator.person.is_local_administrator = True
    administrator.person.save()
    assert acting_membership(None) == administrator
    with pytest.raises(Refused, match="Nobody with the address"):
        acting_membership("ghost@example.org")


def test_with_two_local_administrators_a_command_wants_a_name(administrator, tracker):
    for one in (administrator, tracker):
        one.person.is_local_administrator = True
        one.person.save()
    with pytest.raises(Refused, match="several local administrators") as refusal:
        acting_membership(None)
    assert "--as EMAIL" in refusal.value.mend


def test_a_person_with_several_roles_acts_in_the_one_that_allows_most(tracker, alliance):
    both = member(tracker.person.email, alliance, Administrator)
    assert acting_membership(tracker.person.email) == both

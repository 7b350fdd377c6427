"""Roles, memberships, and the one role a request is made in."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone
from tests.site.conftest import member, sign_in

from clearway.records.findings import Refused
from clearway.site.accounts.services import set_password, shut_out
from clearway.site.organisations.acting import acting_membership
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Administrator, AllianceAnalyst, CancerManager, Tracker
from clearway.site.organisations.services import end_role, give_role


def test_every_role_says_in_prose_what_it_may_do():
    for key, role in ROLES.items():
        assert role.key == key
        assert role.display_name
        assert role.description.endswith(".")
        assert role.permissions


def roles_that_may(permission: Permission) -> set[str]:
    return {key for key, role in ROLES.items() if permission in role.permissions}


def test_every_role_that_the_work_needs_is_there():
    assert set(ROLES) == {
        *("tracker", "cancer_manager", "clinical_lead", "gp_practice", "alliance_analyst", "programme_manager"),
        *("board_member", "patient_representative", "information_governance_lead", "regional_reader"),
        *("administrator", "measure_reviewer"),
    }


def test_only_staff_of_a_trust_may_see_who_a_patient_is():
    assert roles_that_may(Permission.SEE_PATIENTS) == {"tracker", "cancer_manager", "clinical_lead"}
    assert all(ROLES[key].held_at == {"trust"} for key in roles_that_may(Permission.SEE_PATIENTS))
    assert roles_that_may(Permission.SEE_PATHWAYS) == roles_that_may(Permission.SEE_PATIENTS) | {"alliance_analyst"}


@pytest.mark.parametrize("key", ["regional_reader", "board_member", "patient_representative"])
def test_readers_see_figures_groups_and_the_plan_and_change_nothing_but_questions_of_their_own(key):
    reads = {Permission.SEE_FIGURES, Permission.READ_GROUPS, Permission.READ_PLAN}
    reads |= {Permission.READ_ENGAGEMENT, Permission.READ_PUBLICATIONS, Permission.READ_RETURNS}
    assert ROLES[key].permissions <= reads | {Permission.ASK_MEETINGS, Permission.ADD_HEARD}
    assert (Permission.ADD_HEARD in ROLES[key].permissions) == (key == "patient_representative")


def test_roles_are_held_at_kinds_of_organisations_that_there_are():
    assert {kind for role in ROLES.values() for kind in role.held_at} <= set(OrganisationKind.values)


@pytest.mark.parametrize("key", sorted(roles_that_may(Permission.SEE_WHOLE_ALLIANCE)))
def test_the_whole_alliance_is_seen_from_the_alliance_alone(key, alliance, barnsley):
    at_alliance = member("a@example.org", alliance, ROLES[key])
    assert at_alliance.may(Permission.SEE_WHOLE_ALLIANCE)
    at_trust = member("b@example.org", barnsley, ROLES[key])
    assert not at_trust.may(Permission.SEE_WHOLE_ALLIANCE)
    assert at_trust.may(Permission.SEE_FIGURES)


def test_an_administrator_of_a_trust_gives_and_ends_roles_there_alone(barnsley, rotherham, alliance, tracker):
    local = member("local@example.org", barnsley, Administrator)
    given = give_role(
        by=local, person=tracker.person, organisation=barnsley, role=CancerManager, starts_on=date(2026, 1, 1)
    )
    elsewhere = member(tracker.person.email, rotherham, Tracker)
    for place, role in ((rotherham, CancerManager), (alliance, Administrator)):
        with pytest.raises(PermissionDenied, match="own organisation alone"):
            give_role(by=local, person=tracker.person, organisation=place, role=role, starts_on=date(2026, 1, 1))
    with pytest.raises(PermissionDenied, match="own organisation alone"):
        end_role(by=local, membership=elsewhere, on=timezone.localdate(), reason="not mine")
    assert end_role(by=local, membership=given, on=timezone.localdate(), reason="moved").ended_on


def test_an_administrator_of_a_trust_neither_shuts_out_nor_sets_the_password_of_people_of_others(
    barnsley, rotherham, administrator, tracker
):
    local = member("local@example.org", barnsley, Administrator)
    member(tracker.person.email, rotherham, Tracker)
    for person in (tracker.person, administrator.person):
        with pytest.raises(PermissionDenied, match="another organisation"):
            shut_out(by=local, person=person, reason="left")
        with pytest.raises(PermissionDenied, match="another organisation"):
            set_password(by=local, person=person, password="a quite different one")
    shut_out(by=administrator, person=tracker.person, reason="left")


@pytest.mark.parametrize(
    ("role", "place", "more", "code"),
    [
        (Tracker, "alliance", {}, "ROLE-PLACE"),
        (Tracker, "barnsley", {}, "ROLE-HELD"),
        (Tracker, "barnsley", {"ended_on": date(2026, 2, 1)}, "ROLE-HELD"),
        (CancerManager, "barnsley", {"ended_on": date(2026, 1, 1)}, "ROLE-DATES"),
    ],
)
def test_a_role_that_cannot_be_is_refused_in_words(role, place, more, code, request, administrator, tracker):
    organisation = request.getfixturevalue(place)
    with pytest.raises(Refused) as refusal:
        give_role(
            by=administrator,
            person=tracker.person,
            organisation=organisation,
            role=role,
            starts_on=date(2026, 1, 1),
            **more,
        )
    assert refusal.value.code == code


def test_nobody_gives_a_role_to_themselves(administrator, alliance):
    with pytest.raises(Refused, match="themselves"):
        give_role(
            by=administrator,
            person=administrator.person,
            organisation=alliance,
            role=AllianceAnalyst,
            starts_on=date(2026, 1, 1),
        )


def test_a_role_ends_today_or_later_with_a_reason_and_once(administrator, tracker):
    today = timezone.localdate()
    for on, reason in ((today, " "), (today - timedelta(days=1), "left")):
        with pytest.raises(Refused):
            end_role(by=administrator, membership=tracker, on=on, reason=reason)
    end_role(by=administrator, membership=tracker, on=today, reason="left")
    with pytest.raises(Refused, match="over already"):
        end_role(by=administrator, membership=tracker, on=today, reason="left")


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

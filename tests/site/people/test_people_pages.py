"""Administrators add people, give and end roles and shut people out; nobody else does, and nobody beyond their own."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from tests.site.conftest import member
from tests.site.people.conftest import browser_of

from clearway.site.accounts.models import Person
from clearway.site.audit.models import Event
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Tracker

NEW = {"name": "Nia New", "email": "Nia@Example.org", "role": "cancer_manager", "organisation": "RFF"}
BY_ADMINISTRATORS = (
    "/people",
    "/people/add",
    "/people/review",
    "/people/1",
    "/people/1/give-role",
    "/people/1/end-sessions",
    "/people/roles/1/end",
)


@pytest.mark.parametrize(
    "key", sorted(key for key, role in ROLES.items() if Permission.MANAGE_PEOPLE not in role.permissions)
)
def test_only_administrators_see_people(key, alliance):
    browser = browser_of(member("other@example.org", alliance, ROLES[key]))
    assert [browser.get(path).status_code for path in BY_ADMINISTRATORS] == [403] * len(BY_ADMINISTRATORS)
    assert browser.post("/people/add", NEW).status_code == 403
    assert browser.post("/people/1/shut-out", {"reason": "x"}).status_code == 403
    assert not Person.objects.filter(email="nia@example.org").exists()


def test_somebody_new_is_added_given_a_role_and_invited(as_administrator, administrator, barnsley):
    answer = as_administrator.post("/people/add", NEW)
    given = Membership.objects.get(person__email="nia@example.org")
    assert answer["Location"] == f"/people/{given.person_id}"
    assert (given.role, given.organisation, given.starts_on) == ("cancer_manager", barnsley, timezone.localdate())
    assert [one.to for one in mail.outbox] == [["nia@example.org"]]
    assert {"person added", "role given", "password link made"} <= set(
        Event.objects.filter(actor=administrator.person.email).values_list("event", flat=True)
    )
    assert "no password yet" in as_administrator.get("/people").content.decode()


def test_somebody_who_has_a_password_is_told_of_the_further_role_and_gets_no_link(as_administrator, tracker, rotherham):
    as_administrator.post("/people/add", NEW | {"email": tracker.person.email, "organisation": "RFR"})
    assert Membership.objects.filter(person=tracker.person).count() == 2
    assert "Cancer manager, The Rotherham" in mail.outbox[0].body
    assert "/public/password/" not in mail.outbox[0].body


def test_what_is_missing_is_said_beside_its_field(as_administrator, barnsley):
    page = as_administrator.post("/people/add", {"email": "nobody", "starts_on-day": "31", "starts_on-month": "2"})
    assert page.status_code == 422
    for words in ("Enter the person&#39;s name", "in the form name@example", "Choose a role", "Choose an organisation"):
        assert words in page.content.decode()
    assert "Enter a real date" in page.content.decode()
    page = as_administrator.post("/people/add", NEW | {"role": "gp_practice"}).content.decode()
    assert "cannot be held at Barnsley" in page
    assert not Person.objects.filter(email="nia@example.org").exists()


def test_a_role_is_given_with_dates_and_ended_with_a_reason(as_administrator, tracker, barnsley):
    day = timezone.localdate() + timedelta(days=40)
    dates = {f"ended_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    path = f"/people/{tracker.person_id}"
    as_administrator.post(f"{path}/give-role", {"role": "clinical_lead", "organisation": "RFF", **dates})
    given = Membership.objects.get(role="clinical_lead")
    assert given.ended_on == day
    assert "Clinical lead, Barnsley Hospital" in as_administrator.get(path).content.decode()
    assert as_administrator.post(f"/people/roles/{given.pk}/end", {"reason": ""}).status_code == 422
    as_administrator.post(f"/people/roles/{given.pk}/end", {"reason": "moved on"})
    assert Membership.objects.get(pk=given.pk).ended_on == timezone.localdate()
    assert "Former roles" in as_administrator.get(path).content.decode()
    assert Event.objects.get(event="role ended").reason == "moved on"


def test_an_administrator_of_a_trust_meets_that_trust_s_people_alone(
    as_local, local, tracker, administrator, rotherham
):
    stranger = member("stranger@example.org", rotherham, Tracker)
    page = as_local.get("/people").content.decode()
    assert tracker.person.email in page
    assert stranger.person.email not in page
    assert administrator.person.email not in page
    file = as_local.get("/people?table=people&format=csv").content.decode()
    assert tracker.person.email in file
    assert stranger.person.email not in file
    for path in ("", "/give-role", "/shut-out", "/let-in"):
        assert as_local.get(f"/people/{stranger.person_id}{path}").status_code == 404
    assert as_local.post(f"/people/{stranger.person_id}/invite").status_code == 404
    assert as_local.post(f"/people/roles/{stranger.pk}/end", {"reason": "x"}).status_code == 404
    assert Event.objects.filter(event="another organisation's record asked for", actor=local.person.email).exists()
    assert as_local.post("/people/add", NEW | {"organisation": "RFR"}).status_code == 422
    assert as_local.post("/people/add", NEW).status_code == 302


def test_roles_at_other_organisations_are_not_told(as_local, tracker, rotherham):
    member(tracker.person.email, rotherham, Tracker)
    for path in ("/people", f"/people/{tracker.person_id}"):
        assert "Rotherham" not in as_local.get(path).content.decode()
    assert as_local.post(f"/people/{tracker.person_id}/shut-out", {"reason": "left"}).status_code == 403


def test_somebody_is_shut_out_with_a_reason_and_let_in_again(as_administrator, tracker):
    browser, path = browser_of(tracker), f"/people/{tracker.person_id}"
    assert as_administrator.post(f"{path}/shut-out", {"reason": " "}).status_code == 422
    as_administrator.post(f"{path}/shut-out", {"reason": "left the trust"})
    assert browser.get("/help").status_code == 302
    assert "is shut out" in as_administrator.get(path).content.decode()
    as_administrator.post(f"{path}/let-in", {"reason": "came back"})
    assert browser_of(tracker).get("/help").status_code == 200
    assert Event.objects.get(event="person let in again").reason == "came back"


def test_an_administrator_ends_every_session_of_somebody_who_may_sign_in_again(as_administrator, tracker, analyst):
    browsers, other = [browser_of(tracker), browser_of(tracker)], browser_of(analyst)
    path = f"/people/{tracker.person_id}"
    assert f"{path}/end-sessions" in as_administrator.get(path).content.decode()
    assert as_administrator.post(f"{path}/end-sessions", {"reason": " "}).status_code == 422
    assert [one.get("/help").status_code for one in browsers] == [200, 200]
    told = as_administrator.post(f"{path}/end-sessions", {"reason": "a browser left open"}, follow=True)
    assert "is signed out, on every browser" in told.content.decode()
    assert [one.get("/help")["Location"].partition("?")[0] for one in browsers] == ["/sign-in"] * 2
    assert [one.get("/help").status_code for one in (other, as_administrator)] == [200, 200]
    event = Event.objects.get(event="sessions ended")
    assert (event.reason, event.subject_id, event.after) == (
        "a browser left open",
        str(tracker.person_id),
        {"sessions": 2},
    )
    assert browser_of(tracker).get("/help").status_code == 200


def test_nobody_ends_sessions_beyond_their_care_or_their_own_by_this_way(
    as_local, as_administrator, local, tracker, administrator, rotherham
):
    stranger = member("stranger@example.org", rotherham, Tracker)
    theirs, asked = browser_of(stranger), {"reason": "only trying"}
    assert as_local.post(f"/people/{stranger.person_id}/end-sessions", asked).status_code == 404
    assert browser_of(tracker).post(f"/people/{stranger.person_id}/end-sessions", asked).status_code == 403
    assert theirs.get("/help").status_code == 200
    own = as_administrator.post(f"/people/{administrator.person_id}/end-sessions", asked).content.decode()
    assert "Your own sessions are ended on your own page" in own
    assert as_administrator.get("/help").status_code == 200


def test_nobody_shuts_themselves_out(as_administrator, administrator):
    page = as_administrator.post(f"/people/{administrator.person_id}/shut-out", {"reason": "tired"})
    assert "Nobody shuts themselves out" in page.content.decode()
    assert Person.objects.get(pk=administrator.person_id).is_active


def test_people_are_found_by_name_or_address(as_administrator, tracker, analyst):
    page = as_administrator.get("/people?words=track").content.decode()
    assert tracker.person.email in page
    assert analyst.person.email not in page
    assert "Nobody is found" in as_administrator.get("/people?words=zzz").content.decode()


def test_the_page_of_roles_says_of_each_what_it_may_and_may_not_do(as_tracker):
    page = as_tracker.get("/roles").content.decode()
    for role in ROLES.values():
        assert role.display_name in page
    names = "Cancer pathway tracker, Cancer manager, Clinical lead"
    assert re.search(rf"See who a patient is.*?{names}<", page, re.DOTALL)
    file = as_tracker.get("/roles?table=roles&format=csv").content.decode()
    assert "Board member,see who a patient is,no" in file
    assert "Clinical lead,see who a patient is,yes" in file
    assert file.count("\n") >= len(ROLES) * len(Permission)


def test_a_list_of_people_asks_the_same_few_questions_however_long_it_is(
    as_administrator, barnsley, django_assert_max_num_queries
):
    for number in range(12):
        member(f"p{number}@example.org", barnsley, Tracker)
    as_administrator.get("/people")
    with django_assert_max_num_queries(14):
        as_administrator.get("/people")

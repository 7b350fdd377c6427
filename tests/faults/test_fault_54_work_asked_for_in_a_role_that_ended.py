"""Fault 54 for what goes on without the person: work that waits, a token, an invitation, when their role has ended."""

from django.test import Client
from django.utils import timezone
from tests.site.api.conftest import token_of
from tests.site.forms.conftest import case, surgery  # noqa: F401
from tests.site.sending.conftest import barnsleys, the_sending, work_all

from clearway.site.audit.models import Event
from clearway.site.organisations.services import end_role
from clearway.site.people.models import LinkPurpose
from clearway.site.people.services.inviting import deactivate
from clearway.site.people.services.links import make_link
from clearway.site.submissions.models import Submission


def test_fault_54_a_file_sent_in_a_role_that_has_ended_meanwhile_is_not_loaded(at_barnsley, tracker, administrator):
    at_barnsley.sends(barnsleys({}))
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    work_all()
    assert the_sending().ending == "refused"
    assert not Submission.unscoped.exists()
    assert not Event.objects.filter(event="submission accepted").exists()


def test_fault_54_a_token_is_over_with_the_role_it_was_made_in(tracker, administrator):
    made, program = token_of(tracker), Client()
    headers = {"authorization": f"Bearer {made.text}"}
    assert program.get("/api/v1/measures", headers=headers).status_code == 200
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    assert program.get("/api/v1/measures", headers=headers).status_code == 401


def test_fault_54_a_link_for_a_password_is_over_once_its_person_is_shut_out(tracker, administrator, browser):
    _, token = make_link(by=administrator, person=tracker.person, purpose=LinkPurpose.RESET)
    assert browser.get(f"/public/password/{token}").status_code == 200
    deactivate(by=administrator, person=tracker.person, reason="left")
    assert browser.get(f"/public/password/{token}").status_code in (404, 410)
    new = {"password": "a quite different one", "again": "a quite different one"}
    assert browser.post(f"/public/password/{token}", new).status_code in (404, 410)

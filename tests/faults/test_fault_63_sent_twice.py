"""Fault 63: a form that changes something is loaded again, sent twice, or sent from a second tab."""

import pytest
from tests.site.conftest import sign_in
from tests.site.forms.conftest import answers, case, fill_hospital, surgery  # noqa: F401
from tests.site.registers.conftest import draft, register  # noqa: F401

from clearway.site.audit.models import Event
from clearway.site.discussion.models import Remark
from clearway.site.forms.models import FormSignature
from clearway.site.organisations.models import Membership
from clearway.site.registers.models import Entry, Revision
from clearway.site.registers.services.entries import add_entry


@pytest.fixture
def as_tracker(browser, tracker):
    sign_in(browser, tracker.person.email)
    return browser


@pytest.fixture
def entry(register, tracker):  # noqa: F811
    from django.utils import timezone

    return add_entry(by=tracker, register=register, draft=draft(stock="12"), today=timezone.localdate())


def test_fault_63_a_change_of_an_entry_sent_twice_is_made_once(as_tracker, entry):
    here = f"/registers/{entry.register}/{entry.pk}/change"
    typed = {"name": entry.title, "kind": "hospital", "organisation": "RFF", "owner_role": "lead", "version": "1"}
    sent = {**typed, "stock": "14", "reason": "counted"}
    assert [as_tracker.post(here, sent).status_code for _ in range(2)] == [302, 422]
    assert Entry.unscoped.get(pk=entry.pk).version == 2
    assert Revision.unscoped.filter(entry=entry).count() == 2


def test_fault_63_an_entry_added_twice_is_there_once_where_its_name_is_unique(as_tracker, register):  # noqa: F811
    typed = {"name": "A bank", "kind": "hospital", "organisation": "RFF", "owner_role": "lead"}
    assert [as_tracker.post(f"/registers/{register}/add", typed).status_code for _ in range(2)] == [302, 422]
    assert Entry.unscoped.count() == 1


def test_fault_63_a_part_signed_twice_is_signed_once(as_tracker, case, tracker):  # noqa: F811
    fill_hospital(case, tracker)
    path = f"/forms/{case.pk}/hospital/sign"
    first, second = (as_tracker.post(path, {"agree": "yes", "confirm": "yes"}) for _ in range(2))
    assert first.status_code == 302, first.content.decode()[-2_000:]
    assert second.status_code < 500
    assert FormSignature.unscoped.count() == 1
    assert Event.objects.filter(event="form part signed").count() == 1


def test_fault_63_a_page_that_follows_a_change_can_be_loaded_again_without_doing_it_again(as_tracker, case):  # noqa: F811
    answer = as_tracker.post(f"/comments/form/{case.pk}", {"words": "Seen"})
    assert answer.status_code == 302
    for _ in range(2):
        assert as_tracker.get(answer["Location"]).status_code == 200
    assert Remark.unscoped.count() == 1


def test_fault_63_a_role_given_in_two_tabs_is_held_once(browser, administrator, tracker):
    sign_in(browser, administrator.person.email)
    wanted = {"role": "clinical_lead", "organisation": "RFF"}
    first, second = (browser.post(f"/people/{tracker.person_id}/give-role", wanted) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert Membership.objects.filter(role="clinical_lead").count() == 1

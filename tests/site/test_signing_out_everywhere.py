"""Signing out stands in the header of every page that a signed-in person meets: one button, without any script."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.faults.test_fault_62_without_javascript import Page
from tests.site.conftest import member, sign_in
from tests.site.furnished import Met, furnished, on_stocked_store, pages_met, stocked  # noqa: F401

from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.organisations.roles import ClinicalLead
from clearway.site.organisations.services import end_role


def has_sign_out(text: str) -> bool:
    """Whether the header of a page holds one form that signs out."""
    header = text.partition("<header")[2].partition("</header>")[0]
    ways = [form for form in Page(header).forms if form.get("action") == "/sign-out" and form.get("method") == "post"]
    return len(ways) == 1 and ">Sign out</button>" in header


@pytest.mark.slow
def test_every_address_that_answers_with_a_page_has_the_button_and_a_refusal_leads_home_to_it(pages_met: list[Met]):  # noqa: F811
    met = [one for one in pages_met if one.who != "nobody" and one.text and one.status not in (301, 302)]
    assert [one.path for one in met if one.is_page and not has_sign_out(one.text)] == []
    assert [one.path for one in met if not one.is_page and 'href="/"' not in one.text] == []
    assert len({one.template for one in met if one.is_page}) > 120
    assert {403, 404} <= {one.status for one in met}


def test_who_holds_several_roles_and_has_chosen_none_can_leave(browser, tracker, barnsley):
    member(tracker.person.email, barnsley, ClinicalLead)
    sign_in(browser, tracker.person.email)
    assert browser.get("/help")["Location"] == "/choose-role"
    assert has_sign_out(browser.get("/choose-role").content.decode())
    browser.post("/sign-out")
    assert browser.get("/choose-role").status_code == 302


def test_who_holds_no_role_any_more_can_leave(as_tracker, tracker, administrator):
    end_role(by=administrator, membership=tracker, on=timezone.localdate(), reason="moved on")
    answer = as_tracker.get("/help")
    assert answer.status_code == 403
    assert has_sign_out(answer.content.decode())


def test_who_is_asked_for_a_second_step_first_can_leave(live_store, settings, as_tracker: Client):
    settings.SECOND_STEP = SecondStep.BY_ROLE
    assert as_tracker.get("/help")["Location"].startswith("/account/second-step")
    assert has_sign_out(as_tracker.get("/account/second-step").content.decode())


def test_nobody_who_is_not_signed_in_is_offered_to_sign_out(browser, db):
    assert "/sign-out" not in browser.get("/sign-in").content.decode()

"""Signing out stands in the header of every page that a signed-in person meets: one button, without any script."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.faults.addresses import addresses
from tests.faults.test_fault_57_every_address_walked import LEFT_OUT, real, walkers  # noqa: F401
from tests.faults.test_fault_62_without_javascript import Page
from tests.site.conftest import member, sign_in
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.site.accounts.factor.rule import SecondStep
from clearway.site.organisations.roles import ROLES, ClinicalLead
from clearway.site.organisations.services import end_role


def has_sign_out(text: str) -> bool:
    """Whether the header of a page holds one form that signs out."""
    header = text.partition("<header")[2].partition("</header>")[0]
    ways = [form for form in Page(header).forms if form.get("action") == "/sign-out" and form.get("method") == "post"]
    return len(ways) == 1 and ">Sign out</button>" in header


@pytest.mark.slow
def test_every_address_that_answers_with_a_page_has_the_button_and_a_refusal_leads_home_to_it(walkers, real):  # noqa: F811
    met, without, by_role = set(), [], dict(zip(ROLES, walkers, strict=True))
    few = [by_role[key] for key in ("administrator", "tracker", "information_governance_lead")]
    for address in addresses():
        path = address.path(**{one: real.get(one, "x") for one in address.names})
        for browser in few if address.template not in LEFT_OUT else ():
            answer = browser.get(path)
            if answer.status_code in (301, 302, 405) or "html" not in answer.get("Content-Type", ""):
                continue
            text = answer.content.decode()
            met.add((address.template, answer.status_code))
            if not (has_sign_out(text) if answer.status_code == 200 else 'href="/"' in text):
                without.append(f"{answer.status_code} {path}")
            if answer.status_code == 200:
                break
    assert without == []
    assert len({template for template, status in met if status == 200}) > 80
    assert {403, 404} <= {status for _, status in met}


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

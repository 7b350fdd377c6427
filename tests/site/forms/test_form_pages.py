"""The pages of forms, as a browser without scripts meets them."""

import json
import re

import pytest
from tests.site.conftest import sign_in
from tests.site.forms.conftest import browser_of, fill_hospital

from clearway.site.audit.models import Event
from clearway.site.forms.models import FormCase, FormPart, FormTypeVersion

SEA = "/forms/start/significant-event-analysis"


@pytest.fixture
def hospital_browser(tracker):
    return browser_of(tracker)


def test_a_form_is_started_filled_and_signed_with_plain_forms(hospital_browser, surgery):
    answer = hospital_browser.post(SEA, {"subject": "Case 17", "practice_code": "C85001"})
    assert answer.status_code == 302
    case = FormCase.unscoped.get()
    first = f"/forms/{case.pk}/hospital/fill/case"
    page = hospital_browser.get(first).content.decode()
    assert "section 1 of 3" in page
    assert "Which other way" not in page
    here = {f"{name}__here": "1" for name in re.findall(r'name="([^"]+)__here"', page)}
    typed = {"SEA-02": "C34", "SEA-06": "other", "SEA-04-day": "1", "SEA-04-month": "3", "SEA-04-year": "2026"}
    answer = hospital_browser.post(first, {**here, **typed, "revision": "0"})
    assert answer["Location"] == f"{first}?opened=1#SEA-06a"
    page = hospital_browser.get(answer["Location"]).content.decode()
    assert "Your answers lead to 1 more question" in page
    assert "Which other way" in page
    assert 'value="C34"' in page


def test_what_is_no_answer_is_told_beside_its_question_and_nothing_is_lost(hospital_browser, case):
    first = f"/forms/{case.pk}/hospital/fill/case"
    typed = {"SEA-02__here": "1", "SEA-02": "C34", "SEA-04__here": "1", "SEA-04-day": "31", "SEA-04-month": "2"}
    answer = hospital_browser.post(first, {**typed, "SEA-04-year": "2026", "revision": "0"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Enter a real date" in page
    assert 'href="#SEA-04"' in page
    assert 'value="C34"' in page
    assert FormPart.unscoped.get(party="hospital").revision == 0


def test_another_turn_of_a_repeating_group_is_added_by_a_button(hospital_browser, case):
    page = f"/forms/{case.pk}/hospital/fill/hospital-judgement"
    here = {"SEA-43H__0__here": "1", "SEA-43H__0": "Talk to radiology", "revision": "0", "add": "actions-hospital"}
    answer = hospital_browser.post(page, here)
    # naming an action opens who and when, in the same turn
    assert answer["Location"].startswith(f"{page}?more=actions-hospital")
    shown = hospital_browser.get(answer["Location"]).content.decode()
    assert 'name="SEA-43H__1"' in shown
    assert 'value="Talk to radiology"' in shown


def test_two_people_who_save_at_once_are_told(hospital_browser, case):
    page = f"/forms/{case.pk}/hospital/fill/hospital-story"
    asked = {"SEA-21__here": "1", "revision": "0"}
    assert hospital_browser.post(page, {**asked, "SEA-21": "First"}).status_code == 302
    answer = hospital_browser.post(page, {**asked, "SEA-21": "Second"})
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Saved meanwhile: First" in told
    assert "Second" in told
    assert 'name="revision" value="1"' in told


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/history",
        "/answers.json",
        "/hospital/fill/case",
        "/hospital/sign",
        "/hospital/send-back",
        "/hospital/invitation",
        "/hospital/themes",
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_fault_53_a_stranger_finds_nothing_at_any_address_of_a_form_and_the_asking_is_kept(
    signed, stranger, path, method
):
    answer = getattr(browser_of(stranger), method)(f"/forms/{signed.pk}{path}")
    assert answer.status_code in (404, 405)
    assert "Case 17" not in answer.content.decode()
    if answer.status_code == 404:
        assert Event.objects.filter(event="another organisation's record asked for").exists()


def test_the_other_half_is_not_told_before_it_is_signed(case, tracker, gp):
    fill_hospital(case, tracker)
    page = browser_of(gp).get(f"/forms/{case.pk}").content.decode()
    assert "You see this part once its organisation has signed it" in page
    assert "Coughing" not in page
    assert "Coughing" not in browser_of(gp).get(f"/forms/{case.pk}/answers.json").content.decode()


def test_the_answers_leave_as_fhir_as_far_as_they_may_be_seen(signed, gp):
    told = json.loads(browser_of(gp).get(f"/forms/{signed.pk}/answers.json").content)
    assert told["resourceType"] == "QuestionnaireResponse"
    assert {one["linkId"] for one in told["item"]} >= {"case", "practice-story"}


def test_signed_forms_are_read_signed_back_closed_and_listed(signed, tracker, gp):
    page = browser_of(gp).get(f"/forms/{signed.pk}").content.decode()
    assert "Coughing blood" in page
    assert "Close the form" not in page
    assert browser_of(gp).post(f"/forms/{signed.pk}/close").status_code == 403
    assert browser_of(tracker).post(f"/forms/{signed.pk}/close").status_code == 302
    listed = browser_of(gp).get("/forms").content.decode()
    assert "Case 17" in listed
    assert "Closed" in listed
    assert browser_of(gp).get("/forms?table=closed&format=csv").content.decode().count("Case 17") == 1
    assert "Signed" in browser_of(gp).get(f"/forms/{signed.pk}/history").content.decode()


SMALL = """\
id: ward-walk
version: "{version}"
title: A walk through the ward
parties: [{{id: trust, title: The trust, kinds: [trust]}}]
sections:
  - id: one
    title: One
    party: trust
    items: [{{id: A, text: {words}, type: string, required: true}}]
"""


def upload(browser, text: str):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return browser.post("/forms/types/add", {"upload": SimpleUploadedFile("form.yaml", text.encode())})


def test_an_administrator_takes_up_a_type_and_it_works_without_any_code(administrator, tracker):
    browser, hospital = browser_of(administrator), browser_of(tracker)
    assert upload(browser, SMALL.format(version="1", words="Old question")).status_code == 302
    assert hospital.post("/forms/start/ward-walk", {"subject": "Ward 4"}).status_code == 302
    case = FormCase.unscoped.get()
    assert upload(browser, SMALL.format(version="2", words="New question")).status_code == 302
    assert "Old question" in hospital.get(f"/forms/{case.pk}/trust/fill/one").content.decode()
    assert "New question" in hospital.get("/forms/types/ward-walk").content.decode()
    definition = browser.get("/forms/types/ward-walk/questionnaire.json").content.decode()
    assert upload(browser, definition.replace('"version": "2"', '"version": "3"')).status_code == 302
    assert FormTypeVersion.objects.filter(key="ward-walk").count() == 3


def test_a_faulty_type_is_refused_with_its_line_and_nobody_else_takes_one_up(administrator, tracker):
    answer = upload(
        browser_of(administrator), SMALL.format(version="1", words="x").replace("type: string", "type: ode")
    )
    assert answer.status_code == 422
    assert "Line 9, item A" in answer.content.decode()
    assert upload(browser_of(tracker), SMALL.format(version="1", words="x")).status_code == 403
    assert not FormTypeVersion.objects.exists()


def test_the_same_version_is_not_taken_up_twice(administrator):
    browser = browser_of(administrator)
    upload(browser, SMALL.format(version="1", words="x"))
    answer = upload(browser, SMALL.format(version="1", words="changed"))
    assert "Give the changed form another version" in answer.content.decode()


def test_who_has_no_part_in_forms_is_told_so(browser, alliance):
    from tests.site.conftest import member

    from clearway.site.organisations.roles import InformationGovernanceLead

    lead = member("lead@example.org", alliance, InformationGovernanceLead)
    sign_in(browser, lead.person.email)
    assert browser.get("/forms").status_code == 403

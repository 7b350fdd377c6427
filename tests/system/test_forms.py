"""Forms in a browser: two halves of one analysis, an invitation, a stranger, and feedback by keyboard alone."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.cli.conftest import environment
from tests.system.conftest import Visitor, copy_of, served

from clearway.site.accounts.demo_people import DEMO_PASSWORD

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

ADD_STRANGER = f"""
import sys
from datetime import date
from pathlib import Path
from clearway.cli.stores import use_store
use_store(Path(sys.argv[1]))
from clearway.site.accounts.models import Person
from clearway.site.organisations.models import Membership, Organisation
person = Person.objects.create_person(email="stranger@demo.example", name="Sam Stranger", password="{DEMO_PASSWORD}")
trust = Organisation.objects.get(code="RFR")
Membership.objects.create(person=person, organisation=trust, role="tracker", starts_on=date(2020, 1, 1))
"""


@pytest.fixture(scope="module")
def address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served demo store with its people, a stranger from another trust, and no figures."""
    place = copy_of(shell_store, tmp_path_factory.mktemp("forms"))
    subprocess.run([sys.executable, "-c", ADD_STRANGER, str(place)], check=True, env=environment(), timeout=120)
    yield from served(place)


@pytest.fixture
def tracker(context: BrowserContext, address: str) -> Visitor:
    return Visitor(context.new_page(), address).signs_in_as("cancer pathway tracker")


def somebody(context: BrowserContext, address: str, screen: dict[str, int]) -> Visitor:
    """A visitor with cookies of their own."""
    own = context.browser.new_context(viewport=screen)
    return Visitor(own.new_page(), address)


def saves(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Save and continue").click()


def fills_hospital_half(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("Cancer site, as an ICD-10 code").fill("C34")
    page.get_by_label("70 to 79").check()
    for box, typed in (("#SEA-04", "31"), ("#SEA-04-month", "2"), ("#SEA-04-year", "2026")):
        page.locator(box).fill(typed)
    page.get_by_label("Another way").check()
    visitor.finds_nothing_wrong()
    saves(visitor)
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    page.locator("#SEA-04").fill("9")
    saves(visitor)
    expect(page.get_by_role("status")).to_contain_text("1 more question")
    page.get_by_label("Which other way").fill("Walk-in centre")
    saves(visitor)
    page.get_by_label("What brought the person in on the day").fill("Short of breath")
    visitor.finds_nothing_wrong()
    saves(visitor)
    page.get_by_role("group", name="Could the emergency have been avoided?").get_by_label("Probably").check()
    page.get_by_role("group", name="What contributed").get_by_label("A test result misled").check()
    page.get_by_label("Learning for the hospital").fill("Give the repeat films an owner")
    visitor.finds_nothing_wrong()
    saves(visitor)


def fills_practice_half(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_label("Relevant contacts before the diagnosis").fill("2")
    saves(visitor)
    expect(page.get_by_role("status")).to_contain_text("more questions")
    page.get_by_label("Symptom or sign").fill("Cough")
    visitor.finds_nothing_wrong()
    saves(visitor)
    page.get_by_role("group", name="Could the emergency have been avoided?").get_by_label("Possibly").check()
    page.get_by_label("Learning for the practice").fill("Repeat the film")
    saves(visitor)


def test_a_trust_and_a_practice_each_complete_their_half_and_a_stranger_sees_nothing(
    tracker: Visitor, context: BrowserContext, address: str, screen: dict[str, int]
):
    page = tracker.page
    tracker.goes_to("/forms").finds_nothing_wrong()
    page.get_by_role("button", name="Start a form").click()
    tracker.finds_nothing_wrong()
    page.get_by_role("link", name="Significant event analysis").click()
    tracker.finds_nothing_wrong()
    page.get_by_label("What it is about").fill(f"Case {screen['width']}")
    page.locator("#practice_code").select_option(label="The made-up surgery (X99999)")
    page.get_by_role("button", name="Start the form").click()
    tracker.finds_nothing_wrong()
    number = re.search(r"/forms/(\d+)$", page.url)[1]
    page.get_by_role("link", name="The case").click()
    fills_hospital_half(tracker)
    page.get_by_role("button", name="Look through and sign").click()
    tracker.finds_nothing_wrong()
    page.get_by_role("button", name="Sign as").click()
    tracker.finds_nothing_wrong()

    gp = somebody(context, address, screen).signs_in_as("general practice")
    gp.goes_to(f"/forms/{number}").finds_nothing_wrong()
    expect(gp.page.get_by_text("Short of breath")).to_be_visible()
    gp.page.get_by_role("link", name="The practice's story").click()
    fills_practice_half(gp)
    gp.page.get_by_role("button", name="Look through and sign").click()
    gp.page.get_by_role("button", name="Sign as").click()
    expect(gp.page.locator("dl").first).to_contain_text("Signed")

    tracker.goes_to(f"/forms/{number}/hospital/themes").finds_nothing_wrong()
    block = page.locator("#SEA-42__0")
    block.get_by_text("Themes of this answer").click()
    block.get_by_label("A test result misled").check()
    block.get_by_role("button", name="Save themes").click()
    expect(page.locator("#SEA-42__0 .nhsuk-tag")).to_contain_text("A test result misled")
    tracker.finds_nothing_wrong()
    tracker.goes_to("/forms/themes/significant-event-analysis").finds_nothing_wrong()
    tracker.goes_to("/forms/answers/significant-event-analysis").finds_nothing_wrong()
    tracker.goes_to(f"/forms/{number}/history").finds_nothing_wrong()
    tracker.goes_to(f"/forms/{number}/practice/send-back").finds_nothing_wrong()

    stranger = somebody(context, address, screen).goes_to("/sign-in")
    stranger.page.get_by_label("E-mail address").fill("stranger@demo.example")
    stranger.page.locator("#password").fill(DEMO_PASSWORD)
    stranger.page.get_by_role("button", name="Sign in", exact=True).click()
    stranger.goes_to("/forms").finds_nothing_wrong()
    expect(stranger.page.get_by_text(f"Case {screen['width']}")).to_have_count(0)
    assert stranger.page.goto(f"{address}/forms/{number}").status == 404
    for one in (gp, stranger):
        one.page.context.close()


def test_somebody_without_an_account_completes_one_part_through_a_link(
    tracker: Visitor, context: BrowserContext, address: str, screen: dict[str, int]
):
    page = tracker.page
    tracker.goes_to("/forms/start/significant-event-analysis")
    page.get_by_label("What it is about").fill("Invited case")
    page.locator("#practice_code").select_option(label="The made-up surgery (X99999)")
    page.get_by_role("button", name="Start the form").click()
    page.get_by_role("link", name="Invite somebody without an account to The general practice's half").click()
    page.get_by_role("button", name="Make the link").click()
    tracker.finds_nothing_wrong()
    link = page.locator(".clearway-form-link").inner_text()
    invited = somebody(context, address, screen)
    invited.page.goto(link)
    invited.finds_nothing_wrong()
    invited.page.get_by_role("link", name="The practice's story", exact=True).click()
    fills_practice_half(invited)
    invited.page.get_by_label("Your name").fill("Dr A")
    invited.page.get_by_label("Your role").fill("GP partner")
    invited.page.get_by_role("button", name="Sign and send").click()
    expect(invited.page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert invited.page.goto(link).status == 410
    invited.page.context.close()


def to(page: Page, *, name: str, role: str) -> None:
    """Tab on until the control of that name has the focus, as somebody without a mouse does."""
    wanted = page.get_by_role(role, name=name, exact=True).first  # type: ignore[arg-type]
    for _ in range(60):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{name} is never reached by keyboard")


def test_a_member_of_the_public_sends_feedback_by_keyboard_alone(context: BrowserContext, address: str):
    visitor = Visitor(context.new_page(), address).goes_to("/public/feedback")
    page = visitor.page
    visitor.finds_nothing_wrong()
    to(page, name="Tell us about cancer care here", role="link")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tell us about cancer care here")
    visitor.finds_nothing_wrong()
    to(page, name="Send", role="button")
    page.keyboard.press("Enter")
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    to(page, name="Answer “Whose experience is it?”", role="link")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    to(page, name="What went well? (optional)", role="textbox")
    page.keyboard.type("The nurse listened.")
    to(page, name="Send", role="button")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    visitor.finds_nothing_wrong()


def test_an_administrator_adds_a_form_by_sending_one_file(
    context: BrowserContext, address: str, screen: dict[str, int]
):
    visitor = Visitor(context.new_page(), address).signs_in_as("administrator")
    page = visitor.page
    text = f"""id: ward-walk-{screen["width"]}
version: "1"
title: A walk through the ward, {screen["width"]} wide
parties: [{{id: alliance, title: The alliance}}]
sections:
  - id: one
    title: One
    party: alliance
    items: [{{id: A, text: What did you see, type: text, required: true}}]
"""
    visitor.goes_to("/forms/types/add").finds_nothing_wrong()
    page.locator("#upload").set_input_files(
        {"name": "form.yaml", "mimeType": "text/yaml", "buffer": text.replace("type: text", "type: prose").encode()}
    )
    page.get_by_role("button", name="Take it up").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Line 9, item A")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    page.locator("#upload").set_input_files({"name": "form.yaml", "mimeType": "text/yaml", "buffer": text.encode()})
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("A walk through the ward")
    visitor.finds_nothing_wrong()
    visitor.goes_to("/forms/types").finds_nothing_wrong()
    analyst = somebody(context, address, screen).signs_in_as("alliance analyst").goes_to("/forms/start")
    expect(analyst.page.get_by_role("link", name=f"A walk through the ward, {screen['width']} wide")).to_be_visible()
    analyst.page.context.close()

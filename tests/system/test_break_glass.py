"""Breaking the glass in a browser: an analyst learns who one person is, the trust asks why, and is answered."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from tests.cli.conftest import clearway, environment
from tests.pathways.filled import LATE_HANDOVER, OWN_BREACH, written
from tests.system.conftest import MAKE_SHELL_STORE, Visitor, served

pytestmark = [pytest.mark.system, pytest.mark.slow]

WHY = "Handed over and seen by nobody since; the ward has to ring"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served demo store with its people and two records of Barnsley's."""
    folder = tmp_path_factory.mktemp("glass")
    place, file = folder / "store", written(folder / "may-rff.csv", [LATE_HANDOVER, OWN_BREACH])
    made = [sys.executable, "-c", MAKE_SHELL_STORE, str(place)]
    subprocess.run(made, check=True, env=environment(), timeout=120, capture_output=True)
    assert clearway("load", file, "--store", place, "--organisation", "RFF").code == 0
    yield from served(place)


def as_role(context: BrowserContext, address: str, role: str) -> Visitor:
    """Somebody of the demo; whoever was signed in before has left."""
    context.clear_cookies()
    return Visitor(context.new_page(), address).signs_in_as(role)


def opens_a_breach(visitor: Visitor, row: int) -> Page:
    visitor.goes_to("/waits/breaches?month=2025-05")
    visitor.page.locator("tbody th a").nth(row).click()
    return visitor.page


@pytest.mark.journey
def test_an_analyst_breaks_the_glass_the_trust_asks_why_and_is_answered(
    context: BrowserContext, address: str, screen: dict[str, int]
):
    analyst = as_role(context, address, "alliance analyst")
    page = opens_a_breach(analyst, 0 if screen["width"] > 1000 else 1)
    expect(page.get_by_text("under an agreement that is not there")).to_be_visible()
    analyst.finds_nothing_wrong()
    page.get_by_role("link", name="break the glass on this record").click()
    analyst.finds_nothing_wrong()
    page.get_by_label("The person seems to have been lost between trusts").check()
    page.get_by_role("button", name="Break the glass").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    analyst.complaints.clear()
    analyst.finds_nothing_wrong()
    page.get_by_label("Your reason").fill(WHY)
    page.get_by_role("button", name="Break the glass").click()
    expect(page.get_by_text("You broke the glass on this record")).to_be_visible()
    analyst.finds_nothing_wrong()
    page.get_by_role("button", name="Show who this is").click()
    expect(page.get_by_text("99900000", exact=False).first).to_be_visible()
    analyst.finds_nothing_wrong()

    manager = as_role(context, address, "cancer manager")
    page = manager.page
    page.get_by_role("link", name="Notices").click()
    manager.finds_nothing_wrong()
    page.get_by_role("link", name="broke the glass on a record of yours").first.click()
    expect(page.get_by_text(WHY)).to_be_visible()
    manager.finds_nothing_wrong()
    page.get_by_label("I question it").check()
    page.get_by_role("button", name="Keep this").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("The question is empty")
    manager.complaints.clear()
    manager.finds_nothing_wrong()
    page.get_by_label("In words").fill("Why did you not ring us first?")
    page.get_by_role("button", name="Keep this").click()
    expect(page.get_by_text("by manager@demo.example")).to_be_visible()
    manager.goes_to("/broken-glass")
    expect(page.get_by_text(WHY).first).to_be_visible()
    manager.finds_nothing_wrong()

    analyst = as_role(context, address, "alliance analyst")
    page = analyst.page
    analyst.goes_to("/broken-glass")
    page.locator("tbody th a").first.click()
    page.get_by_label("Your answer").fill("Nobody picked up for an hour.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Nobody picked up for an hour.")).to_be_visible()
    analyst.finds_nothing_wrong()

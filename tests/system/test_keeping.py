"""Agreements, retention and purging in a browser, by somebody who answers for them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.cli.conftest import environment
from tests.intake.builders import csv_file, records
from tests.system.conftest import Visitor, copy_of, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

AGREEMENT = {
    "#title": "Waits 2026",
    "#purpose": "Planning of capacity",
    "#legal_basis": "As section 4 of the agreement says",
    "#owner": "Information governance lead",
    **dict(zip(("#starts_on", "#starts_on-month", "#starts_on-year"), ("1", "4", "2020"), strict=True)),
    **dict(zip(("#until", "#until-month", "#until-year"), ("31", "3", "2099"), strict=True)),
}


@pytest.fixture(scope="module")
def address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served store with two small files, so that each width of screen has one to purge."""
    room = tmp_path_factory.mktemp("keeping")
    place = copy_of(shell_store, room)
    for month in ("2025-03", "2025-04"):
        day = {"treatment_start_date": f"{month}-28", "fds_end_date": f"{month}-20"}
        path = csv_file(room, records(*[day for _ in range(7)]), f"{month}.csv")
        load(path, place, month)
    yield from served(place)


def load(path: Path, place: Path, month: str) -> None:
    command = [sys.executable, "-c", "from clearway.cli import main; main()", "load", str(path), "--store", str(place)]
    done = subprocess.run(
        [*command, "--organisation", "RZA", "--month", month], env=environment(), timeout=120, capture_output=True
    )
    assert done.returncode in (0, 1), done.stderr.decode()


@pytest.fixture
def lead(context: BrowserContext, address: str) -> Visitor:
    """Somebody who may record agreements and purge."""
    return Visitor(context.new_page(), address).signs_in_as("administrator")


def test_an_agreement_is_recorded_and_ended_and_every_page_is_sound(lead: Visitor):
    page = lead.page
    lead.goes_to("/data/agreements").finds_nothing_wrong()
    page.get_by_role("button", name="Record an agreement").click()
    lead.finds_nothing_wrong()
    page.get_by_role("button", name="Record the agreement").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    lead.complaints.clear()
    lead.finds_nothing_wrong()
    for box, words in AGREEMENT.items():
        page.locator(box).fill(words)
    page.get_by_label("Barnsley").check()
    page.get_by_label("Cancer Alliance (E56000025)").check()
    page.get_by_label("Waiting-time records").check()
    page.get_by_label("Sent to the alliance").check()
    page.get_by_role("button", name="Record the agreement").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded: Waits 2026.")
    lead.finds_nothing_wrong()
    page.get_by_role("link", name="Waits 2026").first.click()
    lead.finds_nothing_wrong()
    for part, words in zip(("", "-month", "-year"), ("1", "10", "2026"), strict=True):
        page.locator(f"#ended_on{part}").fill(words)
    page.get_by_label("Why it ends").fill("The trust withdrew")
    page.get_by_role("button", name="End the agreement").click()
    expect(page.get_by_role("status")).to_contain_text("stops new loads only")
    lead.finds_nothing_wrong()


def test_a_file_is_held_released_and_purged_and_every_page_is_sound(lead: Visitor, screen: dict[str, int]):
    page = lead.page
    lead.goes_to("/data/retention").finds_nothing_wrong()
    name = "2025-03.csv" if screen["width"] > 400 else "2025-04.csv"
    page.get_by_role("link", name=name).click()
    lead.finds_nothing_wrong()
    page.get_by_label("Why it must be kept").fill("inquiry 14")
    page.get_by_role("button", name="Hold it back").click()
    expect(page.get_by_text("inquiry 14")).to_be_visible()
    lead.finds_nothing_wrong()
    page.get_by_label("Why it need not be held any more").fill("closed")
    page.get_by_role("button", name="Release the hold").click()
    page.get_by_label("Why it is purged").fill("Its time is over.")
    page.get_by_role("button", name="Purge for good").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Type the submission")
    lead.complaints.clear()
    page.locator("#typed").fill(page.locator("#typed-hint").inner_text().strip())
    page.get_by_role("button", name="Purge for good").click()
    expect(page.get_by_role("heading", name="What is left of it")).to_be_visible()
    expect(page.get_by_text("Its time is over.")).to_be_visible()
    lead.finds_nothing_wrong()
    lead.goes_to("/data/retention")
    expect(page.get_by_role("table", name="Purged files")).to_contain_text("Its time is over.")
    lead.finds_nothing_wrong()


def test_the_accessibility_page_is_sound_and_open_to_all(visitor: Visitor):
    visitor.goes_to("/sign-in").page.get_by_role("link", name="Accessibility").click()
    expect(visitor.page.get_by_role("heading", name="What we have not checked")).to_be_visible()
    visitor.finds_nothing_wrong()

"""In a browser: merged trusts under today's organisations, revisions, an earlier day, hand-overs between trusts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.demo_store import shared_demo_store
from tests.system.conftest import Visitor, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

PAGES = (
    "/organisations",
    "/organisations/RFS",
    "/organisations/RAL",
    "/organisations/E56000025",
    "/organisations/QF7",
    "/data/revisions",
    "/data/revisions/2025-03",
    "/data/revisions/2025-03?by=cancer_type",
    "/data/revisions/2025-03?basis=computed",
    "/transfers",
    "/waits/62?alliance=E56000024&members=also",
    "/alliances?organisations=now",
)


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    yield from served(shared_demo_store(tmp_path_factory, worker_id))


@pytest.fixture
def analyst(context: BrowserContext, demo_address: str) -> Visitor:
    """An analyst in front of the demo, on a wide screen and on a phone."""
    return Visitor(context.new_page(), demo_address).signs_in_as("alliance analyst")


def test_every_page_through_time_is_accessible_and_fits_the_screen(analyst: Visitor) -> None:
    for path in PAGES:
        analyst.goes_to(path).finds_nothing_wrong()


def test_the_switch_to_today_s_organisations_names_who_was_merged_and_stays_in_the_address(analyst: Visitor) -> None:
    page = analyst.goes_to("/waits/62/RAL?month=2024-11").page
    page.get_by_role("link", name="as they are today").click()
    expect(page.get_by_text("One organisation today: Royal Free London")).to_contain_text("until December 2024")
    assert "organisations=now" in page.url
    page.get_by_label("Month", exact=True).select_option("2024-10")
    page.get_by_role("button", name="Show").click()
    assert "organisations=now" in page.url
    expect(page.get_by_text("One organisation today")).to_be_visible()
    analyst.finds_nothing_wrong()


def test_an_alliance_leads_to_its_trusts_and_a_trust_to_its_mergers(analyst: Visitor) -> None:
    page = analyst.goes_to("/organisations/E56000027").page
    page.get_by_role("link", name="Royal Free London NHS Foundation Trust").click()
    page.get_by_role("link", name="North Middlesex University Hospital NHS Trust (RAP)").click()
    expect(page.get_by_text("Its patients are today with")).to_be_visible()


def test_a_day_before_anything_was_received_is_refused_in_words(analyst: Visitor) -> None:
    page = analyst.goes_to("/waits/62").page
    page.get_by_label("As known here on").fill("2020-01-01")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("Nothing had been received here by 2020-01-01")).to_be_visible()


def test_a_pair_of_trusts_leads_to_the_people_behind_it(analyst: Visitor) -> None:
    page = analyst.goes_to("/transfers?month=2025-03").page
    page.locator("#pairs tbody a").first.click()
    expect(page.get_by_text("Of the breaches")).to_be_visible()
    analyst.finds_nothing_wrong()
    page.get_by_role("link", name="one by one").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Breaches")

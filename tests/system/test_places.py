"""Measures by place in a browser: the first page in a minute, what changed, a place, two areas; on desk and phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.demo_store import shared_demo_store
from tests.system.conftest import Visitor, served

pytestmark = [pytest.mark.system, pytest.mark.slow]

ANALYST = "alliance analyst"
PAGES = (
    "/",
    "/measures/summary",
    "/measures/summary?parts=districts",
    "/measures/changes",
    "/places/",
    "/places/E08000016",
    "/places/E56000025",
    "/compare",
    "/compare?measure=EDX-STAGE&a=E08000016&b=E08000017",
    "/organisations/RHQ",
)


@pytest.fixture(scope="module")
def demo_address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    yield from served(shared_demo_store(tmp_path_factory, worker_id))


@pytest.fixture
def newcomer(context: BrowserContext, demo_address: str) -> Visitor:
    """Somebody at a browser in front of the demo, on a wide screen and on a phone."""
    return Visitor(context.new_page(), demo_address)


@pytest.mark.journey
def test_from_the_ambitions_to_what_changed_a_place_and_two_areas(newcomer: Visitor) -> None:
    newcomer.signs_in_as(ANALYST)
    page = newcomer.page
    expect(page.get_by_role("heading", name="Our ambitions")).to_be_visible()
    rows = page.locator(".clearway-ambitions__row")
    assert rows.count() == 10
    expect(rows.first).to_contain_text("Target 75%" if page.viewport_size["width"] < 600 else "75%")
    page.get_by_role("link", name="What changed, and is real").click()
    expect(page.get_by_role("main")).to_contain_text("looked at")
    page.get_by_role("link", name="Every measure at a glance").click()
    expect(page.locator("#summary")).to_contain_text("62-day combined standard")
    page.get_by_role("link", name="Compare two areas").click()
    expect(page.get_by_role("main")).to_contain_text("Whether two intervals overlap is no test")
    newcomer.goes_to("/places/")
    page.locator("#district").get_by_role("link", name="Barnsley").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Barnsley")
    newcomer.finds_nothing_wrong()


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_places_is_accessible_on_desk_and_phone(newcomer: Visitor, path: str) -> None:
    newcomer.signs_in_as(ANALYST).goes_to(path)
    newcomer.finds_nothing_wrong()

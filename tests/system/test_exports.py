"""Files that name people, in a browser: who asked for one and who decides on it each find sound pages."""

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor
from tests.system.test_main_job import demo_address, newcomer  # noqa: F401 - fixtures

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

TRACKER, LEAD = "cancer pathway tracker", "information governance lead"


def test_what_a_tracker_asked_for_is_found_by_whoever_decides_on_it(newcomer: Visitor) -> None:  # noqa: F811
    newcomer.signs_in_as(TRACKER).goes_to("/exports/").finds_nothing_wrong()
    newcomer.page.locator("main a[href^='/exports/']:not([href*='breaches'])").first.click()
    newcomer.finds_nothing_wrong()
    newcomer.page.get_by_role("button", name="Sign out").first.click()
    newcomer.signs_in_as(LEAD).goes_to("/exports/").finds_nothing_wrong()
    newcomer.page.get_by_role("table").get_by_role("link").first.click()
    expect(newcomer.page.get_by_role("group", name="May this file be taken?")).to_be_visible()
    newcomer.finds_nothing_wrong()
    newcomer.goes_to("/exports/use").finds_nothing_wrong()

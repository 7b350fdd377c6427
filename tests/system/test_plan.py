"""The delivery plan in a browser: what was promised, when, and what answers what."""

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]


def test_a_reader_goes_from_the_plan_to_a_deliverable_and_to_the_grid_of_2017(visitor: Visitor):
    page = visitor.page
    visitor.signs_in_as("programme manager").goes_to("/plan/").finds_nothing_wrong()
    expect(page.locator("h1")).to_contain_text("public intentions for 2025/26")
    page.get_by_role("link", name="Prehabilitation and physical activity").click()
    expect(page.locator("main")).to_contain_text("Late")
    visitor.finds_nothing_wrong()
    visitor.goes_to("/plan/")
    page.get_by_role("link", name="Coverage", exact=True).click()
    visitor.finds_nothing_wrong()
    page.get_by_role("link", name="SYB&ND Cancer Alliance Delivery Plan").click()
    expect(page.locator("main")).to_contain_text("This is a plan of the past")
    for view in ("Grid by half-year", "Against the framework", "What is missing"):
        page.get_by_role("link", name=view, exact=True).click()
        visitor.finds_nothing_wrong()
    expect(page.locator("main")).to_contain_text("its 19 rows add up to 36")

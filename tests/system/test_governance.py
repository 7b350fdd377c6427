"""Governance in a browser: every page is sound on a wide screen and on a telephone, and leads on."""

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

PAGES = ("", "hazards", "hazards/HAZ-02", "security", "flows", "flows/FLOW-01", "dpia")


def test_every_page_of_governance_is_sound(visitor: Visitor):
    visitor.signs_in_as("administrator")
    for name in PAGES:
        visitor.goes_to(f"/governance/{name}").finds_nothing_wrong()


def test_an_administrator_finds_what_shows_that_a_hazard_is_met(visitor: Visitor):
    page = visitor.signs_in_as("administrator").goes_to("/help").page
    page.get_by_role("link", name="Read hazards, flows and requirements").click()
    page.get_by_role("link", name="Hazard log").click()
    page.get_by_role("link", name="Dates are read as other dates").click()
    expect(page.get_by_role("table", name="What is done")).to_contain_text("refuses the file")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Hazard log").click()
    expect(page.get_by_role("heading", name="Hazard log", exact=True)).to_be_visible()

"""The audit trail in a browser: who answers for it finds who did what, and takes a digest away."""

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.mark.journey
def test_an_administrator_finds_what_a_person_did_and_their_own_reading_too(visitor: Visitor):
    page = visitor.page
    visitor.signs_in_as("administrator")
    visitor.goes_to("/audit/").finds_nothing_wrong()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who did what")
    page.get_by_label("Person (e-mail)").fill("admin@demo.example")
    page.get_by_label("What was done").select_option("signed in")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table")).to_contain_text("admin@demo.example")
    visitor.finds_nothing_wrong()
    page.get_by_role("link", name="take away").first.click()
    page.get_by_role("rowheader").first.get_by_role("link").click()
    expect(page.get_by_text("Hash", exact=True)).to_be_visible()
    visitor.finds_nothing_wrong()
    visitor.goes_to("/audit/digests").finds_nothing_wrong()
    with page.expect_download() as taken:
        page.locator("main li a").first.click()
    assert taken.value.suggested_filename.startswith("clearway-audit-")

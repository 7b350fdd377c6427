"""Every page that takes one file: left empty it says so, and the page that says so is accessible too."""

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.mark.parametrize(
    ("role", "path", "button", "label"),
    [
        ("alliance analyst", "/measures/own/file", "Check it and save the draft", "Definition"),
        ("cancer pathway tracker", "/registers/services/import", "Take it in", "File"),
        ("administrator", "/registers/types/add", "Check it", "Schema"),
        ("administrator", "/forms/types/add", "Take it up", "File"),
        ("programme manager", "/strategies/", "Read it", "Read a document"),
    ],
)
def test_a_page_without_its_file_says_so_and_stays_accessible(
    context: BrowserContext, shell_address: str, role: str, path: str, button: str, label: str
):
    visitor = Visitor(context.new_page(), shell_address).signs_in_as(role)
    visitor.goes_to(path).finds_nothing_wrong()
    visitor.page.get_by_role("button", name=button).click()
    expect(visitor.page.locator(".nhsuk-error-summary")).to_be_focused()
    visitor.complaints.clear()  # the browser tells of the answer 422
    visitor.finds_nothing_wrong()
    field = visitor.page.locator("input[type=file]")
    expect(visitor.page.get_by_label(label, exact=True).and_(field)).to_be_visible()
    described = (field.get_attribute("aria-describedby") or "").split()
    assert any("Error" in visitor.page.locator(f"#{one}").inner_text() for one in described)

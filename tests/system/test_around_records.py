"""Around a form in a browser: a notice leads to a comment, an answer mentions somebody, a document comes and goes."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.cli.conftest import environment
from tests.system.conftest import Visitor, copy_of, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]

ADD_FORMS = """
import sys
from pathlib import Path
from clearway.cli.stores import use_store
store = use_store(Path(sys.argv[1]))
from clearway.site.forms.demo import create_demo_forms
create_demo_forms(store)
"""


@pytest.fixture(scope="module")
def address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served demo store with its people and forms, and no figures."""
    place = copy_of(shell_store, tmp_path_factory.mktemp("around"))
    subprocess.run([sys.executable, "-c", ADD_FORMS, str(place)], check=True, env=environment(), timeout=120)
    yield from served(place)


@pytest.fixture
def practice(context: BrowserContext, address: str) -> Visitor:
    return Visitor(context.new_page(), address).signs_in_as("general practice")


def test_a_notice_leads_to_a_comment_that_is_answered_and_a_document_comes_and_goes(practice: Visitor):
    page = practice.page
    page.get_by_role("link", name="Notices").click()
    practice.finds_nothing_wrong()
    page.get_by_role("link", name="Change how you are told").click()
    practice.finds_nothing_wrong()
    page.get_by_label("From").select_option("20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("never between 20:00 and 07:00")).to_be_visible()
    page.get_by_role("link", name="mentioned you in a comment").click()
    expect(page.get_by_text("when the second film was asked for")).to_be_visible()
    practice.finds_nothing_wrong()

    page.get_by_role("button", name="Add the comment").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    practice.complaints.clear()
    practice.finds_nothing_wrong()
    page.get_by_label("Write a comment").fill("On the second visit.")
    page.get_by_text("Mention somebody").click()
    page.get_by_label("Tom Tracker").check()
    practice.finds_nothing_wrong()
    page.get_by_role("button", name="Add the comment").click()
    expect(page.get_by_role("status").first).to_contain_text("Tom Tracker will see it")

    page.get_by_role("button", name="Add the document").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("No file was chosen")
    practice.complaints.clear()
    practice.finds_nothing_wrong()
    told = {"name": "pathway map.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}
    page.get_by_label("Add a document").set_input_files(told)
    page.get_by_role("button", name="Add the document").click()
    practice.finds_nothing_wrong()
    with page.expect_download() as download:
        page.get_by_role("link", name="pathway map.pdf", exact=True).click()
    assert download.value.suggested_filename == "pathway map.pdf"
    page.get_by_role("link", name="Remove pathway map.pdf").click()
    practice.finds_nothing_wrong()
    page.get_by_label("Why").fill("The wrong map")
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_text("The wrong map").last).to_be_visible()


def test_a_filtered_list_is_saved_and_found_again(practice: Visitor, screen: dict[str, int]):
    page, name = practice.page, f"Wards {screen['width']}"
    practice.goes_to("/registers/services?q=group")
    page.get_by_role("link", name="Save this view").click()
    practice.finds_nothing_wrong()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Save").click()
    practice.finds_nothing_wrong()
    page.get_by_role("link", name=name).click()
    expect(page).to_have_url(f"{practice.address}/registers/services?q=group")

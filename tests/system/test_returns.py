"""A return in a browser: a form loaded, two cells marked, the quarter filled, submitted and locked."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.publications.returns.forms import form_bytes, form_file
from tests.system.conftest import Visitor, copy_of, environment, served
from tests.system.test_strategies import LOAD_PLANS

pytestmark = [pytest.mark.system, pytest.mark.slow]


@pytest.fixture
def address(shell_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a demo that has people and the two plans."""
    place = copy_of(shell_store, tmp_path)
    subprocess.run([sys.executable, "-c", LOAD_PLANS, str(place)], check=True, env=environment(), timeout=120)
    yield from served(place)


@pytest.mark.journey
def test_a_programme_manager_marks_a_form_fills_it_and_submits_it(
    context: BrowserContext, address: str, tmp_path: Path
):
    manager = Visitor(context.new_page(), address).signs_in_as("programme manager")
    page = manager.page
    manager.goes_to("/plan/returns/").finds_nothing_wrong()
    page.get_by_role("button", name="Add a return").click()
    page.get_by_label("What the return is called").fill("Quarterly return")
    page.get_by_label("Due how many days").fill("30")
    page.get_by_label("The empty form").set_input_files(form_file(tmp_path, form_bytes()))
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Load the form").click()
    expect(page.locator("main")).to_contain_text("Now mark its cells")
    manager.finds_nothing_wrong()
    page.get_by_label("Its address").fill("B3")
    page.keyboard.press("Enter")
    page.get_by_label("Kind of value").select_option("organisation")
    page.get_by_role("button", name="Go on").click()
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Mark B3").click()
    expect(page.locator("main")).to_contain_text("Summary B3 is marked")
    page.get_by_role("link", name="Promises").click()
    page.get_by_role("link", name="A2, empty").click()
    page.get_by_label("Kind of value").select_option("deliverables")
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("The last row that may be filled").fill("60")
    page.get_by_label("Column for: Promise").fill("A")
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Mark A2").click()
    expect(page.locator("main")).to_contain_text("is marked")
    manager.finds_nothing_wrong()
    manager.goes_to("/plan/returns/")
    page.get_by_role("button", name="Begin").click()
    expect(page.locator("main")).to_contain_text("No marked cell stays empty")
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Go on to submit").click()
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Submit and lock").click()
    expect(page.locator("main")).to_contain_text("This is what was submitted. It never changes.")
    manager.finds_nothing_wrong()
    manager.goes_to("/plan/highlight?quarter=2025/26+Q2").finds_nothing_wrong()

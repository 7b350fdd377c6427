"""Reading a strategy in a browser: choosing a file, holding proposals against their sentences, answering them."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.system.conftest import Visitor, copy_of, environment, served

pytestmark = [pytest.mark.system, pytest.mark.slow]
PLAN = Path(__file__).resolve().parents[1] / "planning" / "documents" / "held_out" / "improvement-plan.docx"
LOAD_PLANS = """
import sys
from pathlib import Path
from clearway.cli.stores import acting_person, use_store
store = use_store(Path(sys.argv[1]))
from clearway.site.plan.demo import create_demo_plans
create_demo_plans(store, by=acting_person(None))
"""


@pytest.fixture
def address(shell_store: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a demo that has people and the two plans."""
    place = copy_of(shell_store, tmp_path)
    subprocess.run([sys.executable, "-c", LOAD_PLANS, str(place)], check=True, env=environment(), timeout=120)
    yield from served(place)


@pytest.mark.journey
def test_a_programme_manager_reads_a_word_file_and_answers_its_proposals(context: BrowserContext, address: str):
    manager = Visitor(context.new_page(), address).signs_in_as("programme manager")
    page = manager.page
    manager.goes_to("/strategies/").finds_nothing_wrong()
    page.get_by_role("button", name="Read it").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    manager.complaints.clear()  # the browser tells of the answer 422
    page.get_by_label("Read a document").set_input_files(PLAN)
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("h1")).to_have_text("improvement-plan.docx")
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Answer the next proposal").click()
    expect(page.locator("main")).to_contain_text("By March 2027 we will treat 75% of people within 62 days")
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Confirm as a draft").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("No deliverable was chosen")
    manager.complaints.clear()
    manager.finds_nothing_wrong()
    page.get_by_label("Where it belongs in the plan").select_option(index=2)
    page.get_by_role("button", name="Confirm as a draft").click()
    expect(page.locator("main")).to_contain_text("Proposal 1 is confirmed")
    page.get_by_role("button", name="Reject").click()
    expect(page.locator("main")).to_contain_text("Proposal 2 is rejected")
    page.get_by_role("link", name="improvement-plan.docx").first.click()
    expect(page.locator("main")).to_contain_text("confirmed by")
    manager.finds_nothing_wrong()

"""The delivery plan in a browser: what was promised, when, what answers what, and the month on one page."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.system.conftest import Visitor, copy_of, environment, served

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]
LOAD_PLANS = """
import sys
from pathlib import Path
from clearway.cli.stores import acting_person, use_store
store = use_store(Path(sys.argv[1]))
from clearway.site.plan.demo import create_demo_plans
create_demo_plans(store, by=acting_person(None))
"""


@pytest.fixture(scope="module")
def planned_address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo that has people and the two plans."""
    place = copy_of(shell_store, tmp_path_factory.mktemp("planned"))
    subprocess.run([sys.executable, "-c", LOAD_PLANS, str(place)], check=True, env=environment(), timeout=120)
    yield from served(place)


@pytest.fixture
def manager(context: BrowserContext, planned_address: str) -> Visitor:
    return Visitor(context.new_page(), planned_address).signs_in_as("programme manager")


def test_a_reader_goes_from_the_plan_to_the_grid_of_2017(manager: Visitor):
    page = manager.page
    manager.goes_to("/plan/").finds_nothing_wrong()
    expect(page.locator("h1")).to_contain_text("public intentions for 2025/26")
    page.get_by_role("link", name="Coverage", exact=True).click()
    manager.finds_nothing_wrong()
    page.get_by_role("link", name="SYB&ND Cancer Alliance Delivery Plan").click()
    expect(page.locator("main")).to_contain_text("This is a plan of the past")
    for view in ("Grid by half-year", "Against the framework", "What is missing"):
        page.get_by_role("link", name=view, exact=True).click()
        manager.finds_nothing_wrong()
    expect(page.locator("main")).to_contain_text("its 19 rows add up to 36")


def test_a_programme_manager_moves_a_milestone_records_spend_and_raises_a_risk(
    manager: Visitor, screen: dict[str, int]
):
    page, day = manager.page, str(screen["width"] % 27 + 1)
    manager.goes_to("/plan/")
    page.get_by_role("link", name="Prehabilitation and physical activity").click()
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Update this month").click()
    manager.finds_nothing_wrong()
    page.get_by_label("At risk").check()
    page.get_by_label("What shows it?").fill(f"Two posts are empty; {day} referrals wait.")
    first = page.locator("details").filter(has_text="Legacy plan")
    first.get_by_label("Day").first.fill(day)
    first.get_by_label("Month").first.fill("3")
    page.get_by_role("button", name="Record this month").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("nobody says why")
    manager.complaints.clear()
    manager.finds_nothing_wrong()
    first.get_by_label("Why the date changed").fill("The specification is agreed later.")
    page.get_by_role("button", name="Record this month").click()
    expect(page.locator("main")).to_contain_text(f"{day} March 2026")
    expect(page.locator("main")).to_contain_text(f"{day} referrals wait")
    manager.finds_nothing_wrong()
    page.get_by_role("link", name="2025/26 Q2", exact=True).click()
    manager.finds_nothing_wrong()
    page.get_by_label("Spent").fill(f"32000.{int(day):02d}")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator("main")).to_contain_text(f"£32,000.{int(day):02d}")
    page.get_by_role("link", name="Raise a risk").click()
    manager.finds_nothing_wrong()
    page.get_by_label("What could happen").fill(f"Nobody applies for {day} posts")
    page.get_by_label("How likely").select_option("2")
    page.get_by_label("How much it matters").select_option("5")
    page.get_by_role("button", name="Raise it").click()
    expect(page.locator("main")).to_contain_text("2 × 5 = 10")
    form = f"{'Quality' if screen['width'] > 600 else 'Data-protection'} impact assessment"
    page.get_by_role("link", name="Set a gate").click()
    manager.finds_nothing_wrong()
    page.get_by_label(form, exact=True).check()
    page.get_by_label("Before it is done").check()
    page.get_by_role("button", name="Set it").click()
    page.get_by_role("button", name="Update this month").click()
    page.get_by_label("Done", exact=True).check()
    page.get_by_label("What shows it?").fill("All of it is there.")
    page.get_by_role("button", name="Record this month").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text(f"Begin the {form.lower()}")
    manager.complaints.clear()
    page.get_by_role("link", name=f"{form}, before it is done").click()
    manager.finds_nothing_wrong()
    for view in ("money", "bids", "roll-out", "sign-off", "risks", "timeline", "board"):
        manager.goes_to(f"/plan/?view={view}").finds_nothing_wrong()

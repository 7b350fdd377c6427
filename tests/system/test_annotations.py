"""Beside a chart in a browser: a campaign is marked, a phase begun with a reason; two people publish an own measure."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.cli.conftest import environment
from tests.system.conftest import Visitor, copy_of, served

pytestmark = [pytest.mark.system, pytest.mark.slow]

FILL_STORE = """
import sys
from pathlib import Path
from clearway.cli.stores import acting_person, use_store
store = use_store(Path(sys.argv[1]))
from clearway.demo.build import published_readings
from clearway.demo.published import packed_figures
from clearway.intake.reading import Declared
from clearway.pipeline.load import admit_readings
from clearway.pipeline.publish import publish
from clearway.site.submissions.manifest import OperationalManifest
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
manifest = OperationalManifest(acting_person(None))
wanted = [one for one in published_readings(packed_figures()) if "2025-03" in one.facts["month"]]
admit_readings(wanted, store=store, manifest=manifest, declared=Declared())
publish(store=store, manifest=manifest, rules=load_rule_book(), organisations=load_organisations())
"""


@pytest.fixture(scope="module")
def address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A served demo store with the published figures of half a year."""
    place = copy_of(shell_store, tmp_path_factory.mktemp("annotations"))
    subprocess.run([sys.executable, "-c", FILL_STORE, str(place)], check=True, env=environment(), timeout=240)
    yield from served(place)


@pytest.fixture
def analyst(context: BrowserContext, address: str) -> Visitor:
    return Visitor(context.new_page(), address).signs_in_as("alliance analyst")


@pytest.mark.journey
def test_a_campaign_is_marked_and_a_phase_begun_with_a_reason(analyst: Visitor, screen: dict[str, int]):
    page = analyst.page
    analyst.goes_to("/measures/CWT-62D/notes?area=E92000001").finds_nothing_wrong()
    page.get_by_role("button", name="Mark something on the chart").click()
    analyst.finds_nothing_wrong()
    page.get_by_role("button", name="Mark it").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    analyst.complaints.clear()
    analyst.finds_nothing_wrong()
    page.get_by_label("Campaign").check()
    for box, typed in (("#at", "14"), ("#at-month", "1"), ("#at-year", "2025")):
        page.locator(box).fill(typed)
    words = f"Radio campaign on blood in pee, seen {screen['width']} wide"
    page.get_by_label("In a sentence").fill(words)
    page.get_by_role("button", name="Mark it").click()
    expect(page.get_by_role("table", name="Marked on the chart")).to_contain_text(words)
    analyst.finds_nothing_wrong()
    page.get_by_role("button", name="Begin a new phase").click()
    analyst.finds_nothing_wrong()
    period = "31 January 2025" if screen["width"] > 400 else "28 February 2025"
    page.get_by_label("First period of the new phase").select_option(label=period)
    page.get_by_role("button", name="Begin the phase").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Enter why")
    analyst.complaints.clear()
    analyst.finds_nothing_wrong()
    page.get_by_label("Why the limits are worked out anew").fill("Straight to test for everybody")
    page.get_by_role("button", name="Begin the phase").click()
    expect(page.get_by_role("table", name="New phases of the limits")).to_contain_text(period)
    page.get_by_role("table", name="New phases of the limits").get_by_role("link", name="Withdraw").first.click()
    analyst.finds_nothing_wrong()
    page.get_by_label("Why it is withdrawn").fill("It did not last")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_role("table", name="Withdrawn").first).to_contain_text("It did not last")
    analyst.finds_nothing_wrong()


FORM = {
    "#name": "Lung cancers treated within 62 days",
    "#numerator": "first treatments of lung cancer within 62 days",
    "#denominator": "first treatments of lung cancer",
    "#source": "Cancer Waiting Times, NHS England",
    "#finest": "trust, by month",
    "#why_it_matters": "Lung cancer waits longest.",
    "#cannot_tell": "Who died waiting.",
    "#reviewed_by_role": "Cancer waiting times lead",
    "#next_review": "31",
    "#next_review-month": "3",
    "#next_review-year": "2098",
}
CHOSEN = {"#domain": "waiting_times", "#unit": "percent", "#method": "wilson", "#standard": "62", "#count": "within"}


@pytest.mark.journey
def test_an_own_measure_is_defined_by_one_person_and_published_by_another(
    analyst: Visitor, context: BrowserContext, address: str, screen: dict[str, int]
):
    page, key = analyst.page, f"SY-LUNG{screen['width']}"
    analyst.goes_to("/measures/own").finds_nothing_wrong()
    page.get_by_role("button", name="Define a measure").click()
    analyst.finds_nothing_wrong()
    page.locator("#id").fill("lung")
    for box, typed in FORM.items():
        page.locator(box).fill(typed)
    for box, value in CHOSEN.items():
        page.locator(box).select_option(value)
    for words in ("Higher is better", "What falls short of it should be rare", "Monthly", "The waiting-time figures"):
        page.get_by_label(words).check()
    page.get_by_label("Trust", exact=True).check()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("is not an id")
    analyst.complaints.clear()
    analyst.finds_nothing_wrong()
    page.locator("#id").fill(key)
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_role("heading", name="What it gives in this store")).to_be_visible()
    analyst.finds_nothing_wrong()
    page.get_by_role("link", name="Change it").or_(page.get_by_role("button", name="Change it")).click()
    analyst.finds_nothing_wrong()
    page.get_by_role("button", name="Save the draft").click()
    page.get_by_role("button", name="Hand it to the reviewers").click()
    expect(page.get_by_role("status")).to_contain_text("Handed to the reviewers")
    expect(page.get_by_role("button", name="Agree and publish")).to_have_count(0)
    here = page.url.removeprefix(address)
    context.clear_cookies()
    reviewer = Visitor(context.new_page(), address).signs_in_as("measure reviewer")
    reviewer.goes_to(here).finds_nothing_wrong()
    reviewer.page.get_by_role("button", name="Agree and publish").click()
    expect(reviewer.page.get_by_role("status")).to_contain_text("Published")
    reviewer.finds_nothing_wrong()
    reviewer.goes_to("/measures/own").finds_nothing_wrong()
    expect(reviewer.page.get_by_role("table", name="Published")).to_contain_text(key)
    reviewer.goes_to("/measures/reviews").finds_nothing_wrong()
    reviewer.goes_to("/measures/CWT-62D/review").finds_nothing_wrong()

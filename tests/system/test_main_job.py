"""The main job in a browser: find where people wait, open a breach, read why, take it away; see only what one may."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.demo_store import shared_demo_store
from tests.system.conftest import WIDE, Visitor, served

pytestmark = [pytest.mark.system, pytest.mark.slow]

ANALYST, TRACKER, ADMINISTRATOR = "alliance analyst", "cancer pathway tracker", "administrator"
MONTH = "2025-03"
A_PATHWAY = "a[href^='/pathways/']:not([href='/pathways/'])"
PATHWAYS = f"main {A_PATHWAY}"
FIGURES = (
    "/",
    "/waits/28",
    "/waits/31",
    "/waits/62",
    "/waits/62?basis=computed",
    "/waits/62/RHQ",
    "/waits/62/RHQ?cancer_type=Lung",
    "/alliances",
    "/running-week",
    "/standards/",
    "/standards/IPT-3",
    "/data/",
    "/data/submissions",
)


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    yield from served(shared_demo_store(tmp_path_factory, worker_id))


@pytest.fixture
def newcomer(context: BrowserContext, demo_address: str) -> Visitor:
    """Somebody at a browser in front of the demo, on a wide screen and on a phone."""
    return Visitor(context.new_page(), demo_address)


@pytest.fixture
def at_a_desk(chromium: Browser, demo_address: str) -> Iterator[Visitor]:
    """The same on a wide screen only."""
    context = chromium.new_context(viewport=WIDE, accept_downloads=True)
    yield Visitor(context.new_page(), demo_address)
    context.close()


def first_breach(visitor: Visitor, query: str = "") -> str:
    """Open the breach list of the month and answer the address of its first pathway."""
    visitor.goes_to(f"/waits/breaches?month={MONTH}&standard=62{query}")
    address = visitor.page.locator(PATHWAYS).first.get_attribute("href")
    assert address is not None
    return address


@pytest.mark.parametrize("path", FIGURES)
def test_every_page_of_the_figures_is_sound(newcomer: Visitor, path: str) -> None:
    newcomer.signs_in_as(ANALYST).goes_to(path).finds_nothing_wrong()


def test_the_breach_list_and_a_pathway_are_sound(newcomer: Visitor) -> None:
    newcomer.signs_in_as(TRACKER)
    address = first_breach(newcomer)
    newcomer.finds_nothing_wrong()
    newcomer.goes_to(address).finds_nothing_wrong()


def test_a_newcomer_finds_a_trusts_worst_cancer_type_from_the_overview(at_a_desk: Visitor) -> None:
    at_a_desk.signs_in_as(ANALYST).goes_to(f"/?month={MONTH}")
    page = at_a_desk.page
    page.locator("main a[href^='/waits/62']", has_text="Treated within 62 days").first.click()
    page.get_by_role("link", name="Sheffield Teaching Hospitals NHS Foundation Trust").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Treated within 62 days")
    expect(page.get_by_text("Most people treated after day 62: Lung, 34 of 73.")).to_be_visible()
    page.get_by_role("link", name="Lung").first.click()
    assert "cancer_type=Lung" in page.url


def test_a_breach_is_opened_read_and_taken_away(at_a_desk: Visitor, tmp_path: Path) -> None:
    at_a_desk.signs_in_as(TRACKER)
    address = first_breach(at_a_desk)
    page = at_a_desk.page
    page.locator(f"a[href='{address}']").first.click()
    for words in ("Clock started", "What would have changed it", "First day somebody could have acted", "Breach"):
        expect(page.get_by_text(words).first).to_be_visible()
    expect(page.locator("main a[href^='/standards/']").first).to_be_visible()
    with page.expect_download() as download:
        page.locator("a[href$='story.txt']").first.click()
    saved = tmp_path / "story.txt"
    download.value.save_as(saved)
    story = saved.read_text(encoding="utf-8")
    assert "Clock started" in story
    assert "synthetic" in story.lower()
    assert at_a_desk.strangers == set()


def test_the_breach_list_is_taken_away_as_a_table(at_a_desk: Visitor, tmp_path: Path) -> None:
    at_a_desk.signs_in_as(TRACKER)
    first_breach(at_a_desk)
    with at_a_desk.page.expect_download() as download:
        at_a_desk.page.get_by_role("link", name="CSV").first.click()
    saved = tmp_path / "breaches.csv"
    download.value.save_as(saved)
    assert len(saved.read_text(encoding="utf-8-sig").splitlines()) > 1


def test_a_tracker_of_another_trust_cannot_see_the_breach(at_a_desk: Visitor, chromium: Browser) -> None:
    """The tracker's trust is Barnsley; the analyst knows a pathway that Barnsley had no part in."""
    at_a_desk.signs_in_as(ANALYST)
    address = breach_elsewhere(at_a_desk)
    with chromium.new_context(viewport=WIDE) as other:
        tracker = Visitor(other.new_page(), at_a_desk.address)
        tracker.signs_in_as(TRACKER)
        answer = tracker.page.goto(at_a_desk.address + address)
        assert answer is not None
        assert answer.status == 404
        expect(tracker.page.get_by_role("heading", level=1)).to_have_text("Page not found")


def breach_elsewhere(visitor: Visitor) -> str:
    """A breach of the month in whose row Barnsley is not named."""
    visitor.goes_to(f"/waits/breaches?month={MONTH}&standard=62&trust=RHQ")
    rows = visitor.page.locator("main tr", has=visitor.page.locator(A_PATHWAY))
    elsewhere = [place for place in range(rows.count()) if "Barnsley" not in rows.nth(place).inner_text()]
    assert elsewhere, "every breach on the first page names Barnsley"
    address = rows.nth(elsewhere[0]).locator(A_PATHWAY).first.get_attribute("href")
    assert address is not None
    return address


def test_an_administrator_has_no_patients_to_look_at(at_a_desk: Visitor) -> None:
    at_a_desk.signs_in_as(ADMINISTRATOR)
    answer = at_a_desk.page.goto(f"{at_a_desk.address}/waits/breaches?month={MONTH}")
    assert answer is not None
    assert answer.status in {403, 404} or at_a_desk.page.locator(PATHWAYS).count() == 0

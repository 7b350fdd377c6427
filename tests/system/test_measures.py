"""At a browser, with axe: the catalogue, the page of a measure, and the four questions that the demo answers."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, expect
from tests.demo_store import shared_demo_store
from tests.system.conftest import WIDE, Visitor, served
from tests.system.pictures import picture

pytestmark = [pytest.mark.system, pytest.mark.slow]

ANALYST = "alliance analyst"
PAGES = (
    "/measures",
    "/measures/not-measured",
    "/measures/CWT-62D",
    "/measures/EDX-STAGE?level=district",
    "/measures/DIA-DM01?level=provider",
    "/measures/CWT-62D?level=provider&area=RHQ&chart=p&against=alliance",
    "/measures/CWT-62D/evaluation?level=provider&area=RHQ&from=2024-07&hoped=5",
    "/measures/OUT-SURV1",
    "/measures/SCR-BOWEL50",
)
SOUTH_YORKSHIRE = ("RFF", "RFR", "RHQ", "RP5", "RCU")
VERDICTS = ("is improving", "is getting worse", "shows no change beyond what chance gives", "too few to tell")


@pytest.fixture(scope="session")
def demo_address(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    yield from served(shared_demo_store(tmp_path_factory, worker_id))


@pytest.fixture
def newcomer(context: BrowserContext, demo_address: str) -> Visitor:
    """Somebody at a browser in front of the demo, on a wide screen and on a phone."""
    return Visitor(context.new_page(), demo_address)


@pytest.fixture
def at_a_desk(chromium: Browser, demo_address: str) -> Iterator[Visitor]:
    """The same on a wide screen only, signed in."""
    context = chromium.new_context(viewport=WIDE)
    yield Visitor(context.new_page(), demo_address).signs_in_as(ANALYST)
    context.close()


def rows_saying(visitor: Visitor, words: str) -> Locator:
    """The places of the table whose comparison with England reads so."""
    cell = visitor.page.locator("td", has_text=words)
    return visitor.page.locator("#places tbody tr", has=cell)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_measures_is_sound(newcomer: Visitor, path: str) -> None:
    newcomer.signs_in_as(ANALYST).goes_to(path).finds_nothing_wrong()


@pytest.mark.parametrize("trust", SOUTH_YORKSHIRE)
def test_a_page_tells_whether_62_days_improve_at_a_trust_of_south_yorkshire(at_a_desk: Visitor, trust: str) -> None:
    at_a_desk.goes_to(f"/measures/CWT-62D?level=provider&area={trust}")
    said = at_a_desk.page.locator("#change").inner_text()
    assert sum(words in said for words in VERDICTS) == 1, said
    assert at_a_desk.page.locator("#now .clearway-icon").count() == 2
    if trust == "RHQ":
        picture(at_a_desk.page, "measure-62-days", start="#change-heading", height=560)


def test_a_page_tells_whether_fewer_are_found_early_in_deprived_districts(at_a_desk: Visitor) -> None:
    at_a_desk.goes_to("/measures/EDX-STAGE")
    fair = at_a_desk.page.locator("#people")
    expect(fair.get_by_text("It is lower in more deprived places").first).to_be_visible()
    expect(fair.get_by_text("percentage points (95% limits").first).to_be_visible()
    picture(at_a_desk.page, "measure-deprivation", start="#people-heading", height=620)


def test_a_page_tells_which_trusts_differ_from_england_on_six_week_waits(at_a_desk: Visitor) -> None:
    at_a_desk.goes_to("/measures/DIA-DM01?level=provider")
    assert rows_saying(at_a_desk, "worse").count() > 0
    assert rows_saying(at_a_desk, "better").count() > 0
    expect(at_a_desk.page.get_by_text("all areas considered together")).to_be_visible()
    picture(at_a_desk.page, "measure-funnel", start="#places-heading", height=760)


def test_a_page_tells_which_differences_cannot_be_told_and_until_when(at_a_desk: Visitor) -> None:
    at_a_desk.goes_to("/measures/CWT-62D?level=provider")
    at_a_desk.page.get_by_text(re.compile(r"All \d+ in a table")).click()
    few = rows_saying(at_a_desk, "too few to say")
    expect(few.first).to_be_visible()
    assert few.count() > 0
    assert few.filter(has_text="more month").count() > 0
    picture(at_a_desk.page, "measure-places", start="#compared .clearway-table", height=620)


def test_a_chart_and_a_benchmark_are_chosen_without_script_and_stay_chosen(at_a_desk: Visitor) -> None:
    page = at_a_desk.goes_to("/measures/CWT-62D?level=provider&area=RFF").page
    page.get_by_role("link", name="Shares (p)", exact=True).click()
    expect(page.locator("#change")).to_contain_text("Limits come from the number of people counted in each period")
    page.get_by_role("link", name="South Yorkshire and Bassetlaw", exact=True).click()
    expect(page.locator("#compared")).to_contain_text("each of them with its own people in the sum")
    page.get_by_label("Area", exact=True).select_option("RHQ")
    page.get_by_role("button", name="Show").last.click()
    assert "chart=p&against=alliance" in page.url
    expect(page.locator("#compared")).to_contain_text("is in part held against itself")


def test_another_kind_of_area_and_an_area_are_chosen_without_script(at_a_desk: Visitor) -> None:
    page = at_a_desk.goes_to("/measures/CWT-62D").page
    page.get_by_label("Kind of area").select_option("provider")
    page.get_by_role("button", name="Show").first.click()
    page.get_by_label("Area", exact=True).select_option("RHQ")
    page.get_by_role("button", name="Show").last.click()
    assert "level=provider&area=RHQ" in page.url
    expect(page.locator("#now-heading")).to_contain_text("Sheffield Teaching Hospitals")

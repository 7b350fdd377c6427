"""Publications in a browser: one person makes a board pack, a second approves it, it is published and taken away; and a
stranger finds the page of an area."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.intake.builders import MonthlyWorkbook
from tests.system.conftest import Visitor, copy_of, environment, served

pytestmark = [pytest.mark.system, pytest.mark.slow]
OURS = {"RAA": "RFF", "RBB": "RHQ"}
PATIENCE = 180_000
"""A pack is made in seconds; a busy machine may take longer."""
FILL = """
import sys
from pathlib import Path
from clearway.cli import main
from clearway.cli.stores import acting_person, use_store
store = use_store(Path(sys.argv[1]))
from clearway.site.plan.demo import create_demo_plans
create_demo_plans(store, by=acting_person(None))
sys.argv = ["clearway", "load", sys.argv[2], "--store", sys.argv[1]]
main()
"""


@pytest.fixture(scope="module")
def address(shell_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo with people, a plan, the published figures of two trusts, and a worker."""
    room = tmp_path_factory.mktemp("publishing")
    place = copy_of(shell_store, room)
    book = MonthlyWorkbook()
    for cells in book.cells.values():
        cells.update({at: OURS.get(str(cell), cell) for at, cell in cells.items()})
    file = book.save(room / "MARCH-2025-FINAL.xlsx")
    subprocess.run([sys.executable, "-c", FILL, str(place), str(file)], check=True, env=environment(), timeout=240)
    worker = subprocess.Popen([sys.executable, "-m", "clearway.site.jobs"], env=environment(CLEARWAY_STORE=str(place)))
    try:
        yield from served(place)
    finally:
        worker.terminate()
        worker.wait(30)


def waits_for(visitor: Visitor, words: str) -> None:
    """Look again until a worker has done what was asked."""
    page = visitor.page
    for _ in range(PATIENCE // 1000):
        if page.get_by_role("button", name=words).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    expect(page.get_by_role("button", name=words)).to_be_visible()


def another(chromium: Browser, screen: dict[str, int], address: str, role: str) -> Visitor:
    """Somebody else at a browser of their own."""
    return Visitor(chromium.new_context(viewport=screen).new_page(), address).signs_in_as(role)


@pytest.mark.journey
def test_a_board_pack_goes_out_when_a_second_person_approved_it(
    context: BrowserContext, chromium: Browser, screen: dict[str, int], address: str
):
    manager = Visitor(context.new_page(), address).signs_in_as("programme manager")
    page = manager.page
    manager.goes_to("/publications/").finds_nothing_wrong()
    page.get_by_role("link", name="Board pack").click()
    manager.finds_nothing_wrong()
    page.get_by_label("Month").select_option("2025-03")
    page.get_by_label("The alliance").check()
    page.get_by_role("button", name="Make it").click()
    manager.finds_nothing_wrong()
    waits_for(manager, "Ask a second person to approve")
    expect(page.locator("main")).to_contain_text("One set of figures throughout")
    manager.finds_nothing_wrong()
    page.get_by_role("button", name="Ask a second person to approve").click()
    expect(page.get_by_role("button", name="Approve", exact=True)).to_have_count(0)
    manager.finds_nothing_wrong()

    second = another(chromium, screen, address, "alliance analyst")
    with closing(second.page.context):
        second.goes_to("/publications/").finds_nothing_wrong()
        second.page.get_by_role("link", name="Board pack, March 2025").first.click()
        second.finds_nothing_wrong()
        second.page.get_by_role("button", name="Approve", exact=True).click()
        expect(second.page.locator("main")).to_contain_text("Approved by Asha Analyst")

    page.reload()
    waits_for(manager, "Publish")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("main")).to_contain_text("Published by Priya Programme")
    manager.finds_nothing_wrong()
    with page.expect_download() as taken:
        page.get_by_role("link", name=".pdf").click()
    assert Path(taken.value.path()).read_bytes().startswith(b"%PDF")


def test_a_stranger_finds_the_page_of_an_area(context: BrowserContext, address: str):
    stranger = Visitor(context.new_page(), address)
    page = stranger.page
    stranger.goes_to("/public/").finds_nothing_wrong()
    page.get_by_role("link", name="Barnsley Hospital").click()
    expect(page.locator("h1")).to_contain_text("Barnsley Hospital")
    expect(page.locator("main")).to_contain_text("too few to say more")
    expect(page.locator("main")).to_contain_text("Source: NHS England, Cancer Waiting Times")
    stranger.finds_nothing_wrong()

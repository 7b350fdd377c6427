"""Registers in a browser: an administrator adds a kind of register with one file; everybody sees what they should."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect
from tests.site.registers.conftest import WIG_BANKS
from tests.system.conftest import Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]


def fills(visitor: Visitor, **boxes: str) -> None:
    for box, typed in boxes.items():
        visitor.page.locator(f"#{box.replace('__', '-')}").fill(typed)


def test_an_administrator_adds_a_kind_of_register_and_the_public_reads_it(
    visitor: Visitor, context: BrowserContext, screen: dict[str, int], tmp_path: Path
):
    page, key = visitor.page, f"wig-banks-{screen['width']}"
    text = WIG_BANKS.replace("wig-banks", key).replace("Wig banks", f"Wig banks {screen['width']}")
    wrong, right = tmp_path / "wrong.yaml", tmp_path / f"{key}.yaml"
    wrong.write_text(text.replace("kind: money", "kind: gold"))
    right.write_text(text)
    visitor.signs_in_as("administrator").goes_to("/registers/").finds_nothing_wrong()
    page.get_by_role("link", name="Kinds of register").click()
    visitor.finds_nothing_wrong()
    page.get_by_role("button", name="Send a schema").click()
    page.locator("input[type=file]").set_input_files(wrong)
    page.get_by_role("button", name="Check it").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("field cost, kind")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    page.locator("input[type=file]").set_input_files(right)
    page.get_by_role("button", name="Check it").click()
    expect(page.get_by_role("table", name="Its fields")).to_contain_text("Hospital; Charity")
    visitor.finds_nothing_wrong()
    page.get_by_role("button", name="Take it up").click()
    expect(page.get_by_role("status")).to_contain_text("Taken up")
    visitor.finds_nothing_wrong()
    page.get_by_role("button", name="Add a wig bank").click()
    visitor.finds_nothing_wrong()
    page.get_by_role("button", name="Add it").click()
    expect(page.locator(".nhsuk-error-summary")).to_be_focused()
    expect(page.locator(".nhsuk-error-summary")).to_contain_text("Enter name")
    visitor.complaints.clear()
    visitor.finds_nothing_wrong()
    fills(visitor, name="Barnsley wig bank", stock="12", since="1", since__month="4", since__year="2026")
    page.get_by_role("radio", name="Charity").check()
    page.get_by_label("Place (optional)").select_option(label="Barnsley")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status")).to_contain_text("Added: Barnsley wig bank")
    visitor.finds_nothing_wrong()
    page.get_by_role("button", name="Change it").click()
    fills(visitor, stock="14", reason="Two more were given")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("Wigs: “12” became “14”")).to_be_visible()
    visitor.finds_nothing_wrong()
    visitor.goes_to(f"/registers/{key}")
    page.get_by_label("Kind", exact=True).select_option(label="Hospital")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No entry matches")).to_be_visible()
    page.get_by_label("Kind", exact=True).select_option(label="Charity")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("table", name=f"Wig banks {screen['width']}")).to_contain_text("Barnsley wig bank")
    visitor.finds_nothing_wrong()
    with page.expect_download() as started:
        page.get_by_role("link", name="Excel of Wig banks").click()
    sheet = started.value.path()
    for path in ("map", "import"):
        visitor.goes_to(f"/registers/{key}/{path}").finds_nothing_wrong()
    page.locator("input[type=file]").set_input_files(
        {"name": "list.xlsx", "mimeType": "x", "buffer": sheet.read_bytes()}
    )
    fills(visitor, reason="Sent back as it came")
    page.get_by_role("button", name="Take it in").click()
    expect(page.get_by_role("status")).to_contain_text("1 as they were")
    visitor.goes_to("/registers/due").finds_nothing_wrong()
    context.clear_cookies()
    visitor.goes_to(f"/registers/{key}")
    expect(page.get_by_role("heading", name="Sign in to Clearway")).to_be_visible()
    visitor.goes_to("/public/registers/").finds_nothing_wrong()
    page.get_by_role("link", name=f"Wig banks {screen['width']}").click()
    expect(page.get_by_role("table")).to_contain_text("Barnsley wig bank")
    expect(page.locator("main")).not_to_contain_text("14")
    visitor.finds_nothing_wrong()


def test_an_own_register_shows_a_neighbour_nothing(visitor: Visitor, context: BrowserContext, screen, tmp_path: Path):
    page, key = visitor.page, f"own-banks-{screen['width']}"
    text = WIG_BANKS.replace("wig-banks", key).replace("Wig banks", f"Own banks {screen['width']}")
    text = text.replace("seen_by: public", "seen_by: organisation").replace(", public: true", "")
    file = tmp_path / f"{key}.yaml"
    file.write_text(text.replace("source: The hospitals of the alliance\n", ""))
    visitor.signs_in_as("administrator").goes_to("/registers/types/add")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Check it").click()
    page.get_by_role("button", name="Take it up").click()
    page.get_by_role("button", name="Add a wig bank").click()
    fills(visitor, name="Kept by the alliance alone")
    page.get_by_role("radio", name="Hospital").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status")).to_contain_text("Added")
    here = page.url.removeprefix(visitor.address)
    context.clear_cookies()
    other = Visitor(context.new_page(), visitor.address).signs_in_as("cancer pathway tracker")
    other.goes_to(f"/registers/{key}")
    expect(other.page.locator("main")).not_to_contain_text("Kept by the alliance alone")
    other.finds_nothing_wrong()
    assert other.page.goto(other.address + here).status == 404

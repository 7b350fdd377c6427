"""Background work in a browser: asked for, left, found again, watched without losing the place, stopped."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from tests.site.sending.conftest import barnsleys
from tests.system.conftest import WIDE, Visitor

pytestmark = [pytest.mark.system, pytest.mark.slow, pytest.mark.journey]


def sends(visitor: Visitor, name: str) -> None:
    """Send a file that nobody loads: no worker runs beside this store."""
    visitor.goes_to("/data/send")
    file = {"name": name, "mimeType": "text/csv", "buffer": barnsleys({"record_id": name})}
    visitor.page.locator("input[type=file]").set_input_files(file)
    visitor.page.get_by_role("button", name="Send", exact=True).click()
    expect(visitor.page.get_by_role("heading", name="On its way")).to_be_visible()


def looked_at(visitor: Visitor, name: str) -> None:
    """Check a page, and keep a picture of it where one is wanted."""
    visitor.finds_nothing_wrong()
    if folder := os.environ.get("CLEARWAY_LOOK"):
        width = visitor.page.viewport_size["width"]
        visitor.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_work_is_left_found_again_watched_and_stopped(visitor: Visitor, context: BrowserContext, screen):
    name = f"work-{screen['width']}.csv"
    visitor.signs_in_as("cancer pathway tracker").goes_to("/jobs")
    sends(visitor, name)
    visitor.page.get_by_role("link", name="Your work").last.click()
    expect(visitor.page.locator("[data-live=told]")).to_contain_text("Waiting its turn")
    expect(visitor.page.get_by_text("No worker has begun on this store yet")).to_be_visible()
    looked_at(visitor, "job-waiting")
    visitor.goes_to("/jobs")
    looked_at(visitor, "jobs")
    second = Visitor(context.new_page(), visitor.address).goes_to("/jobs")
    second.page.get_by_role("link", name="Loading a file").first.click()
    visitor.page.get_by_role("link", name="Look again now").focus()
    second.page.get_by_role("button", name="Stop this work").click()
    expect(second.page.get_by_role("status")).to_contain_text("stopped before it began")
    looked_at(second, "job-stopped")
    row = visitor.page.get_by_role("row").filter(has_text=name)
    expect(row).to_contain_text("Stopped", timeout=10_000)
    expect(visitor.page.get_by_text("All of this work has ended.")).to_be_visible()
    expect(visitor.page.get_by_role("link", name="Look again now")).to_be_focused()
    visitor.finds_nothing_wrong()


def test_without_javascript_work_is_looked_at_again_by_a_link_and_stopped(chromium: Browser, shell_address: str):
    context = chromium.new_context(viewport=WIDE, java_script_enabled=False)
    page = context.new_page()
    page.goto(shell_address + "/sign-in")
    page.get_by_role("button", name="Sign in as cancer pathway tracker").click()
    sends(Visitor(page, shell_address), "without-script.csv")
    page.goto(shell_address + "/jobs")
    page.get_by_role("link", name="Look again now").click()
    page.get_by_role("link", name="Loading a file").first.click()
    page.get_by_role("button", name="Stop this work").click()
    expect(page.get_by_role("status")).to_contain_text("stopped before it began")
    context.close()

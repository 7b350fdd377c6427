"""An export that nobody knows is mapped in the browser: proposed, tried, saved and remembered, wide and narrow."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.system.conftest import Visitor

from clearway.demo.tracker_exports import TRACKER_EXPORTS
from clearway.demo.tracker_samples import sample_file

pytestmark = [pytest.mark.system, pytest.mark.slow]
LOOK = os.environ.get("CLEARWAY_LOOK")


def look(visitor: Visitor, name: str) -> None:
    """Keep a picture of the page where somebody wants to look at it."""
    if LOOK:
        width = visitor.page.viewport_size["width"]
        visitor.page.screenshot(path=f"{LOOK}/{name}-{width}.png", full_page=True)


@pytest.mark.journey
def test_a_sample_is_proposed_tried_and_saved(visitor: Visitor, tmp_path: Path) -> None:
    export = TRACKER_EXPORTS[1]
    path = tmp_path / export.file_name()
    path.write_bytes(sample_file(export))
    page = visitor.signs_in_as("cancer pathway tracker").goes_to("/data/profiles").page
    visitor.finds_nothing_wrong()
    look(visitor, "profiles")
    page.get_by_role("button", name="Make a profile from a sample").click()
    expect(page.get_by_role("heading", name="Nothing at hand?")).to_be_visible()
    visitor.finds_nothing_wrong()
    look(visitor, "new")
    page.get_by_label("Sample of your export").set_input_files(path)
    page.get_by_role("button", name="Look at the sample").click()
    expect(page.get_by_role("heading", name="How this export is read")).to_be_visible()
    expect(page.get_by_text("Which organisation codes have")).to_be_visible()
    visitor.finds_nothing_wrong()
    look(visitor, "guided")
    for box in page.locator("input[name=sites-ours]").all():
        box.fill("RFF")
    page.get_by_role("button", name="Show its effect").click()
    expect(page.get_by_text("60 rows would be accepted, 0 rejected.")).to_be_visible()
    visitor.finds_nothing_wrong()
    look(visitor, "effect")
    page.get_by_label("Title").fill("Our register's export")
    page.get_by_role("button", name="Save and use it for this sender").click()
    expect(page.get_by_role("heading", name="Our register's export")).to_be_visible()
    visitor.finds_nothing_wrong()
    look(visitor, "profile")
    visitor.goes_to("/data/profiles/tracker-words").finds_nothing_wrong()

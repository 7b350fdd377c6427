"""Pictures of pages for the user guide, taken on the way of a test when `scripts/take_pictures.py` asks for them."""

import io
import os
from pathlib import Path

from playwright.sync_api import Page

FOLDER = os.environ.get("CLEARWAY_PICTURES", "")
MARGIN, COLOURS = 16, 128


def picture(page: Page, name: str, *, start: str = "h1", height: int = 860) -> None:
    """Keep what a visitor sees from the element `start` down as `name.png`; nothing where no pictures are wanted.

    Wide screens only. Few colours and no shades: a page is text, and a picture of it stays small.
    """
    if not FOLDER or not page.viewport_size or page.viewport_size["width"] < 1000:
        return
    from PIL import Image

    page.evaluate("document.activeElement && document.activeElement.blur(); window.scrollTo(0, 0)")
    top = page.locator(start).first.bounding_box()
    content = page.locator("main").bounding_box()
    assert top is not None
    assert content is not None
    until = min(top["y"] + height, content["y"] + content["height"])
    area = {"x": content["x"] - MARGIN, "y": max(0, top["y"] - MARGIN), "width": content["width"] + 2 * MARGIN}
    shot = page.screenshot(full_page=True, clip={**area, "height": until - area["y"]})
    taken = Image.open(io.BytesIO(shot)).convert("RGB")
    taken.quantize(COLOURS, dither=Image.Dither.NONE).save(Path(FOLDER) / f"{name}.png", optimize=True)

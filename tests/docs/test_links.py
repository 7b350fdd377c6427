"""The documents lead where they say: every picture is there, every link has its page and its heading."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)

MOST_BYTES_OF_PICTURES = 2_000_000


def anchors_of(page: Path) -> set[str]:
    """The names under which headings are linked to: small letters, hyphens for spaces, no signs."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ +(.+)$", text, re.MULTILINE)
    named = set(re.findall(r'<a (?:id|name)="([^"]+)"', text))
    return named | {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_in(page: Path) -> list[str]:
    """The links of a page that lead to no file or no heading. Addresses on the web are not asked."""
    broken = []
    for _, target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors_of(there)):
            broken.append(target)
    return broken


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_documents_leads_somewhere(page: Path) -> None:
    assert broken_in(page) == []


def test_a_broken_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One heading\n[a](#one-heading) [b](#two) ![c](none.png) [d](https://example.org)\n`[e](f.md)`\n")
    assert broken_in(page) == ["#two", "none.png"]


def test_every_picture_is_shown_somewhere_and_they_are_small_together() -> None:
    shown = {
        (page.parent / target).resolve()
        for page in PAGES
        for mark, target in LINK.findall(page.read_text(encoding="utf-8"))
        if mark
    }
    pictures = sorted((ROOT / "docs" / "images").glob("*.png"))
    assert [path.name for path in pictures if path not in shown] == []
    assert sum(path.stat().st_size for path in pictures) <= MOST_BYTES_OF_PICTURES

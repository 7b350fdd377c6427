"""Every public name of the statistics library stands on a page about it."""

import importlib.util
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "docs" / "stats").glob("*.md"))
WORDS = set(re.findall(r"\w+", "\n".join(page.read_text(encoding="utf-8") for page in PAGES)))


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("writer", ROOT / "scripts" / "write_statistics_names.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("package", writer().packages())
def test_every_public_name_stands_on_a_page(package: str) -> None:
    names = import_module(package).__all__
    assert names
    missing = [name for name in names if name not in WORDS]
    assert missing == [], "run `make docs`"


def test_every_name_has_a_line_that_says_what_it_is() -> None:
    assert [line for line in writer().page().splitlines() if line.endswith("|  |")] == []


def test_the_front_page_leads_to_every_other_page() -> None:
    front = (ROOT / "docs" / "stats" / "README.md").read_text(encoding="utf-8")
    assert [page.name for page in PAGES if page.name != "README.md" and f"({page.name}" not in front] == []

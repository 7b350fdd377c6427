"""The folder of pages as a whole: what belongs in it, and writing it."""

from pathlib import Path

from clearway.standards.docs.rule_pages import family_page
from clearway.standards.docs.table_pages import (
    codes_page,
    examples_page,
    index_page,
    policies_page,
    sets_page,
    thresholds_page,
)
from clearway.standards.docs.written import write_pages
from clearway.standards.examples import FOLDER, read_examples
from clearway.standards.families import FAMILIES
from clearway.standards.load import load_rule_book

POLICY = FOLDER / "local_policy" / "handover.yaml"


def pages() -> dict[str, str]:
    """Every page by its file name."""
    book, examples = load_rule_book(), read_examples()
    found = {f"{family}.md": family_page(family, book, examples) for family in FAMILIES}
    return found | {
        "index.md": index_page(book),
        "thresholds.md": thresholds_page(book),
        "codes.md": codes_page(book),
        "sets.md": sets_page(book),
        "examples.md": examples_page(examples),
        "local_policies.md": policies_page(book, POLICY.read_text(encoding="utf-8")),
    }


def write(folder: Path) -> list[str]:
    """Write every page and remove pages that no longer belong; returns the names written."""
    return write_pages(folder, pages())

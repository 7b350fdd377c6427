"""Every example on the pages about statistics runs and answers what the page says."""

import doctest
import re
from pathlib import Path
from typing import Any

import pytest

PAGES = sorted((Path(__file__).resolve().parents[2] / "docs" / "stats").glob("*.md"))
BLOCK = re.compile(r"^```(?:pycon|python)\n(>>> .*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_examples_answer_what_the_page_says(page: Path) -> None:
    """All blocks of a page share their names, from top to bottom, as a reader would type them."""
    text = page.read_text(encoding="utf-8")
    runner, names, said = doctest.DocTestRunner(verbose=False), dict[str, Any](), list[str]()
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(1))
        example = doctest.DocTest(
            doctest.DocTestParser().get_examples(block[1]), names, page.name, str(page), line, None
        )
        example.globs = names  # the parser would give each block its own copy
        runner.run(example, out=said.append, clear_globs=False)
    assert runner.failures == 0, "".join(said)

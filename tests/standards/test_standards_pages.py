"""The pages of docs/standards are written from the rule files and the worked examples, and are never stale."""

import re
import runpy
from pathlib import Path

import pytest

from clearway.standards import load_rule_book
from clearway.standards.docs.folder import pages, write
from clearway.standards.examples import read_examples

DOCS = Path(__file__).resolve().parents[2] / "docs" / "standards"
MEND = "Run: python -m clearway.standards.docs"


def test_the_committed_pages_are_what_the_files_say_today() -> None:
    found = pages()
    assert sorted(path.name for path in DOCS.iterdir()) == sorted(found), MEND
    stale = [name for name, text in found.items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == [], MEND


def test_every_rule_parameter_code_list_set_and_example_has_its_place_on_a_page() -> None:
    book, found = load_rule_book(), pages()
    for rule in book.rules.values():
        assert f"## {rule.id}: {rule.title}" in found[f"{rule.family}.md"]
        assert rule.words in found[f"{rule.family}.md"]
        assert rule.trust.words in found[f"{rule.family}.md"]
    for parameter in book.parameters.values():
        assert f"`{parameter.name}`" in found["index.md"]
        for dated in parameter.values:
            assert f"| {dated.applies_from} | " in found[f"{book.rules[parameter.rule_id].family}.md"]
    for listed in book.code_lists.values():
        assert f"## {listed.title}" in found["codes.md"]
    for label in book.sets:
        assert f"`{label}`" in found["sets.md"]
    for example in read_examples().values():
        assert f"## {example.id}: {example.title}" in found["examples.md"]


def test_every_link_leads_to_a_place_that_exists() -> None:
    found = pages()
    places = {
        (name, anchor) for name, text in found.items() for anchor in ["", *re.findall(r'<a id="([^"]+)"></a>', text)]
    }
    for name, text in found.items():
        for page, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            assert (page or name, anchor) in places, f"{name}: {page}#{anchor}"


def test_the_command_writes_the_folder_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["docs", str(tmp_path / "new")])
    runpy.run_module("clearway.standards.docs", run_name="__main__")
    assert f"Wrote {len(pages())} pages" in capsys.readouterr().out
    assert (tmp_path / "new" / "index.md").exists()


def test_writing_removes_a_page_that_no_longer_belongs(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    assert write(tmp_path) == sorted(path.name for path in tmp_path.iterdir())
    assert not (tmp_path / "old.md").exists()

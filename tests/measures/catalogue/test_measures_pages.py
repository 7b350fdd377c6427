"""The pages of docs/measures are written from the definitions, and are never stale."""

import re
import runpy
from pathlib import Path

import pytest

from clearway.measures.catalogue import load_catalogue
from clearway.measures.catalogue.docs.folder import pages, write

DOCS = Path(__file__).resolve().parents[3] / "docs" / "measures"
MEND = "Run: python -m clearway.measures.catalogue.docs"


def test_the_committed_pages_are_what_the_definitions_say_today() -> None:
    found = pages()
    assert sorted(path.name for path in DOCS.iterdir()) == sorted(found), MEND
    stale = [name for name, text in found.items() if (DOCS / name).read_text(encoding="utf-8") != text]
    assert stale == [], MEND


def test_every_measure_has_its_place_its_words_and_its_targets_on_the_page_of_its_domain() -> None:
    found = pages()
    for one in load_catalogue():
        text = found[f"{one.domain}.md"]
        assert f"## {one.id}: {one.name}" in text
        assert one.why_it_matters in text
        assert one.cannot_tell in text
        assert all(target.source.replace("|", "\\|") in text for target in one.targets)


def test_each_measure_stands_once_among_the_measured_or_the_not_measured_with_what_is_missing() -> None:
    text = pages()["where-values-come-from.md"]
    measured, _, rest = text.partition("## Measured, but more is needed")
    missing = rest.partition("## Not measured yet")[2]
    for one in load_catalogue():
        here = f"[{one.id}]({one.domain}.md#{one.id.lower()})"
        assert (here in measured, here in missing) == (one.is_measurable, not one.is_measurable), one.id
        if not one.is_measurable:
            assert one.needs in missing


def test_a_target_from_memory_is_printed_as_provisional() -> None:
    lines = [line for line in pages()["diagnostics.md"].splitlines() if "| memory |" in line]
    assert len(lines) >= 2
    assert all("(provisional)" in line for line in lines)


def test_every_link_leads_to_a_place_that_exists() -> None:
    found = pages()
    places = {
        (name, anchor) for name, text in found.items() for anchor in ["", *re.findall(r'<a id="([^"]+)"></a>', text)]
    }
    for name, text in found.items():
        for page, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", text):
            if not page.startswith("../"):
                assert (page or name, anchor) in places, f"{name}: {page}#{anchor}"


def test_the_command_writes_the_folder_it_is_given_and_removes_what_no_longer_belongs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.md").write_text("old", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["docs", str(tmp_path)])
    runpy.run_module("clearway.measures.catalogue.docs", run_name="__main__")
    assert f"Wrote {len(pages())} pages" in capsys.readouterr().out
    assert write(tmp_path) == sorted(path.name for path in tmp_path.iterdir())

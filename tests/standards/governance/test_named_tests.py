"""Every test that the hazard log, the requirements, the flows and the statement name is there, and runs by itself."""

import ast
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from clearway.standards.errors import StandardsError
from clearway.standards.governance import load_accessibility, load_flows, load_hazards, load_security, named_tests
from clearway.standards.governance.flows import read_flows
from clearway.standards.governance.hazards import FILE, read_hazards
from clearway.standards.governance.pages import kept_words, pages, undecided
from clearway.standards.governance.security import read_security
from clearway.standards.retention import load_retention
from clearway.standards.strict import read_yaml, read_yaml_text

PROJECT = Path(__file__).resolve().parents[3]
SHIPPED = PROJECT / "src/clearway/standards/governance"


@cache
def held_in(path: Path) -> frozenset[str]:
    """The tests of a file by its text alone: nothing is imported, and none that is skipped for good counts."""
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        one.name
        for one in tree.body
        if isinstance(one, ast.FunctionDef) and one.name.startswith("test_") and not is_skipped(one)
    )


def is_skipped(test: ast.FunctionDef) -> bool:
    """Whether a test is marked to be skipped whatever the machine has; skipping where something is absent is fine."""
    marks = [ast.unparse(mark) for mark in test.decorator_list]
    return any(mark == "pytest.mark.skip" or mark.startswith("pytest.mark.skip(") for mark in marks)


def gone(project: Path, named: dict[str, tuple[str, ...]]) -> list[str]:
    """Each test that is named and not there, with who names it."""
    found = []
    for test, whom in named.items():
        file, _, name = test.partition("::")
        if name not in held_in(project / file):
            found.append(f"{test} is gone; {', '.join(whom)} relied on it")
    return found


def test_every_test_that_is_named_is_there():
    assert gone(PROJECT, named_tests()) == []


def test_a_test_that_was_renamed_or_is_skipped_for_good_is_told_with_who_relied_on_it(tmp_path: Path):
    (tmp_path / "tests").mkdir()
    file = tmp_path / "tests/test_one.py"
    file.write_text("@pytest.mark.skip\ndef test_skipped(): ...\ndef test_there(): ...\n")
    named = {"tests/test_one.py::test_there": ("HAZ-01",), "tests/test_one.py::test_skipped": ("HAZ-02", "5.2.1")}
    named["tests/test_two.py::test_there"] = ("RISK-01",)
    assert gone(tmp_path, named) == [
        "tests/test_one.py::test_skipped is gone; HAZ-02, 5.2.1 relied on it",
        "tests/test_two.py::test_there is gone; RISK-01 relied on it",
    ]


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_committed_page_is_what_the_files_say_today(name: str):
    held = (PROJECT / "docs" / name).read_text(encoding="utf-8")
    assert held == pages()[name], "run: python -m clearway.standards.governance"


def test_no_hazard_is_said_to_be_accepted_and_the_log_says_that_nobody_signed_it():
    log = load_hazards()
    assert {one.state for one in log.hazards} == {"open"}
    assert log.estimates_trust.is_provisional
    page = pages()["governance/hazard-log.md"]
    assert "Not signed" in page
    for one in log.hazards:
        assert f"## {one.id}: {one.title}" in page


def test_what_is_provisional_names_who_decides_and_the_assessment_lists_it():
    flows = load_flows()
    listed = pages()["governance/dpia.md"]
    for flow, what, who in undecided(flows):
        assert f"- {flow}: {what}. {who} decides." in listed
    for flow in flows.flows:
        for decision in (flow.legal_basis, flow.opt_out_because):
            assert bool(decision.decided_by) == decision.trust.is_provisional
        assert kept_words(flow, load_retention(), date(2026, 11, 22))
    assert len(undecided(flows)) > len(flows.flows)


def test_a_requirement_without_a_test_is_never_said_to_be_met():
    held = load_security()
    for one in held.requirements:
        assert bool(one.tests) == (one.standing != "not met")
        assert bool(one.note) == (one.standing != "met")
    assert sum(held.counts.values()) == len(held.requirements) >= 40


def test_every_statement_of_accessibility_names_a_test_and_what_is_not_checked_is_said():
    held = load_accessibility()
    assert all(one.tests for one in held.checked)
    assert held.not_checked
    assert "do not claim" in held.status


def changed(file: str, old: str, new: str) -> str:
    """A shipped file with its first `old` replaced."""
    text = (SHIPPED / file).read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        (FILE, "id: HAZ-02", "id: HAZ-01", "stands twice"),
        (FILE, "tests/cli/test_examples.py::", "tests/cli/test_examples.py:", "names no test"),
        (
            FILE,
            "initial: {severity: considerable, likelihood: medium}",
            "initial: {severity: minor, likelihood: low}",
            "larger after",
        ),
        (FILE, "very high: [3, 4, 4, 5, 5]", "very high: [3, 4, 4, 5]", "no row of the matrix"),
        ("security.yaml", "standing: met", "standing: not met", "does not go with"),
        ("security.yaml", "standing: partly met", "standing: met", "does not go with this note"),
        ("flows.yaml", "      decided_by: Information governance lead of the trust\n", "", "nobody is named"),
        ("flows.yaml", "decided_by: Caldicott guardian of the trust\n", "decided_by: ' '\n", "not text"),
        ("flows.yaml", "flows: [FLOW-01,", "flows: [FLOW-99,", "is no flow"),
    ],
)
def test_what_does_not_hold_together_is_refused_by_its_key(file: str, old: str, new: str, words: str):
    readers = {FILE: read_hazards, "security.yaml": read_security, "flows.yaml": read_flows}
    readers[file](read_yaml(SHIPPED / file, SHIPPED))
    with pytest.raises(StandardsError, match=words):
        readers[file](read_yaml_text(changed(file, old, new), file))

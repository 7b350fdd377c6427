"""The worked examples travel with the rules, and each names the other."""

import csv
from pathlib import Path

import pytest
from tests.shared import shared_path
from tests.standards.good_rule import GOOD

from clearway.standards import StandardsError, load_rule_book
from clearway.standards.examples import FOLDER, exercised, read_examples
from clearway.standards.exercised import refresh
from clearway.standards.rule import read_rule

MEND = "Run: python -m clearway.standards.exercised && python -m clearway.standards.docs"


def test_the_given_examples_are_those_of_the_specification_to_the_letter() -> None:
    with shared_path("domain/cwt-examples.csv").open(encoding="utf-8", newline="") as given:
        expected = list(csv.reader(given))
    with (FOLDER / "given.csv").open(encoding="utf-8", newline="") as ours:
        assert list(csv.reader(ours)) == expected
    assert len(expected) == 50


def test_every_example_a_rule_names_exists() -> None:
    examples = read_examples()
    missing = {
        rule.id: [name for name in rule.exercised_by if name not in examples]
        for rule in load_rule_book().rules.values()
    }
    assert {rule_id: names for rule_id, names in missing.items() if names} == {}, MEND


def test_every_rule_an_example_names_exists_and_names_the_example() -> None:
    rules = load_rule_book().rules
    named = exercised(read_examples().values())
    assert sorted(set(named) - set(rules)) == []
    unlinked = {rule_id: set(names) - set(rules[rule_id].exercised_by) for rule_id, names in named.items()}
    assert {rule_id: names for rule_id, names in unlinked.items() if names} == {}, MEND


def test_an_example_raises_the_rule_of_its_flag() -> None:
    assert "E40" in exercised(read_examples().values())["VAL-MISSING_DTT"]


def test_an_example_id_given_twice_is_refused(tmp_path: Path) -> None:
    for name in ("given.csv", "own.csv"):
        (tmp_path / name).write_bytes((FOLDER / "given.csv").read_bytes())
    with pytest.raises(StandardsError, match=r"own\.csv: E01: stands in given\.csv too"):
        read_examples(tmp_path)


def test_refreshing_adds_new_links_keeps_those_made_by_hand_and_drops_those_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    (tmp_path / "examples" / "given.csv").write_bytes((FOLDER / "given.csv").read_bytes())
    rules = tmp_path / "rules" / "days"
    rules.mkdir(parents=True)
    by_hand = GOOD.replace("DAY-9", "DAY-2").replace("[E01]", "[E49, E99]")
    (rules / "DAY-2.yaml").write_text(by_hand, encoding="utf-8")
    assert refresh(tmp_path) == ["DAY-2"]
    assert (rules / "DAY-2.yaml").read_text(encoding="utf-8").endswith("\nexercised_by: [E02, E03, E49]\n")
    assert refresh(tmp_path) == []


def test_a_long_list_of_examples_is_wrapped_and_reads_back(tmp_path: Path) -> None:
    (tmp_path / "examples").mkdir()
    names = [f"Z{number:02d}" for number in range(40)]
    rows = "".join(f"{name},A case,DAY-2,high,,\n" for name in names)
    text = "example_id,title,rule_refs,confidence,notes,exp_dq_flags\n" + rows
    (tmp_path / "examples" / "many.csv").write_text(text, encoding="utf-8")
    path = tmp_path / "rules" / "days" / "DAY-2.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(GOOD.replace("DAY-9", "DAY-2"), encoding="utf-8")
    assert refresh(tmp_path) == ["DAY-2"]
    assert read_rule(path, tmp_path)[0].exercised_by == tuple(names)
    assert max(map(len, path.read_text(encoding="utf-8").splitlines())) < 120

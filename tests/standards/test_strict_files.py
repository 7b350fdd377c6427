"""A rule file that is not exactly right is refused, and the refusal names file and key."""
# ruff: noqa: E501 (one fault a line, so that the tables read as tables)

import pickle
import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.standards.good_rule import GOOD

from clearway.standards import StandardsError
from clearway.standards.codes import read_code_list
from clearway.standards.load import SHIPPED, read_rule_book
from clearway.standards.rule import read_rule

FILE = "rules/days/DAY-9.yaml"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / FILE
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_rule_file_reads(tmp_path: Path) -> None:
    rule, (parameter,) = read_rule(written(tmp_path, GOOD), tmp_path)
    assert (rule.id, rule.parameters, parameter.values[1].trust) == ("DAY-9", ("some_days",), "memory")
    assert parameter.picked_by == "none"


def test_no_days_are_a_value_and_codes_come_as_a_tuple(tmp_path: Path) -> None:
    _, (parameter,) = read_rule(written(tmp_path, GOOD.replace("value: 14", "value: 0")), tmp_path)
    assert parameter.values[0].value == 0
    text = GOOD.replace("unit: days", "unit: codes").replace("value: 14", 'value: ["01", "02"]').replace("15", "[]")
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    _, (parameter,) = read_rule(tmp_path / FILE, tmp_path)
    assert [dated.value for dated in parameter.values] == [("01", "02"), ()]


def test_a_rule_may_hold_for_one_day(tmp_path: Path) -> None:
    text = GOOD.replace("known_from: unknown\nparameters", "applies_to: 2009-01-01\nknown_from: unknown\nparameters")
    rule, _ = read_rule(written(tmp_path, text), tmp_path)
    assert rule.applies_from == rule.applies_to


FAULTS = [
    # what is wrong, text to replace, replacement, key named, words in the message
    ("a missing key", "title: A rule\n", "", "title", "missing key"),
    ("an unknown key", "title: A rule\n", "title: A rule\ncolour: red\n", "colour", "unknown key"),
    ("a key given twice", "title: A rule\n", "title: A rule\ntitle: B\n", "line 4", "given twice"),
    ("an empty title", "title: A rule\n", 'title: " "\n', "title", "not text"),
    ("a number for words", "words: What it says", "words: 12", "words", "not text"),
    ("a date in quotes", "applies_from: 2009-01-01\nknown", 'applies_from: "2009-01-01"\nknown', "applies_from", "not a date"),
    ("a date with a time", "applies_from: 2009-01-01\nknown", "applies_from: 2009-01-01 10:00:00\nknown", "applies_from", "not a date"),
    ("a day that does not exist", "applies_from: 2009-01-01\nknown", "applies_from: 2009-02-30\nknown", "(whole file)", "day"),
    ("an unknown known_from", "known_from: unknown\nparameters", "known_from: perhaps\nparameters", "known_from", "not a date"),
    ("an unknown trust label", "trust: verified", "trust: certain", "trust", "running_code"),
    ("an unknown picking date", "picked_by: none", "picked_by: birthday", "picked_by", "crtp_start"),
    ("a family that is not known", "family: days", "family: weeks", "family", "'weeks' is not known"),
    ("the wrong folder", "family: days", "family: scope", "family", "not the name of the folder"),
    ("the wrong file name", "id: DAY-9", "id: DAY-8", "id", "not the name of the file"),
    ("an end before the start", "known_from: unknown\nparameters", "applies_to: 2008-12-31\nknown_from: unknown\nparameters", "applies_to", "before applies_from"),
    ("a source without paragraph", ', paragraph: "2"', "", "source.paragraph", "missing key"),
    ("a source that is a word", 'source: {document: A document, version: "1", paragraph: "2", evidence: [S1]}', "source: memory", "source", "not a mapping"),
    ("no values", "    values:\n      - {applies_from: 2009-01-01, known_from: unknown, value: 14}\n      - {applies_from: 2010-01-01, known_from: 2009-06-01, value: 15, trust: memory}\n", "    values: []\n", "parameters.some_days.values", "no value"),
    ("values out of date order", "2010-01-01, known", "2008-01-01, known", "parameters.some_days.values[1].applies_from", "out of date order"),
    ("two values on one day", "2010-01-01, known", "2009-01-01, known", "parameters.some_days.values[1].applies_from", "out of date order"),
    ("a value without known_from", "known_from: 2009-06-01, ", "", "parameters.some_days.values[1].known_from", "missing key"),
    ("a value before its rule", "2009-01-01, known_from: unknown, value", "2008-01-01, known_from: unknown, value", "parameters.some_days.values", "before its rule"),
    ("a value of the wrong kind", "value: 15", "value: true", "parameters.some_days.values[1].value", "not a value of some_days"),
    ("a negative number of days", "value: 15", "value: -1", "parameters.some_days.values[1].value", "negative"),
    ("a value that is nothing", "value: 15", "value:", "parameters.some_days.values[1].value", "not a value"),
    ("a value with a wrong trust", "trust: memory", "trust: rumour", "parameters.some_days.values[1].trust", "not a trust label"),
    ("an unknown unit", "unit: days", "unit: weeks", "parameters.some_days.unit", "'weeks' is not known"),
    ("a switch that is not true or false", "    unit: days", "    unit: days\n    local: perhaps", "parameters.some_days.local", "neither true nor false"),
    ("an example named twice", "[E01]", "[E01, E01]", "exercised_by", "twice"),
    ("an example that is a number", "[E01]", "[1]", "exercised_by", "not a list of texts"),
    ("an example without a name", "[E01]", '[""]', "exercised_by", "not a list of texts"),
    ("examples that are no list", "[E01]", "E01", "exercised_by", "not a list"),
    ("text that is not YAML", "trust: verified", "trust: [verified", "line", "does not read as YAML"),
    ("an empty file", GOOD, "", "(whole file)", "not a mapping"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "key", "words"), [fault[1:] for fault in FAULTS], ids=[fault[0] for fault in FAULTS]
)
def test_a_faulty_rule_file_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    assert old in GOOD
    with pytest.raises(StandardsError) as raised:
        read_rule(written(tmp_path, GOOD.replace(old, new)), tmp_path)
    assert raised.value.file == FILE
    assert key in raised.value.key
    assert words in str(raised.value)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_setting_must_be_one_of_its_allowed_values(tmp_path: Path) -> None:
    text = GOOD.replace("unit: days", "unit: choice\n    allowed: [left, right]").replace("value: 14", "value: left")
    with pytest.raises(StandardsError, match=re.escape("'up' is not allowed for some_days; allowed: left, right")):
        read_rule(written(tmp_path, text.replace("value: 15", "value: up")), tmp_path)


CODES = """\
list: colours
title: Colours
words: Some colours
source: {document: A document, version: "1", paragraph: "2", evidence: []}
trust: memory
applies_from: 2009-01-01
codes:
  - {code: "1", label: red, applies_to: 2010-12-31}
  - {code: "1", label: blue, applies_from: 2011-01-01}
"""

CODE_FAULTS = [
    ("a code without quotes", 'code: "1", label: red', "code: 1, label: red", "codes[0].code", "not text"),
    ("one code with two meanings on a day", "2011-01-01", "2010-12-31", "codes[1].code", "twice on the same day"),
    ("a code with an end before its start", "label: blue, applies_from: 2011-01-01", "label: blue, applies_from: 2011-01-01, applies_to: 2010-01-01", "codes[1].applies_to", "before applies_from"),
    ("a code before its list", "label: blue, applies_from: 2011-01-01", "label: blue, applies_from: 2008-01-01", "codes[1].applies_from", "before the list"),
    ("a code without label", ", label: red", "", "codes[0].label", "missing key"),
    ("another name than the file's", "list: colours", "list: colour", "list", "not the name of the file"),
    ("codes that are no list", CODES[CODES.index("codes:") :], "codes: none\n", "codes", "not a list"),
]  # fmt: skip


def test_a_code_may_hold_for_one_day(tmp_path: Path) -> None:
    path = tmp_path / "codes" / "colours.yaml"
    path.parent.mkdir()
    path.write_text(CODES.replace("2010-12-31", "2009-01-01"), encoding="utf-8")
    listed = read_code_list(path, tmp_path)
    assert list(listed.valid_on(date(2009, 1, 1))) == ["1"]
    assert list(listed.valid_on(date(2009, 1, 2))) == []


@pytest.mark.parametrize(
    ("old", "new", "key", "words"), [fault[1:] for fault in CODE_FAULTS], ids=[fault[0] for fault in CODE_FAULTS]
)
def test_a_faulty_code_list_is_refused_by_file_and_key(
    tmp_path: Path, old: str, new: str, key: str, words: str
) -> None:
    path = tmp_path / "codes" / "colours.yaml"
    path.parent.mkdir()
    path.write_text(CODES, encoding="utf-8")
    assert len(read_code_list(path, tmp_path).codes) == 2
    assert old in CODES
    path.write_text(CODES.replace(old, new), encoding="utf-8")
    with pytest.raises(StandardsError) as raised:
        read_code_list(path, tmp_path)
    assert (raised.value.file, raised.value.key) == ("codes/colours.yaml", key)
    assert words in str(raised.value)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the shipped rule files that a test may spoil."""
    for name in ("rules", "codes"):
        shutil.copytree(SHIPPED / name, tmp_path / name)
    for path in SHIPPED.glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    return tmp_path


def change(name: str, old: str, new: str) -> Callable[[Path], None]:
    def spoil(root: Path) -> None:
        text = (root / name).read_text(encoding="utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    return spoil


def second_home_of_a_parameter(root: Path) -> None:
    text = (root / "rules/sixty_two_day/D62-4.yaml").read_text(encoding="utf-8").replace("D62-4", "D62-3")
    (root / "rules/sixty_two_day/D62-3.yaml").write_text(text, encoding="utf-8")


def second_file_of_a_rule(root: Path) -> None:
    text = (root / "rules/days/DAY-1.yaml").read_text(encoding="utf-8").replace("family: days", "family: scope")
    (root / "rules/scope/DAY-1.yaml").write_text(text, encoding="utf-8")


BOOK_FAULTS = [
    ("a rule in two files", second_file_of_a_rule, "rules/scope/DAY-1.yaml", "id", "another file too"),
    ("a standard that ends before its last threshold", change("standards.yaml", "applies_to: 2023-09-30", "applies_to: 2008-09-30"), "standards.yaml", "standards[0].applies_to", "before the last threshold"),
    ("a parameter in two rules", second_home_of_a_parameter, "rules/sixty_two_day/D62-4.yaml", "parameters.d62_days", "D62-3 already"),
    ("a standard twice", change("standards.yaml", 'key: "62_GP"', 'key: "2WW"'), "standards.yaml", "standards[8].key", "stands twice"),
    ("a threshold above one", change("standards.yaml", "value: 0.93", "value: 93"), "standards.yaml", "standards[0].thresholds[0].value", "not a share"),
    ("days that are no number", change("standards.yaml", "days: 14", "days: true"), "standards.yaml", "standards[0].days", "not a number of days"),
    ("days in words", change("standards.yaml", "days: 14", "days: fourteen"), "standards.yaml", "standards[0].days", "not a number of days"),
    ("a share in words", change("standards.yaml", "value: 0.93", "value: most"), "standards.yaml", "standards[0].thresholds[0].value", "not a share"),
    ("a share above one", change("standards.yaml", "value: 0.93", "value: 1.01"), "standards.yaml", "standards[0].thresholds[0].value", "not a share"),
    ("a share of nothing", change("standards.yaml", "value: 0.93", "value: 0.0"), "standards.yaml", "standards[0].thresholds[0].value", "not a share"),
    ("a share of everything", change("standards.yaml", "value: 0.93", "value: 1.0"), "standards.yaml", "standards[0].thresholds[0].value", "not a share"),
    ("no days", change("standards.yaml", "days: 14", "days: 0"), "standards.yaml", "standards[0].days", "not a number of days"),
    ("thresholds out of date order", change("standards.yaml", "applies_from: 2026-04-01", "applies_from: 2020-04-01"), "standards.yaml", "standards[2].thresholds", "out of date order"),
    ("a threshold that does not begin with its standard", change("standards.yaml", "    applies_from: 2021-04-01", "    applies_from: 2020-04-01"), "standards.yaml", "standards[2].thresholds", "not starting with the standard"),
    ("an ambition for no standard", change("ambitions.yaml", '"62_COMBINED"', '"62"'), "ambitions.yaml", "ambitions[0].standard", "not a standard"),
    ("two ambitions for one day", change("ambitions.yaml", "2025-04-01", "2025-03-31"), "ambitions.yaml", "ambitions[2].applies_from", "overlaps"),
    ("an ambition without a share", change("ambitions.yaml", "value: 0.70", "value: none"), "ambitions.yaml", "ambitions[0].value", "without a share"),
    ("an ambition due before it began", change("ambitions.yaml", "by: 2025-03-31", "by: 2024-03-31"), "ambitions.yaml", "ambitions[0].by", "before applies_from"),
    ("a set twice", change("sets.yaml", "label: v10", "label: v9"), "sets.yaml", "sets[1].label", "stands twice"),
    ("a set that changes nothing", change("sets.yaml", "    as_at: 2018-06-30\n", ""), "sets.yaml", "sets[0].as_at", "changes nothing"),
    ("a set for an unknown parameter", change("sets.yaml", "    as_at: 2018-06-30\n", "    parameters: {d63_days: 1}\n"), "sets.yaml", "v9", "d63_days"),
    ("a set with a value that is not allowed", change("sets.yaml", "    as_at: 2018-06-30\n", "    parameters: {multi_provider_rule: nobody}\n"), "sets.yaml", "v9", "longest_holder"),
    ("a code with an unknown rule", change("codes/flag.yaml", "rule: VAL-MISSING_DTT", "rule: VAL-MISSING"), "codes/flag.yaml", "codes.MISSING_DTT.rule", "no rule 'VAL-MISSING'"),
    ("evidence that no source explains", change("rules/days/DAY-1.yaml", "[S8, S9]", "[S8, S99]"), "rules/days/DAY-1.yaml", "source.evidence", "'S99'"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("spoil", "file", "key", "words"), [fault[1:] for fault in BOOK_FAULTS], ids=[fault[0] for fault in BOOK_FAULTS]
)
def test_files_that_do_not_fit_together_are_refused(
    folder: Path, spoil: Callable[[Path], None], file: str, key: str, words: str
) -> None:
    spoil(folder)
    with pytest.raises(StandardsError) as raised:
        read_rule_book(folder)
    assert (raised.value.file, raised.value.key) == (file, key)
    assert words in str(raised.value)

"""Every rule, value, code, threshold and source is counted by name, and every rule is complete."""

from collections import Counter
from pathlib import Path

import pytest

from clearway.standards import Rule, Trust, load_rule_book
from clearway.standards.families import FAMILIES
from clearway.standards.inventory import inventory

COMMITTED = Path(__file__).with_name("inventory.txt")
MEND = "If this is meant: python -m clearway.standards.inventory > tests/standards/inventory.txt"

SPECIFICATION = {
    "STD": 3, "DAY": 3, "ORG": 2, "SCOPE": 5, "START": 3, "D62": 6, "FDS": 6, "D31": 5, "ECAD": 1, "FDT": 5, "ADJ": 5,
    "HIST": 5, "COMM": 1, "OPEN": 5, "IPT": 9,
}  # fmt: skip

FLAGS = {
    "MISSING_DTT", "DTT_AFTER_TREATMENT", "BAD_TRANSFER_DATE", "UPGRADE_ON_SCREENING", "UPGRADE_ON_URGENT",
    "NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT", "FIRST_SEEN_BEFORE_REFERRAL", "TOLD_BEFORE_REFERRAL", "C44_NO_HISTOLOGY",
    "NO_FIRST_SEEN_ORG",
    "FDS_03_NO_REASON", "BREACH_NO_DELAY_REASON", "ADJ_WITHOUT_REASON", "FUTURE_STOP", "DUPLICATE_FIRST_TREATMENT",
    "SCREENING_NOT_URGENT", "ADJ_NOT_ALLOWED",
}  # fmt: skip

RULES = list(load_rule_book().rules.values())


def test_nothing_has_disappeared_and_nothing_came_unnoticed() -> None:
    held, committed = set(inventory(load_rule_book())), set(COMMITTED.read_text(encoding="utf-8").split("\n")) - {""}
    assert sorted(committed - held) == [], f"These have disappeared. {MEND}"
    assert sorted(held - committed) == [], f"These are new. {MEND}"


def test_the_inventory_counts_what_the_book_holds() -> None:
    book = load_rule_book()
    kinds = Counter(line.split(" from ")[0].split(" ")[0] for line in inventory(book))
    assert kinds["rule"] == len(book.rules)
    assert kinds["parameter"] == sum(len(held.values) for held in book.parameters.values())
    assert kinds["code"] == len(book.code_lists) + sum(len(listed.codes) for listed in book.code_lists.values())
    assert kinds["threshold"] == sum(len(standard.thresholds) for standard in book.standards.values())
    assert (kinds["ambition"], kinds["set"]) == (len(book.ambitions), len(book.sets))


def test_rules_come_by_family_and_parameters_by_rule() -> None:
    book = load_rule_book()
    assert [rule.id for rule in book.rules_of("days")] == ["DAY-1", "DAY-2", "DAY-3"]
    assert [rule.family for rule in RULES] == sorted((rule.family for rule in RULES), key=list(FAMILIES).index)
    names = {parameter.name for parameter in book.parameters_of(["IPT-2", "D62-4"])}
    assert names == {"handover_day", "treat_days", "d62_days"}


def test_every_rule_of_the_specification_has_its_file() -> None:
    expected = {f"{stem}-{number}" for stem, count in SPECIFICATION.items() for number in range(1, count + 1)}
    assert {rule.id for rule in RULES} == expected | {f"VAL-{flag}" for flag in FLAGS}


def test_every_flag_has_its_code_and_its_rule() -> None:
    flags = {held.code.code for held in load_rule_book().code_lists["flag"].codes}
    assert flags == FLAGS


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_has_words_source_trust_and_the_date_that_picks_it(rule: Rule) -> None:
    assert len(rule.words) > 40
    assert rule.words.endswith(".")
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.source.document
    assert rule.source.paragraph
    assert rule.picked_by
    assert rule.family in FAMILIES
    if rule.trust in (Trust.VERIFIED, Trust.RUNNING_CODE):
        assert rule.source.evidence, "a rule that was read somewhere says where"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.parameters], ids=lambda rule: rule.id)
def test_a_value_that_follows_from_memory_or_choice_is_not_hidden_under_a_verified_label(rule: Rule) -> None:
    book = load_rule_book()
    for name in rule.parameters:
        for dated in book.parameters[name].values:
            assert dated.source, f"{name} from {dated.applies_from}: where was it read?"
            assert dated.trust.is_provisional == ("provisional" in dated.standing)

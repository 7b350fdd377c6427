"""The policy of files that name people: ours is shown as ours, a store's own comes first, nothing is left unsaid."""

from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from clearway.standards.errors import StandardsError
from clearway.standards.exports import KINDS, flow_of, load_exports

TODAY = date(2026, 11, 22)
TEXT = files("clearway.standards").joinpath("exports.yaml").read_text(encoding="utf-8")
OWN = TEXT.replace("trust: design", "agreed_by: The group")


def own(folder: Path, text: str) -> Path:
    path = folder / "exports.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_ours_is_never_shown_as_national_and_speaks_of_every_kind():
    policy = load_exports().policy(TODAY)
    assert policy.whose == "provisional (our design choice)"
    assert set(policy.kinds) == set(KINDS)


def test_a_day_before_the_first_policy_has_the_first():
    assert load_exports().policy(date(1999, 1, 1)).applies_from == date(2020, 1, 1)


def test_every_purpose_is_a_flow_that_names_who_decides_on_the_opt_out():
    for kind in load_exports().policy(TODAY).kinds.values():
        for purpose in kind.purposes:
            assert flow_of(purpose).about == "named people" or purpose == "FLOW-11"
            assert flow_of(purpose).opt_out_because.decided_by


def test_an_opt_out_decision_that_nobody_took_counts_as_the_policy_says(tmp_path):
    undecided = flow_of("FLOW-14")
    assert undecided.opt_out == "to be decided"
    assert load_exports().policy(TODAY).asks_opt_out(undecided)
    other = own(tmp_path, OWN.replace("opt_out_undecided: applies", "opt_out_undecided: does not apply"))
    assert not load_exports(other).policy(TODAY).asks_opt_out(undecided)
    assert not load_exports(other).policy(TODAY).asks_second_person("named_breaches", undecided, is_own=False)


@pytest.mark.parametrize(("asked", "of_others", "of_own"), [
    ("never", False, False), ("always", True, True), ("unless_own", True, False), ("where_opt_out", False, False),
])  # fmt: skip
def test_a_second_person_is_asked_as_the_policy_says(tmp_path, asked, of_others, of_own):
    text = OWN.replace("second_person: unless_own\n", f"second_person: {asked}\n")
    policy = load_exports(own(tmp_path, text)).policy(TODAY)
    flow = flow_of("FLOW-13")
    assert policy.asks_second_person("as_received", flow, is_own=False) is of_others
    assert policy.asks_second_person("as_received", flow, is_own=True) is of_own


@pytest.mark.parametrize(("before", "after", "words"), [
    ("      - what: pathways\n", "      - what: paths\n", "not known"),
    ("a_day: 40", "a_day: 0", "not a number that can be used"),
    ("a_day: 40", "a_day: true", "not a number that can be used"),
    ("purposes: [FLOW-13]", "purposes: [FLOW-99]", "no data flow"),
    ("purposes: [FLOW-13]", "purposes: []", "no purpose is named"),
    ("second_person: unless_own\n", "second_person: sometimes\n", "not known"),
    ("approval_days: 7", "approval_days: 400", "not a number that can be used"),
    ("      - kind: person\n", "      - kind: mend_sheet\n", "nothing is said of person"),
])  # fmt: skip
def test_a_policy_that_is_wrong_is_refused_with_the_key(tmp_path, before, after, words):
    assert before in OWN
    with pytest.raises(StandardsError, match=words):
        load_exports(own(tmp_path, OWN.replace(before, after)))

"""What of counts of people an audience may see is data: dated, with a source, and an alliance's own comes first."""

import runpy
from datetime import date
from pathlib import Path

import pytest

from clearway.publications.disclosure import Audience, DataSet, ToldApart, load_policies, told_apart
from clearway.publications.disclosure.policy import Policies, Policy
from clearway.records.findings import Refused
from clearway.standards.errors import StandardsError

SCRIPT = Path(__file__).parents[3] / "scripts" / "write_disclosure_policy.py"

TODAY = date(2026, 1, 31)
OWN = """
policies:
  - data_set: records
    audiences: [alliance]
    told_apart: [place]
    applies_from: 2026-01-01
    hide_below: 10
    round_to: 5
    source: Minutes of the board
    reason: We are careful.
    agreed_by: The board
"""


@pytest.mark.parametrize("audience", Audience)
@pytest.mark.parametrize("data_set", DataSet)
@pytest.mark.parametrize("fineness", ToldApart)
def test_every_question_has_a_policy_with_source_and_trust(audience, data_set, fineness) -> None:
    policy = load_policies().policy(data_set, audience, fineness, TODAY)
    assert policy.source
    assert policy.reason
    assert policy.trust.is_provisional, "none of these was read in a guidance document"


def test_nobody_sees_more_than_an_audience_that_is_closer_to_the_records() -> None:
    policies = load_policies()
    for data_set in DataSet:
        for fineness in ToldApart:
            rules = [policies.policy(data_set, who, fineness, TODAY).rule for who in Audience]
            below = [rule.below if rule else 0 for rule in rules]
            assert below == sorted(below, reverse=True)


def test_published_figures_are_shown_as_they_are_and_records_to_others_are_not() -> None:
    policies = load_policies()
    assert all(policies.policy(DataSet.PUBLISHED, who, ToldApart.PLACE, TODAY).rule is None for who in Audience)
    public = policies.policy(DataSet.RECORDS, Audience.PUBLIC, ToldApart.PLACE, TODAY)
    assert public.words == "1 to 7 hidden, with what would give them away, others to the nearest 5"
    alliance = policies.policy(DataSet.RECORDS, Audience.ALLIANCE, ToldApart.PEOPLE, TODAY)
    assert alliance.words == "1 to 4 hidden, with what would give them away"


def test_before_the_first_entry_nothing_may_be_shown() -> None:
    with pytest.raises(Refused, match="No policy"):
        load_policies().policy(DataSet.RECORDS, Audience.PUBLIC, ToldApart.PLACE, date(2019, 12, 31))


def test_an_alliance_sets_its_own_from_a_day_on(tmp_path: Path) -> None:
    (tmp_path / "disclosure.yaml").write_text(OWN)
    policies = load_policies(tmp_path)
    own = policies.policy(DataSet.RECORDS, Audience.ALLIANCE, ToldApart.PLACE, TODAY)
    assert (own.agreed_by, own.rule.below, own.rule.round_to) == ("The board", 10, 5)
    assert not policies.policy(DataSet.RECORDS, Audience.ALLIANCE, ToldApart.PLACE, date(2025, 12, 31)).agreed_by


@pytest.mark.parametrize(
    ("before", "after"),
    [("[alliance]", "[board]"), ("hide_below: 10", "hide_below: many"), ("data_set: records", "data_set: others")],
)
def test_a_policy_that_cannot_be_read_is_named_by_file_and_key(tmp_path: Path, before: str, after: str) -> None:
    (tmp_path / "disclosure.yaml").write_text(OWN.replace(before, after))
    with pytest.raises(StandardsError, match=r"disclosure\.yaml"):
        load_policies(tmp_path)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("hide_below: 10", "hide_below: 4", "hide_below"),
        ("hide_below: 10", "hide_below: 0", "hide_below"),
        ("audiences: [alliance]", "audiences: [alliance, own_trust]", "round_to"),
    ],
)
def test_what_groups_of_people_side_by_side_cannot_keep_is_refused(
    tmp_path: Path, before: str, after: str, key: str
) -> None:
    of_people = OWN.replace("told_apart: [place]", "told_apart: [place, people]")
    own = tmp_path / "disclosure.yaml"
    own.write_text(of_people)
    assert load_policies(tmp_path)
    own.write_text(of_people.replace(before, after))
    with pytest.raises(StandardsError, match=key):
        load_policies(tmp_path)


def own_rules(tmp_path: Path, *changes: tuple[str, str]) -> Policies:
    """The rules of a store whose own entry is changed here and there."""
    text = OWN
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "disclosure.yaml").write_text(text)
    return load_policies(tmp_path)


def for_alliance(policies: Policies, on: date = TODAY) -> Policy:
    return policies.policy(DataSet.RECORDS, Audience.ALLIANCE, ToldApart.PLACE, on)


def test_an_entry_applies_from_its_very_day(tmp_path: Path) -> None:
    policies = own_rules(tmp_path)
    assert for_alliance(policies, date(2026, 1, 1)).agreed_by == "The board"
    assert not for_alliance(policies, date(2025, 12, 31)).agreed_by


def test_an_own_entry_goes_before_a_shipped_one_that_began_later(tmp_path: Path) -> None:
    policies = own_rules(tmp_path, ("2026-01-01", "1990-01-01"))
    assert for_alliance(policies).agreed_by == "The board"


def test_of_several_own_entries_the_latest_that_has_begun_applies(tmp_path: Path) -> None:
    later = (
        OWN.partition("policies:\n")[2].replace("2026-01-01", "2026-01-15").replace("hide_below: 10", "hide_below: 6")
    )
    (tmp_path / "disclosure.yaml").write_text(OWN + later)
    policies = load_policies(tmp_path)
    assert for_alliance(policies, date(2026, 1, 14)).rule.below == 10
    assert for_alliance(policies, date(2026, 1, 15)).rule.below == 6


@pytest.mark.parametrize(
    ("below", "step", "words", "name"),
    [
        (0, 0, "shown as they are", ""),
        (1, 1, "shown as they are", ""),
        (2, 0, "1 to 1 hidden, with what would give them away", "1 to 1 hidden"),
        (
            3,
            2,
            "1 to 2 hidden, with what would give them away, others to the nearest 2",
            "1 to 2 hidden, others to the nearest 2",
        ),
        (10, 1, "1 to 9 hidden, with what would give them away", "1 to 9 hidden"),
    ],
)
def test_a_rule_hides_from_one_up_to_below_its_line(
    tmp_path: Path, below: int, step: int, words: str, name: str
) -> None:
    policies = own_rules(tmp_path, ("hide_below: 10", f"hide_below: {below}"), ("round_to: 5", f"round_to: {step}"))
    policy = for_alliance(policies)
    assert policy.words == words
    assert (policy.rule.name if policy.rule else "") == name
    assert policy.rule is None or (policy.rule.below, policy.rule.round_to) == (below, max(step, 1))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("policies:", "more: 1\npolicies:", "more"),
        ("    agreed_by: The board", "    agreed_by: The board\n    trust: seen", "trust"),
        ("    agreed_by: The board\n", "", "agreed_by"),
        ("[alliance]", "[alliance, board]", "audiences"),
        ("[alliance]", "[]", "audiences"),
        ("[alliance]", "alliance", "audiences"),
        ("hide_below: 10", "hide_below: -1", "hide_below"),
        ("hide_below: 10", "hide_below: true", "hide_below"),
        ("round_to: 5", "round_to: 2.5", "round_to"),
    ],
)
def test_an_entry_that_cannot_be_is_refused_with_its_key(tmp_path: Path, before: str, after: str, words: str) -> None:
    with pytest.raises(StandardsError, match=words):
        own_rules(tmp_path, (before, after))


PEOPLE = ("told_apart: [place]", "told_apart: [people]")


def test_groups_of_people_are_hidden_below_five_and_not_rounded_for_whose_records_they_are(tmp_path: Path) -> None:
    assert own_rules(tmp_path, PEOPLE, ("hide_below: 10", "hide_below: 5"))
    assert own_rules(tmp_path, PEOPLE, ("[alliance]", "[own_trust]"), ("round_to: 5", "round_to: 1"))
    with pytest.raises(StandardsError, match="hide_below: groups"):
        own_rules(tmp_path, PEOPLE, ("hide_below: 10", "hide_below: 4"))
    with pytest.raises(StandardsError, match="round_to: groups"):
        own_rules(tmp_path, PEOPLE, ("[alliance]", "[own_trust]"), ("round_to: 5", "round_to: 2"))


def test_published_groups_of_people_are_shown_as_they_were_published(tmp_path: Path) -> None:
    held = own_rules(
        tmp_path, PEOPLE, ("data_set: records", "data_set: published"), ("hide_below: 10", "hide_below: 0")
    )
    assert held.policy(DataSet.PUBLISHED, Audience.ALLIANCE, ToldApart.PEOPLE, TODAY).rule is None


def test_a_refusal_names_its_code_and_the_day() -> None:
    with pytest.raises(Refused, match="1 January 2001") as refusal:
        for_alliance(load_policies(), date(2001, 1, 1))
    assert refusal.value.code == "NO-POLICY"


@pytest.mark.parametrize(
    ("audience", "words"),
    [("public", "the public"), ("alliance", "the alliance"), ("own_trust", "whose records they are")],
)
def test_an_audience_has_a_name_for_people(audience: str, words: str) -> None:
    assert Audience(audience).words == words


def test_figures_are_as_fine_as_the_finest_they_are_told_apart_by() -> None:
    assert told_apart(()) is ToldApart.PLACE
    assert told_apart(("cancer_type",)) is ToldApart.PATHWAY
    assert told_apart(("cancer_type", "age")) is ToldApart.PEOPLE


def test_the_page_shows_the_policies_as_they_are() -> None:
    """`make docs` writes it anew."""
    script = runpy.run_path(str(SCRIPT))
    assert script["PAGE"].read_text(encoding="utf-8") == script["page"]()

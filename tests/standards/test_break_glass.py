"""The policy of breaking the glass: ours is shown as ours; a store's own comes first from its day on."""

from datetime import date
from pathlib import Path

import pytest

from clearway.standards.break_glass import FILE, load_break_glass
from clearway.standards.dated import Trust
from clearway.standards.errors import StandardsError

OWN = """policies:
  - applies_from: 2026-06-01
    because: agreed
    agreed_by: the IG lead
    minutes: 30
    most_a_day: 3
    fewest_words: 6
    review_days: 2
    reasons: [{key: safety, title: Harm}]
"""


def test_our_own_policy_is_an_hour_ten_times_a_day_and_never_shown_as_national():
    (ours,) = load_break_glass().policies
    assert (ours.minutes, ours.most_a_day, ours.fewest_words, ours.trust) == (60, 10, 4, Trust.DESIGN)


def test_a_stores_own_policy_comes_first_from_its_day_on(tmp_path: Path):
    (tmp_path / FILE).write_text(OWN)
    held = load_break_glass(tmp_path / FILE)
    days = (date(2019, 1, 1), date(2026, 5, 31), date(2026, 6, 1))
    assert [held.policy(day).minutes for day in days] == [60, 60, 30]
    assert held.policy(days[-1]).whose == "agreed by the IG lead"


def test_a_reason_chosen_under_an_older_policy_keeps_words(tmp_path: Path):
    (tmp_path / FILE).write_text(OWN)
    held = load_break_glass(tmp_path / FILE)
    assert held.reason("safety") == "Harm"
    assert held.reason("lost").startswith("The person seems")
    assert held.reason("gone") == "gone"


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("minutes: 30", "minutes: 0", "not a number that can be used"),
        ("minutes: 30", "minutes: 1000", "not a number that can be used"),
        ("most_a_day: 3", "most_a_day: true", "not a number that can be used"),
        ("[{key: safety, title: Harm}]", "[]", "there is none"),
        ("[{key: safety, title: Harm}]", "[{key: a, title: A}, {key: a, title: B}]", "two have one key"),
    ],
)
def test_a_policy_that_does_not_read_is_refused_with_its_file_and_key(tmp_path: Path, right, wrong, words):
    (tmp_path / FILE).write_text(OWN.replace(right, wrong))
    with pytest.raises(StandardsError, match=words) as refusal:
        load_break_glass(tmp_path / FILE)
    assert "policies[0]" in str(refusal.value)

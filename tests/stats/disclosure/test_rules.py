"""Each count, mean and share under the rules, as the rules are written."""

import numpy as np
import pytest
from tests.golden import golden

from clearway.stats.disclosure import (
    LOCAL_BELOW_5,
    LOCAL_BELOW_6,
    NHS_SECONDARY_CARE,
    DisclosureRule,
    shown_counts,
    shown_means,
    shown_shares,
)
from clearway.stats.disclosure.shares import EVERYBODY, SMALL_PART, SMALL_REST


@pytest.mark.parametrize(("column", "rule"), [("count", NHS_SECONDARY_CARE), ("count_lt5", LOCAL_BELOW_5)])
def test_every_known_count_is_shown_as_the_rule_says(column: str, rule: DisclosureRule) -> None:
    cases = golden("disclosure_rules").where(rule=column)
    assert len(cases.rows) == 18
    assert list(shown_counts(cases.numbers("value"), rule)) == cases.texts("displayed")


def test_a_missing_count_is_empty_and_not_a_star() -> None:
    assert list(shown_counts([None, 3, 1_234_567], LOCAL_BELOW_5)) == ["", "*", "1234567"]


def test_a_part_of_a_person_below_the_line_is_small_too() -> None:
    assert list(shown_counts([4.5, 5, 0.5], LOCAL_BELOW_5)) == ["*", "5", "*"]
    assert list(shown_counts([5, 6], LOCAL_BELOW_6)) == ["*", "6"]


def test_a_median_of_few_people_is_hidden_and_of_nobody_is_empty() -> None:
    assert list(shown_means([31.25, 40, 12], [7, 8, 0], NHS_SECONDARY_CARE)) == ["*", "40.0", ""]


def test_the_rest_of_a_share_is_as_telling_as_the_part() -> None:
    found = shown_shares([3, 97, 50, 0, 6, 0], [100, 100, 100, 100, 6, 7], NHS_SECONDARY_CARE)
    assert list(found.note) == [SMALL_PART, SMALL_REST, "", "", EVERYBODY, EVERYBODY]
    np.testing.assert_allclose(found.value, [np.nan, np.nan, 0.5, 0.0, np.nan, np.nan])


def test_a_share_is_made_of_rounded_parts_and_says_how_far_off_it_can_be() -> None:
    part, whole = np.meshgrid(np.arange(8, 60), np.arange(70, 120))
    found = shown_shares(part, whole, NHS_SECONDARY_CARE)
    assert np.all(np.abs(found.value - part / whole) <= found.accuracy)
    exact = shown_shares(part, whole, LOCAL_BELOW_5)
    np.testing.assert_allclose(exact.value, part / whole)
    assert np.all(exact.accuracy == 0)


def test_a_share_that_cannot_be_is_missing() -> None:
    found = shown_shares([None, 5, 12], [10, 0, 11], LOCAL_BELOW_5)
    assert np.isnan(found.value).all()
    assert list(found.note) == ["", "", ""]


def test_a_share_under_rounding_is_of_rounded_parts_and_off_by_at_most_half_a_step_of_both() -> None:
    found = shown_shares([18, 13], [52, 30], NHS_SECONDARY_CARE)
    np.testing.assert_allclose(found.value, [20 / 50, 15 / 30])
    np.testing.assert_allclose(found.accuracy, [2.5 * 1.4 / 47.5, 2.5 * 1.5 / 27.5])
    to_two = DisclosureRule("to the nearest two", below=3, round_to=2)
    np.testing.assert_allclose(shown_shares([13], [30], to_two).accuracy, [1 * (1 + 14 / 30) / 29])


def test_a_share_of_one_person_is_everybody_and_a_part_below_zero_is_no_share() -> None:
    found = shown_shares([1, -1, 0], [1, 50, 50], LOCAL_BELOW_5)
    assert list(found.note) == [EVERYBODY, "", ""]
    np.testing.assert_allclose(found.value, [np.nan, np.nan, 0.0])


def test_where_nobody_is_hidden_one_person_is_shown_and_twos_are_rounded_too() -> None:
    open_to_all = DisclosureRule("nobody is hidden", below=1, round_to=2)
    assert list(shown_means([3.25], [1], open_to_all)) == ["3.2"]
    assert list(shown_counts([1, 13, 14], open_to_all)) == ["2", "14", "14"]

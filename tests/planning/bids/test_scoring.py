"""Values are exact, the order is the order of values, and whether it hangs on one weight is worked out and said."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.bids.bid import Score
from clearway.planning.bids.framework import Criterion, ScoringFramework, wrong_with
from clearway.planning.bids.scoring import firmness, in_order, moved_weights, scored, swaps
from clearway.planning.shipped import best_possible_value

SPLITS = st.lists(st.integers(0, 100), min_size=1, max_size=5).map(
    lambda cuts: [after - before for before, after in zip([0, *sorted(cuts)], [*sorted(cuts), 100], strict=True)]
)


def framework(*weights: int) -> ScoringFramework:
    criteria = tuple(Criterion(id=f"c{at}", title=f"C{at}", weight=weight) for at, weight in enumerate(weights))
    return ScoringFramework(id="F", title="F", criteria=criteria)


def given_scores(*rows: tuple[int, ...]) -> tuple[Score, ...]:
    """One row for each scorer."""
    return tuple(
        Score(id=f"{scorer}-{at}", criterion=f"c{at}", scorer=f"S{scorer}", score=score, reason="x")
        for scorer, row in enumerate(rows)
        for at, score in enumerate(row)
    )


@st.composite
def several(draw: st.DrawFn) -> tuple[ScoringFramework, list]:
    weights = draw(SPLITS)
    held = framework(*weights)
    marks = st.tuples(*[st.integers(0, 5)] * len(weights))
    rows = draw(st.lists(st.lists(marks, min_size=1, max_size=3), min_size=2, max_size=4))
    return held, [scored(held, f"B{at}", given_scores(*row)) for at, row in enumerate(rows)]


def test_the_value_is_the_sum_of_weight_times_mean_share():
    result = scored(framework(60, 40), "B", given_scores((5, 1), (4, 2)))
    assert result.value == 60 * Fraction(9, 10) + 40 * Fraction(3, 10)
    first, second = result.criteria
    assert (first.spread, first.lowest, first.highest) == (1, 4, 5)
    assert second.share == Fraction(3, 10)


def test_a_criterion_that_nobody_scored_leaves_the_bid_without_a_value_unless_it_weighs_nothing():
    result = scored(framework(60, 40), "B", given_scores((5,)))
    assert (result.value, [one.id for one in result.missing]) == (None, ["c1"])
    assert scored(framework(100, 0), "B", given_scores((5,))).value == 100


@given(several())
def test_a_value_lies_between_nought_and_a_hundred_and_the_order_is_that_of_values(case):
    _, results = case
    assert all(0 <= one.value <= 100 for one in results)
    order = in_order(results)
    values = [one.value for _, one in order]
    assert values == sorted(values, reverse=True)
    assert all(place == 1 + sum(other > one.value for other in values) for place, one in order)


@given(several(), st.integers(0, 100))
def test_moved_weights_still_add_to_a_hundred_and_the_others_keep_their_proportion(case, weight):
    held, _ = case
    for criterion in held.criteria:
        moved = moved_weights(held, criterion, weight)
        if moved is None:
            assert criterion.weight == 100
            continue
        assert sum(moved.values()) == 100
        others = [one for one in held.criteria if one is not criterion]
        for one in others:
            for another in others:
                assert moved[one.id] * another.weight == moved[another.id] * one.weight


@given(several())
def test_a_swap_is_told_exactly_where_values_under_moved_weights_say_so(case):
    held, results = case
    told = {(one.criterion.id, one.weight, one.ahead, one.behind): one.is_level for one in swaps(held, results)}
    for criterion in held.criteria:
        for weight in {max(0, criterion.weight - 10), min(100, criterion.weight + 10)} - {criterion.weight}:
            weights = moved_weights(held, criterion, weight)
            for ahead in results:
                for behind in results:
                    if weights is None or ahead.value <= behind.value:
                        continue
                    gap = ahead.under(weights) - behind.under(weights)
                    key = (criterion.id, weight, ahead.subject, behind.subject)
                    assert (key in told) == (gap <= 0)
                    assert key not in told or told[key] == (gap == 0)


def test_whether_the_order_hangs_on_one_weight_is_said_in_words():
    held = framework(50, 50)
    near = [scored(held, "One", given_scores((5, 2))), scored(held, "Two", given_scores((3, 5)))]
    assert firmness(held, near) == (
        "If “C0” weighed 60 instead of 50, Two and One would stand level.",
        "If “C1” weighed 40 instead of 50, Two and One would stand level.",
    )
    assert firmness(held, near, step=20)[0] == "If “C0” weighed 70 instead of 50, One would come before Two."
    far = [scored(held, "One", given_scores((5, 5))), scored(held, "Two", given_scores((1, 1)))]
    assert firmness(held, far) == ("The order stays the same when any one weight moves by 10, up or down.",)
    assert firmness(held, far[:1]) == ("Fewer than two are wholly scored: there is no order yet.",)


@pytest.mark.parametrize(
    ("weights", "words"),
    [((60, 30), "Add 10"), ((60, 50), "Take away 10"), ((120, -20), "from 0 to 100"), ((), "Name what is scored")],
)
def test_weights_that_do_not_add_to_a_hundred_are_told_with_what_is_missing(weights, words):
    assert any(words in mend for _, mend in wrong_with(framework(*weights).criteria))


def test_the_framework_that_is_shipped_adds_to_a_hundred_and_says_that_it_is_from_memory():
    shipped = best_possible_value()
    assert list(wrong_with(shipped.criteria)) == []
    assert shipped.trust == "memory"
    assert shipped.is_provisional
    assert "nobody has agreed" in shipped.note

"""Charts of shares and rates: the textbook's answers, denominators that differ, and Laney's factor."""

import numpy as np
import pytest
from tests.golden import golden

from clearway.stats.spc import SpecialCause, p_chart, p_prime_chart, runs, special_causes, u_chart


def test_the_textbook_chart_of_shares_in_two_phases_with_two_points_left_out_is_reproduced() -> None:
    known = golden("qicharts2_ex_7.1_5")
    phases = known.numbers("part").astype(int) - 1
    left_out = np.array([word == "FALSE" for word in known.texts("include")])
    assert left_out.sum() == 2
    chart = p_chart(known.numbers("y.sum"), known.numbers("n"), phases=phases, left_out=left_out)
    for found, column in ((chart.value, "y"), (chart.mean, "cl"), (chart.lower, "lcl"), (chart.upper, "ucl")):
        np.testing.assert_allclose(found, known.numbers(column), rtol=1e-8)
    outside = np.isin(special_causes(chart), (SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT))
    assert [str(out).upper() for out in outside] == known.texts("sigma.signal")


@pytest.mark.parametrize("name", ["qicharts2_ex_7.1_5", "qicharts2_ex_6.5_3"])
def test_the_runs_of_each_textbook_chart_are_reproduced(name: str) -> None:
    for rows in golden(name).groups("part").values():
        used = np.where([word == "TRUE" for word in rows.texts("include")], rows.numbers("y"), np.nan)
        found = runs(used, rows.numbers("cl"))
        expected = rows.rows[0]
        assert found.longest == int(expected.text("longest.run"))
        assert found.longest_allowed == int(expected.text("longest.run.max"))
        assert found.crossings == int(expected.text("n.crossings"))
        assert found.fewest_crossings_allowed == int(expected.text("n.crossings.min"))
        assert str(found.is_signal).upper() == expected.text("runs.signal")


def test_a_long_run_is_a_signal_and_nothing_is_none() -> None:
    assert runs([1.0] * 10 + [-1.0] * 10, 0).is_signal
    assert not runs([0.0, None], 0).is_signal


def test_limits_are_wider_where_fewer_people_were_counted() -> None:
    chart = p_chart([50, 5, 50], [100, 10, 100])
    assert chart.upper[1] > chart.upper[0]
    assert chart.mean[0] == pytest.approx(0.5)


def test_limits_stay_within_nought_and_one() -> None:
    chart = p_chart([9, 10, 10], [10, 10, 10])
    assert chart.upper.max() == 1
    assert special_causes(chart).max() == 0
    assert u_chart([0, 1, 0], [10, 10, 10]).lower.min() == 0


def test_impossible_and_empty_points_are_missing_and_do_not_count() -> None:
    chart = p_chart([5, 11, 0, None, -1, 5], [10, 10, 0, 10, 10, 10])
    np.testing.assert_array_equal(np.isnan(chart.value), [False, True, True, True, True, False])
    assert chart.mean[0] == 0.5
    assert chart.rests_on[0] == 2
    assert u_chart([15], [10]).value == 1.5


def test_laneys_limits_hold_what_thousands_of_people_would_call_special_each_month() -> None:
    rng = np.random.default_rng(7)
    people = np.full(24, 5000)
    shares = 0.7 + rng.normal(0, 0.03, 24)
    plain, wide = p_chart(people * shares, people), p_prime_chart(people * shares, people)
    is_out = [SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT]
    assert np.isin(special_causes(plain), is_out).sum() >= 3
    assert np.isin(special_causes(wide), is_out).sum() == 0
    assert wide.spread[0] > 3


def test_laneys_factor_is_near_one_where_only_chance_is_at_work() -> None:
    rng = np.random.default_rng(8)
    people = rng.integers(40, 400, (200, 36))
    assert p_prime_chart(rng.binomial(people, 0.7), people).spread.mean() == pytest.approx(1, abs=0.02)


def test_equal_shares_of_nothing_have_limits_on_their_mean() -> None:
    chart = p_prime_chart([0] * 14, [10] * 14)
    assert chart.upper.max() == chart.lower.min() == 0


def test_points_that_differ_only_by_chance_are_called_overdispersed_once_in_twenty_times() -> None:
    random = np.random.default_rng(11)
    people = random.integers(30, 90, size=(2_000, 24))
    chart = p_chart(random.binomial(people, 0.7), people)
    assert 0.03 < chart.is_overdispersed[:, 0].mean() < 0.07


def test_points_that_differ_more_than_their_denominators_explain_are_called_so_whichever_limits_are_drawn() -> None:
    random = np.random.default_rng(12)
    people = np.full(24, 3_000)
    part = random.binomial(people, random.normal(0.7, 0.04, 24))
    for chart in (p_chart(part, people), p_prime_chart(part, people)):
        assert chart.is_overdispersed.all()
        assert chart.dispersion[0] > 2
    assert p_chart(part, people).spread[0] == 1

"""Rare events: few false alarms where nothing changed, and an alarm where something did."""

from datetime import date

import numpy as np
import pytest

from clearway.stats.spc import SpecialCause, days_between, g_chart, special_causes, t_chart

OUT = [SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT]


def test_days_between_events_and_an_order_that_is_none() -> None:
    assert list(days_between([date(2024, 1, 30), date(2024, 2, 1), date(2024, 2, 1)])) == [2, 0]
    with pytest.raises(ValueError, match="2024-01-01 comes before 2024-01-02"):
        days_between([date(2024, 1, 2), date(2024, 1, 1)])


def test_times_between_events_at_random_are_seldom_called_special() -> None:
    rng = np.random.default_rng(3)
    causes = special_causes(t_chart(rng.exponential(40, (400, 24))))
    assert np.isin(causes, OUT).mean() < 0.01
    assert (causes > 0).mean() < 0.06


def test_cases_between_events_at_random_are_seldom_called_special() -> None:
    rng = np.random.default_rng(4)
    causes = special_causes(g_chart(rng.geometric(0.02, (400, 24)) - 1))
    assert np.isin(causes, OUT).mean() < 0.005
    assert (causes > 0).mean() < 0.06


def test_events_that_become_rare_are_seen() -> None:
    for chart in (t_chart([30, 20, 45, 10, 25, 35, 15, 40, 22, 28, 18, 33, 26, 900]), g_chart([30, 20] * 8 + [900])):
        assert special_causes(chart)[-1] == SpecialCause.ABOVE_LIMIT


def test_the_lines_of_times_are_lines_of_their_root_brought_back() -> None:
    chart = t_chart([30, 20, 45, 10, 25])
    root = np.array([30, 20, 45, 10, 25]) ** (1 / 3.6)
    assert chart.mean[0] == pytest.approx(root.mean() ** 3.6)
    assert chart.lower[0] >= 0
    assert chart.method.startswith("t (Nelson)")


def test_the_middle_of_cases_is_the_median_of_a_geometric_and_a_limit_leaves_its_chance() -> None:
    chart = g_chart([49.0] * 14)
    p = 1 / 50
    assert (1 - p) ** (chart.mean[0] + 1) == pytest.approx(0.5)
    assert (1 - p) ** (chart.upper[0] + 1) == pytest.approx(0.00135, rel=1e-3)
    assert (1 - p) ** (chart.lower[0] + 1) == pytest.approx(1 - 0.00135, rel=1e-3) or chart.lower[0] == 0


def test_what_is_below_nought_is_missing_and_events_in_a_row_have_nothing_between() -> None:
    assert np.isnan(t_chart([-1, 2]).value[0])
    assert np.isnan(g_chart([-1, 2]).value[0])
    assert g_chart([0, 0, 0]).upper.max() == 0
    assert np.isnan(g_chart([None]).mean[0])

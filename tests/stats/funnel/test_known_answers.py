"""Every funnel that another tool has published the answers of, point by point."""

import numpy as np
import pytest
from tests.golden import golden

from clearway.stats.arrays import Floats
from clearway.stats.estimate import Words
from clearway.stats.funnel import (
    INNER,
    OUTER,
    ROOT_RATIO,
    SHMI,
    Transform,
    axis,
    effective_denominator,
    grid,
    overdispersed_limits,
    overdispersion,
    proportion_centre,
    proportion_funnel,
    proportion_limits,
    rate_funnel,
    ratio_funnel,
    ratio_limits_by_expected,
    ratio_limits_by_observed,
)
from clearway.stats.golden.funnel import IN_THEIR_WORDS, LEVELS


def theirs(places: Words) -> list[str]:
    return [IN_THEIR_WORDS[place] for place in places]


def assert_near(limit: Floats, published: Floats, expected: Floats) -> None:
    """Within 1e-5, and within what a search for the expected events that stops at 1e-7 can move when they are few."""
    assert np.all(np.abs(limit / published - 1) <= 1e-5 + 1e-7 / expected)


def test_303_areas_lie_where_they_should() -> None:
    areas = golden("funnel_proportion_inputs")
    found = proportion_funnel(areas.numbers("numerator"), areas.numbers("denominator"))
    assert theirs(found.category) == areas.texts("significance")


@pytest.mark.parametrize(
    ("name", "largest"),
    [
        ("funnel_proportion_limits", np.inf),
        ("funnel_proportion_limits_denominator_under_31000", 31_000.0),
    ],
)
def test_limits_and_grid_of_a_funnel_of_proportions(name: str, largest: float) -> None:
    areas, lines = golden("funnel_proportion_inputs"), golden(name)
    few = areas.numbers("denominator") < largest
    centre = proportion_centre(areas.numbers("numerator")[few], areas.numbers("denominator")[few])
    sizes = grid(*axis(areas.numbers("denominator")[few]))
    np.testing.assert_array_equal(sizes, lines.numbers("Population"))
    np.testing.assert_allclose(centre * 100, lines.numbers("baseline"), atol=1e-6)
    for column, level in LEVELS.items():
        lower, upper = proportion_limits(sizes, centre, level)
        np.testing.assert_allclose(lower * 100, lines.numbers(f"lower_{column}_limit"), atol=1e-6)
        np.testing.assert_allclose(upper * 100, lines.numbers(f"upper_{column}_limit"), atol=1e-6)


def test_300_ratios_lie_where_they_should() -> None:
    areas = golden("funnel_ratio_inputs")
    found = ratio_funnel(areas.numbers("obs"), areas.numbers("expected"))
    assert theirs(found.category) == areas.texts("significance")


def test_limits_of_ratios_along_observed_events() -> None:
    lines = golden("funnel_ratio_limits")
    for column, level in LEVELS.items():
        found = ratio_limits_by_observed(lines.numbers("Observed_events"), level)
        for side, limit, expected in (
            ("lower", found.lower, found.expected_at_lower),
            ("upper", found.upper, found.expected_at_upper),
        ):
            name = f"{side}_{column}"
            np.testing.assert_allclose(expected, lines.numbers(f"{name}_exp_events"), rtol=1e-5, atol=1e-7)
            assert_near(limit * 100, lines.numbers(f"{name}_isr"), expected)
            assert_near(limit, lines.numbers(f"{name}_count") + 1, expected)


def test_limits_of_ratios_along_expected_events() -> None:
    lines = golden("funnel_sr_poisson_limits")
    for columns, level in ((("ll95", "ul95"), INNER), (("ll998", "ul998"), OUTER)):
        found = ratio_limits_by_expected(lines.numbers("expected"), level)
        for limit, column in zip(found, columns, strict=True):
            np.testing.assert_allclose(limit, lines.numbers(column), rtol=1e-6)


@pytest.mark.parametrize("with_zero", [True, False])
@pytest.mark.parametrize("kind", ["crude", "dsr"])
def test_rates_crude_and_standardised_lie_where_they_should(kind: str, with_zero: bool) -> None:
    areas = golden("funnel_rate_significance")
    counted = np.ones(40, dtype=bool) if with_zero else areas.numbers("count") > 0
    events, population = areas.numbers("count")[counted], areas.numbers("pop")[counted]
    ending = "with_0" if with_zero else "without_0"
    if kind == "dsr":
        rate = areas.numbers("rate_dsr")[counted]
        found = rate_funnel(events, effective_denominator(events, rate, population, per=100_000), standardised=True)
    else:
        found = rate_funnel(events, population)
    for per in ("100000", "100"):
        expected = np.array(areas.texts(f"{kind}_per_{per}_{ending}"))[counted]
        assert theirs(found.category) == list(expected)


def test_standardised_rates_have_limits_by_events_and_populations_to_match() -> None:
    points, lines = golden("funnel_rate_points"), golden("funnel_rate_limits_dsr_3yr")
    events, rate, derived = (points.numbers(column) for column in ("ev", "rate", "denominator_derived"))
    yearly = effective_denominator(events, rate, per=100_000) / 3
    np.testing.assert_allclose(yearly[~np.isnan(derived)], derived[~np.isnan(derived)], rtol=1e-8)
    centre = rate_funnel(events, yearly * 3).centre
    np.testing.assert_allclose(centre * 100_000, lines.numbers("baseline"), rtol=1e-5)
    for column, level in LEVELS.items():
        found = ratio_limits_by_observed(lines.numbers("Events"), level)
        for side, limit, expected in (
            ("lower", found.lower, found.expected_at_lower),
            ("upper", found.upper, found.expected_at_upper),
        ):
            name = f"{side}_{column}"
            assert_near(limit * centre * 100_000, lines.numbers(f"{name}_limit"), expected)
            assert_near(expected / centre / 3, lines.numbers(f"{name}_population_1_year"), expected)


@pytest.mark.parametrize(
    ("case", "transform", "trim"),
    [("SR_SHMI_0.1", SHMI, 0.1), ("SR_CQC_0.1", ROOT_RATIO, 0.1), ("SR_CQC_0.05", ROOT_RATIO, 0.05)],
)
def test_spread_beyond_chance_and_its_limits(case: str, transform: Transform, trim: float) -> None:
    answer = golden("funnel_od_small_cases").where(case=case)
    units = golden("funnel_od_small_points").where(case=case)
    observed, expected = units.numbers("numerator"), units.numbers("denominator")
    found = overdispersion(observed, expected, transform, trim=trim, fewest=2)
    assert found.phi == pytest.approx(answer.numbers("phi")[0], rel=1e-8)
    assert found.tau2 == pytest.approx(answer.numbers("tau2")[0], rel=1e-8)
    assert found.adjusts
    np.testing.assert_allclose(found.value, units.numbers("Y"), rtol=1e-8)
    np.testing.assert_allclose(found.score, units.numbers("Uzscore"), rtol=1e-8)
    if not transform.truncates:
        np.testing.assert_allclose(found.tamed, units.numbers("Wuzscore"), rtol=1e-8)
    for digits, level in (("95", INNER), ("99", OUTER)):
        plain, wider = ratio_limits_by_expected(expected, level), overdispersed_limits(found, expected, level)
        np.testing.assert_allclose(plain.lower, units.numbers(f"LCL{digits}"), rtol=1e-6)
        np.testing.assert_allclose(plain.upper, units.numbers(f"UCL{digits}"), rtol=1e-6)
        np.testing.assert_allclose(wider.lower, units.numbers(f"OD{digits}LCL"), rtol=1e-6)
        np.testing.assert_allclose(wider.upper, units.numbers(f"OD{digits}UCL"), rtol=1e-6)
    outer = overdispersed_limits(found, expected, OUTER)
    ratio = observed / expected
    outside = (ratio > outer.upper) | (ratio < outer.lower)
    np.testing.assert_array_equal(outside, units.numbers("outlier") == 1)

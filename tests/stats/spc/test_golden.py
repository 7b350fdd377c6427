"""Every point of the known answers: limits, rule, kind of point and icons."""

import numpy as np
import pytest
from tests.golden import golden

from clearway.stats.spc import (
    EXACT_FACTOR,
    PLOT_THE_DOTS_NAMES,
    PLOT_THE_DOTS_POINTS,
    Direction,
    SpecialCause,
    Variation,
    assurance,
    assurance_of,
    kinds_of_points,
    phases_from,
    special_causes,
    variation,
    xmr,
)
from clearway.stats.spc.rules import completes, in_close_window, shift, with_those_before

DIRECTIONS = {"increase": Direction.HIGHER, "decrease": Direction.LOWER, "neutral": Direction.NEITHER}
CASES = (
    "ptd_standard_rnorm20",
    "ptd_standard_outlier_screened",
    "ptd_standard_outlier_unscreened",
    "ptd_deviations_vignette_screened",
    "ptd_deviations_vignette_unscreened",
    "ptd_two_of_three_opposite_sides",
    "ptd_fix_after_12",
    "ptd_rebase_at_11",
)


def test_no_known_case_is_left_out() -> None:
    assert tuple(golden("spc_xmr_cases").texts("case")) == CASES


@pytest.mark.parametrize("case", CASES)
def test_every_point_of_a_known_chart_is_reproduced(case: str) -> None:
    asked = golden("spc_xmr_cases").where(case=case).rows[0]
    points = golden("spc_xmr_points").where(case=case)
    assert len(points.rows) == int(asked.text("n"))
    rebased = [int(asked.text("rebase_at"))] if asked.text("rebase_at") else []
    chart = xmr(
        points.numbers("y"),
        phases=phases_from([int(i) for i in points.texts("i")], rebased),
        screened=asked.text("screen_outliers") == "TRUE",
        fixed_after=int(asked.text("fix_after_n")) if asked.text("fix_after_n") else None,
    )
    direction = DIRECTIONS[asked.text("improvement_direction")]
    causes = special_causes(chart)
    for found, column in ((chart.mean, "mean"), (chart.lower, "lpl"), (chart.upper, "upl"), (chart.phase, "phase")):
        np.testing.assert_allclose(found, points.numbers(column), rtol=1e-8)
    assert [PLOT_THE_DOTS_NAMES[SpecialCause(cause)] for cause in causes] == points.texts("special_cause_type")
    kinds = [PLOT_THE_DOTS_POINTS[Variation(kind)] for kind in kinds_of_points(causes, direction)]
    assert kinds == points.texts("point_type")
    is_close = (np.abs(chart.value - chart.mean) > np.abs(chart.near_upper - chart.mean)) & (
        np.abs(chart.value - chart.mean) <= np.abs(chart.upper - chart.mean)
    )
    assert [str(close).upper() for close in is_close] == points.texts("close_to_limit")
    assert variation(chart, causes, direction) == asked.text("variation")
    assert assurance(chart, float(asked.text("target")), direction) == (asked.text("assurance") or "none")


def test_every_known_assurance_is_reproduced() -> None:
    known = golden("spc_assurance")
    directions = [DIRECTIONS[word] for word in known.texts("direction")]
    found = assurance_of(*(known.numbers(column) for column in ("lpl", "upl", "target")), directions)
    assert list(found) == known.texts("expected")


def numbers(text: str) -> np.ndarray:
    return np.array([int(word) for word in text.split()])


def joined(size: int) -> np.ndarray:
    return np.arange(size) > 0


def seven_same_side(sides: np.ndarray, _: np.ndarray) -> np.ndarray:
    ends = np.zeros(sides.size, dtype=bool)
    for side in (1, -1):
        pairs = joined(sides.size) & (sides == side) & (np.roll(sides, 1) == side)
        ends |= completes(pairs, 7)
        assert np.array_equal(shift(sides == side, joined(sides.size), 7), with_those_before(completes(pairs, 7), 7))
    return ends.astype(int)


def seven_point_trend(values: np.ndarray, _: np.ndarray) -> np.ndarray:
    steps = np.append(0, np.sign(np.diff(values)))
    return completes(steps == 1, 7).astype(int) - completes(steps == -1, 7).astype(int)


def two_in_three(close: np.ndarray, sides: np.ndarray) -> np.ndarray:
    found = [in_close_window(close == 1, sides == side, joined(close.size)) for side in (1, -1)]
    return (found[0] | found[1]).astype(int)


VECTORS = {
    "seven_same_side": seven_same_side,
    "backfill_seven": lambda ends, _: with_those_before(ends != 0, 7).astype(int),
    "seven_point_trend": seven_point_trend,
    "two_in_three": two_in_three,
    "two_in_three_member": lambda close, sides: two_in_three(close, sides) * close,
}


def test_every_known_vector_of_the_rules_is_reproduced() -> None:
    rows = golden("spc_rule_vectors").rows
    assert {row.text("rule") for row in rows} == set(VECTORS)
    for row in rows:
        found = VECTORS[row.text("rule")](numbers(row.text("input")), numbers(row.text("input2")))
        assert list(found) == list(numbers(row.text("expected"))), row


def test_the_textbook_chart_of_single_values_fixed_after_twenty_is_reproduced() -> None:
    known = golden("qicharts2_ex_6.5_3")
    chart = xmr(known.numbers("y"), fixed_after=20, limit_factor=EXACT_FACTOR)
    for found, column in ((chart.mean, "cl"), (chart.lower, "lcl"), (chart.upper, "ucl")):
        np.testing.assert_allclose(found, known.numbers(column), rtol=1e-8)
    outside = np.isin(special_causes(chart), (SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT))
    assert [str(out).upper() for out in outside] == known.texts("sigma.signal")

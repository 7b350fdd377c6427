"""Which control chart a line can have: limits that know the numbers of people, where they are known."""

from dataclasses import replace

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import ChartKind, Line, advice, charted, charts_for, lines_of
from clearway.measures.months import last_day, months_between
from clearway.stats.spc import p_chart

SIXTY_TWO = load_catalogue()["CWT-62D"]
MONTHS = months_between("2023-01", "2024-12")
RATE = replace(SIXTY_TWO, unit=load_catalogue()["PRE-INC"].unit)


def drawn(share: Make, people: list[int], part: list[int], **told: object) -> Line:
    values = [share("RHQ", x, n, month, **told) for x, n, month in zip(part, people, MONTHS, strict=False)]
    return lines_of(values, SIXTY_TWO, targets={"RHQ": 0.85}, target_marks={"RHQ": "provisional target"})[0]


def limits(line: Line, place: int) -> tuple[float, float, float]:
    held = line.limits(place)
    assert held is not None
    return held


def by_chance(share: Make, people: list[int], chance: float = 0.7) -> Line:
    return drawn(share, people, np.random.default_rng(3).binomial(people, chance).tolist())


def test_a_line_is_drawn_as_single_values_until_somebody_chooses(share: Make) -> None:
    line = by_chance(share, [60, 200] * 12)
    assert line.chart_kind is ChartKind.XMR
    assert charts_for(line, SIXTY_TWO) == (ChartKind.XMR, ChartKind.P, ChartKind.P_PRIME)


def test_limits_of_a_p_chart_are_those_of_each_points_own_people_and_target_and_mark_stay(share: Make) -> None:
    line = by_chance(share, [60, 200] * 12)
    found = charted(line, SIXTY_TWO, ChartKind.P)
    part = [one.value.numerator for one in line.points if one.value]
    known = p_chart(part, [60, 200] * 12)
    for place in (0, 1, 23):
        assert limits(found, place) == pytest.approx((known.lower[place], known.mean[place], known.upper[place]))
    wide, narrow = (limits(found, place) for place in (0, 1))
    assert wide[2] - wide[0] > 1.5 * (narrow[2] - narrow[0])
    assert (found.chart_kind, found.chart.method) == (ChartKind.P, "p")
    assert (found.target, found.target_mark) == (0.85, "provisional target")
    assert [one.value for one in found.points] == [one.value for one in line.points]


def test_a_phase_that_somebody_began_begins_limits_of_the_other_chart_anew(share: Make) -> None:
    values = [share("RHQ", 60 if month < "2024-01" else 80, 100, month) for month in MONTHS]
    (line,) = lines_of(values, SIXTY_TWO, rebased_at={"RHQ": [last_day("2024-01")]})
    found = charted(line, SIXTY_TWO, ChartKind.P)
    assert [limits(found, place)[1] for place in (11, 12)] == pytest.approx([0.6, 0.8])


def test_a_month_without_a_value_stays_a_gap(share: Make) -> None:
    values = [share("RHQ", 60 + at % 5, 100, month) for at, month in enumerate(MONTHS) if month != "2023-06"]
    found = charted(lines_of(values, SIXTY_TWO)[0], SIXTY_TWO, ChartKind.P_PRIME)
    assert found.points[5].value is None
    assert found.limits(5) is None
    assert found.limits(6) is not None


@pytest.mark.parametrize(
    "told",
    [
        {"numerator": None, "denominator": None},
        {"value": 0.9},
    ],
)
def test_without_counts_and_where_a_value_is_not_its_counts_single_values_are_the_only_chart(
    share: Make, told: dict[str, object]
) -> None:
    line = drawn(share, [100] * 24, [60] * 24, **told)
    assert charts_for(line, SIXTY_TWO) == (ChartKind.XMR,)
    assert charted(line, SIXTY_TWO, ChartKind.P) is line
    assert advice(line, SIXTY_TWO).why == ""


def test_crude_rates_have_a_u_chart_on_the_scale_of_their_values_and_standardised_ones_have_none(share: Make) -> None:
    values = [share("RHQ", 300 + at % 7, 50_000, month, value=(300 + at % 7) * 2.0) for at, month in enumerate(MONTHS)]
    (line,) = lines_of(values, RATE)
    assert charts_for(line, RATE) == (ChartKind.XMR, ChartKind.U)
    lower, mean, upper = limits(charted(line, RATE, ChartKind.U), 0)
    assert lower < 600 < mean < 610 < upper
    (standardised,) = lines_of([replace(one, value=(one.value or 0) * 1.1) for one in values], RATE)
    assert charts_for(standardised, RATE) == (ChartKind.XMR,)


def test_single_values_fit_where_numbers_are_even_and_within_what_a_share_can_be(share: Make) -> None:
    assert advice(by_chance(share, [200] * 24), SIXTY_TWO).why == ""


def test_p_is_advised_where_numbers_of_people_vary_much(share: Make) -> None:
    found = advice(by_chance(share, [60, 200] * 12), SIXTY_TWO)
    assert found.kind is ChartKind.P
    assert found.why.startswith("Between 60 and 200 people are counted in a period")


def test_p_is_advised_where_limits_of_single_values_leave_what_a_share_can_be(share: Make) -> None:
    line = by_chance(share, [20] * 24, 0.95)
    assert limits(line, 23)[2] > 1
    found = advice(line, SIXTY_TWO)
    assert found.kind is ChartKind.P
    assert "leave 0% to 100%" in found.why


def test_a_p_chart_of_periods_that_differ_more_than_chance_warns_and_offers_p_prime(share: Make) -> None:
    part = np.random.default_rng(5).normal(2_100, 120, 24).astype(int).tolist()
    line = drawn(share, [3_000] * 24, part)
    found = advice(charted(line, SIXTY_TWO, ChartKind.P), SIXTY_TWO)
    assert found.kind is ChartKind.P_PRIME
    assert "times as much as their numbers of people explain" in found.why
    assert advice(charted(line, SIXTY_TWO, ChartKind.P_PRIME), SIXTY_TWO).why == ""
    special = [one.cause for one in charted(line, SIXTY_TWO, ChartKind.P).points if one.cause]
    assert len(special) > len([one.cause for one in charted(line, SIXTY_TWO, ChartKind.P_PRIME).points if one.cause])

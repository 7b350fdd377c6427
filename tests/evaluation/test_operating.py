"""How often the evaluation is right and wrong on series shaped like the real ones.

The same with more series, and printed: `docs/evaluation-operating-characteristics.md`.
"""

import duckdb
import numpy as np
import pytest

from clearway.demo.published import packed_figures
from clearway.evaluation import Verdict
from clearway.evaluation.operating import (
    any_false_claim,
    newey_west_claims,
    power_at_stated,
    rates,
    rates_with_control,
)
from clearway.evaluation.shapes import (
    FASTER_DIAGNOSIS,
    REAL_SHAPES,
    SIXTY_TWO_DAY,
    SIXTY_TWO_DAY_ALLIANCE,
    THIRTY_ONE_DAY,
    Shape,
    drawn,
)

STATED = 0.05
POWER = 0.8


def at_most(stated: float, draws: int) -> float:
    """What so many draws can show by chance of a rate that is as stated (three standard errors)."""
    return stated + 3 * float(np.sqrt(stated * (1 - stated) / draws))


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "before", "after"), [(SIXTY_TWO_DAY, 24, 12), (FASTER_DIAGNOSIS, 36, 12)])
def test_nothing_is_not_claimed_to_be_a_change_beyond_the_stated_rate(shape: Shape, before: int, after: int) -> None:
    found = rates(shape, before, after, 0.0, 250, seed=1)
    assert found.claimed <= at_most(STATED, 250)
    assert found.held >= 1 - at_most(STATED, 250)
    assert found.verdicts[Verdict.AS_HOPED] + found.verdicts[Verdict.LESS] <= at_most(STATED / 2, 250)


@pytest.mark.slow
@pytest.mark.parametrize(("shape", "before", "after"), [(SIXTY_TWO_DAY, 24, 12), (SIXTY_TWO_DAY_ALLIANCE, 36, 12)])
def test_the_change_named_before_is_found_with_the_stated_power(shape: Shape, before: int, after: int) -> None:
    found = power_at_stated(shape, before, after, 120, seed=2)
    assert found.found >= POWER - 3 * np.sqrt(POWER * (1 - POWER) / found.draws)
    assert found.never < 0.05


@pytest.mark.slow
def test_newey_west_claims_too_much_on_the_same_series() -> None:
    """Why the answer does not rest on it: months like their neighbours, and few of them."""
    assert newey_west_claims(FASTER_DIAGNOSIS, 36, 12, 150, seed=1) > 2 * STATED


@pytest.mark.slow
def test_what_strikes_a_control_too_is_not_claimed() -> None:
    assert rates_with_control(SIXTY_TWO_DAY, 24, 12, 0.0, 120, seed=3).claimed <= at_most(STATED, 120)


@pytest.mark.slow
def test_questions_judged_together_make_no_more_false_claims_than_one() -> None:
    assert any_false_claim(FASTER_DIAGNOSIS, 24, 12, 5, 60, seed=4) <= at_most(STATED, 60)


@pytest.mark.long
@pytest.mark.parametrize("shape", REAL_SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize(("before", "after"), [(12, 12), (18, 12), (24, 12), (36, 12), (36, 24), (60, 24)])
def test_false_claims_stay_as_stated_for_every_real_shape_and_length(shape: Shape, before: int, after: int) -> None:
    found = rates(shape, before, after, 0.0, 1_000, seed=11)
    assert found.claimed <= at_most(STATED, 1_000)


@pytest.mark.long
@pytest.mark.parametrize(
    "shape", [SIXTY_TWO_DAY, SIXTY_TWO_DAY_ALLIANCE, FASTER_DIAGNOSIS], ids=lambda shape: shape.name
)
@pytest.mark.parametrize(("before", "after"), [(18, 12), (24, 12), (36, 24)])
def test_power_is_as_stated_for_shares_far_from_all(shape: Shape, before: int, after: int) -> None:
    assert power_at_stated(shape, before, after, 600, seed=12).found >= POWER - 0.03


def test_a_drawn_series_is_the_same_again_and_its_months_before_know_of_no_change() -> None:
    first, second = drawn(SIXTY_TWO_DAY, 36, 5), drawn(SIXTY_TWO_DAY, 36, 5)
    np.testing.assert_array_equal(first.eta, second.eta)
    plain, moved = first.series(24), first.series(24, 0.1)
    np.testing.assert_array_equal(plain.values[:24], moved.values[:24])
    many = [drawn(SIXTY_TWO_DAY, 36, seed) for seed in range(40)]
    lifts = [np.nanmean(one.series(24, 0.1).shown[24:] - one.series(24).shown[24:]) for one in many]
    assert np.mean(lifts) == pytest.approx(0.1, abs=0.02)


@pytest.mark.parametrize(
    ("shape", "standard"), [(SIXTY_TWO_DAY, "62"), (FASTER_DIAGNOSIS, "28"), (THIRTY_ONE_DAY, "31")]
)
def test_shapes_are_those_of_the_published_figures(shape: Shape, standard: str) -> None:
    """People and share of the median trust as published; the spread beyond chance as it is on average."""
    store = duckdb.connect()
    store.register("figures", packed_figures(["provider_workbooks"]))
    rows = store.execute(
        """SELECT org_code, month, sum(total)::DOUBLE, sum(within)::DOUBLE FROM figures
           WHERE standard = ? AND cancer_type = 'ALL CANCERS' AND stage_route LIKE 'ALL%'
             AND (modality IS NULL OR modality LIKE 'ALL%') GROUP BY 1, 2 ORDER BY 1, 2""",
        [standard],
    ).fetchall()
    trusts: dict[str, list[tuple[float, float]]] = {}
    for code, _, total, within in rows:
        trusts.setdefault(code, []).append((total, within))
    whole = [np.array(months) for months in trusts.values() if len(months) == 13 and min(months)[0] >= 20]
    whole = [months for months in whole if months[:, 1].sum() / months[:, 0].sum() < 0.985]
    people = [float(months[:, 0].mean()) for months in whole]
    share = [float(months[:, 1].sum() / months[:, 0].sum()) for months in whole]
    assert len(whole) > 100
    assert np.median(people) == pytest.approx(shape.people, rel=0.1)
    assert np.median(share) == pytest.approx(shape.share, abs=0.015)
    beyond = []
    for months in whole:
        total, within = months.T
        odds = np.log((within + 0.5) / (total - within + 0.5))
        line = np.polyval(np.polyfit(np.arange(13), odds, 1), np.arange(13))
        chance = np.mean(1 / ((within + 0.5) * (total - within + 0.5) / (total + 1)))
        beyond.append(float(np.sum((odds - line) ** 2) / 11 - chance))
    assert np.sqrt(np.mean(beyond)) == pytest.approx(shape.spread, rel=0.15)

"""Against the own past: one line an area, what is special in it, and whether its target is in reach."""

from datetime import date
from itertools import count

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import lines_of
from clearway.measures.comparison.sentences import of_history
from clearway.measures.months import last_day, months_between
from clearway.measures.values import MeasureValue
from clearway.stats.spc import Assurance, SpecialCause, Variation

SIXTY_TWO = load_catalogue()["CWT-62D"]
MONTHS = months_between("2023-04", "2024-10")


def steady(share: Make, area: str = "RHQ", step: int = 0) -> list[MeasureValue]:
    """Nineteen months that go up and down around 60 of 100; from the tenth on higher by `step`."""
    return [
        share(area, 60 + (2 if number % 2 else -2) + (step if number > 9 else 0), 100, month)
        for number, month in zip(count(1), MONTHS, strict=False)
    ]


def test_a_steady_line_shows_nothing_beyond_chance_and_misses_a_far_target(share: Make) -> None:
    (line,) = lines_of(steady(share), SIXTY_TWO, targets={"RHQ": 0.85})
    assert (line.variation, line.assurance) == (Variation.COMMON_CAUSE, Assurance.FAILS)
    assert of_history(line, SIXTY_TWO) == (
        "Trust RHQ shows no change beyond what chance gives. "
        "It will keep missing its target of 85.0% unless something changes."
    )


def test_a_target_that_is_provisional_or_agreed_is_marked_where_it_is_said(share: Make) -> None:
    marked = {"RHQ": "provisional target"}
    (line,) = lines_of(steady(share), SIXTY_TWO, targets={"RHQ": 0.85}, target_marks=marked)
    said = of_history(line, SIXTY_TWO)
    assert "its target of 85.0% (provisional target) unless something changes." in said


def test_a_lasting_rise_is_an_improvement_where_high_is_good_and_a_concern_where_low_is(share: Make) -> None:
    risen = steady(share, step=15)
    (better,) = lines_of(risen, SIXTY_TWO)
    (worse,) = lines_of(risen, load_catalogue()["DIA-DM01"])
    assert (better.variation, worse.variation) == (Variation.IMPROVEMENT_HIGH, Variation.CONCERN_HIGH)
    assert of_history(better, SIXTY_TWO) == "Trust RHQ is improving (latest point: two of three near the upper limit)."


def test_a_month_that_is_not_held_is_a_gap_and_no_zero(share: Make) -> None:
    held = [one for one in steady(share) if one.period_end != last_day("2023-08")]
    (line,) = lines_of(held, SIXTY_TWO)
    assert len(line.points) == len(MONTHS)
    assert line.points[4].value is None
    assert np.isnan(line.chart.value[0][4])
    assert all(point.cause is None for point in line.points)


def test_a_new_phase_begins_only_where_somebody_set_it(share: Make) -> None:
    risen = steady(share, step=15)
    (line,) = lines_of(risen, SIXTY_TWO, rebased_at={"RHQ": [last_day("2024-01")]})
    assert [point.phase for point in line.points] == [0] * 9 + [1] * 10
    assert line.variation is Variation.COMMON_CAUSE
    with pytest.raises(ValueError, match="is not a point of the series"):
        lines_of(risen, SIXTY_TWO, rebased_at={"RHQ": [date(2024, 1, 15)]})


def test_a_new_phase_is_suggested_only_for_a_cause_that_somebody_wrote_down(share: Make) -> None:
    risen = steady(share, step=15)
    (silent,) = lines_of(risen, SIXTY_TWO)
    (told,) = lines_of(risen, SIXTY_TWO, explained_at={"RHQ": [last_day("2024-01")]})
    assert silent.suggestions == ()
    assert [one.point for one in told.suggestions] == [9]


def test_areas_of_unlike_length_share_one_axis_and_keep_their_own_limits(share: Make) -> None:
    short = [share("RFF", 70, 100, month) for month in MONTHS[-2:]]
    first, second = lines_of([*steady(share), *short], SIXTY_TWO)
    assert (first.known, second.known) == (19, 2)
    assert second.is_trial
    assert "on trial" in of_history(second, SIXTY_TWO)
    alone = lines_of(steady(share), SIXTY_TWO)[0]
    assert first.limits(18) == alone.limits(18)


def test_a_single_value_is_too_few_to_tell_anything(share: Make) -> None:
    (line,) = lines_of([share("RHQ", 60, 100)], SIXTY_TWO)
    assert line.variation is Variation.NOT_KNOWN
    assert of_history(line, SIXTY_TWO) == "1 period of Trust RHQ is held: too few to tell a change from chance."


def test_the_cause_of_a_point_is_named(share: Make) -> None:
    values = [*steady(share)[:-1], share("RHQ", 95, 100, MONTHS[-1])]
    (line,) = lines_of(values, SIXTY_TWO)
    assert line.points[-1].cause is SpecialCause.ABOVE_LIMIT


def test_no_values_make_no_lines() -> None:
    assert lines_of([], SIXTY_TWO) == []


def test_overlapping_periods_have_no_limits_and_no_change_is_judged(share: Make) -> None:
    def years(first: int, last: int) -> dict[str, date]:
        return {"period_start": date(first, 1, 1), "period_end": date(last, 12, 31)}

    rolling = [share("E92000001", 500 + 20 * at, 1000, **years(2006 + at, 2010 + at)) for at in range(10)]
    (line,) = lines_of(rolling, load_catalogue()["OUT-SURV1"], targets={"E92000001": 0.75})
    assert line.overlaps
    assert (line.variation, line.assurance) == (Variation.NOT_KNOWN, Assurance.NONE)
    assert line.limits(9) is None
    assert all(point.cause is None for point in line.points)
    assert of_history(line, SIXTY_TWO).startswith("The periods of Trust E92000001 overlap")
    yearly = [share("RHQ", 500, 1000, **years(year, year)) for year in (2006, 2007)]
    assert not lines_of(yearly, SIXTY_TWO)[0].overlaps

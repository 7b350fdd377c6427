"""Days within months and bands."""

from datetime import date

import numpy as np
import pytest

from clearway.demo.axes import BANDS
from clearway.demo.band_days import band_limits, band_of, days_in
from clearway.demo.months import (
    any_day,
    before_weekend,
    first_date,
    first_day,
    month_label,
    month_number,
    months_of,
    onto_weekday,
    weekday,
)


def test_a_month_goes_to_its_number_and_back():
    assert month_label(month_number("2024-02")) == "2024-02"
    assert month_number("2024-03") - month_number("2023-03") == 12
    assert first_date(month_number("2024-02")) == date(2024, 2, 1)


def test_weekdays_are_counted_from_monday():
    days = np.arange("2025-03-03", "2025-03-10", dtype="datetime64[D]")
    assert weekday(days).tolist() == [0, 1, 2, 3, 4, 5, 6]


def test_a_day_of_a_month_is_one_of_its_weekdays_each_about_as_often():
    months = np.full(20_000, month_number("2024-02"))
    days = any_day(np.random.default_rng(1), months)
    assert (months_of(days) == months).all()
    assert weekday(days).max() == 4
    times = np.unique(days, return_counts=True)[1]
    assert len(times) == 21
    assert times.min() > 0.8 * times.mean()


def test_a_share_of_days_may_fall_on_any_day():
    days = any_day(np.random.default_rng(2), np.full(20_000, month_number("2024-02")), weekend_share=0.5)
    assert 0.1 < (weekday(days) > 4).mean() < 0.2


def test_a_weekend_day_goes_back_to_friday():
    days = np.array(["2025-03-07", "2025-03-08", "2025-03-09", "2025-03-10"], dtype="datetime64[D]")
    assert before_weekend(days).astype(str).tolist() == ["2025-03-07"] * 3 + ["2025-03-10"]


def test_moving_a_start_onto_a_weekday_never_leaves_the_band_and_favours_no_weekday():
    rng = np.random.default_rng(3)
    stop = any_day(rng, np.full(40_000, month_number("2025-03")))
    band = rng.integers(1, 4, 40_000)
    lower, upper = band_limits("28", band)
    wait = onto_weekday(rng, stop, days_in(rng, "28", band), lower, upper)
    assert (band_of("28", wait) == band).all()
    starts = np.bincount(weekday(stop - wait), minlength=7)
    assert starts[5:].sum() == 0
    assert starts[:5].min() > 0.9 * starts[:5].mean()


@pytest.mark.parametrize("standard", list(BANDS))
def test_days_lie_in_the_band_they_were_drawn_for(standard):
    band = np.repeat(np.arange(BANDS[standard].count), 2000)
    days = days_in(np.random.default_rng(4), standard, band)
    assert (band_of(standard, days) == band).all()
    lower, upper = band_limits(standard, band)
    for place in range(BANDS[standard].count - 1):
        own = days[band == place]
        assert (own.min(), own.max()) == (lower[band == place][0], upper[band == place][0])


def test_the_limit_of_each_standard_is_the_last_day_of_a_band():
    assert {name: (bands.limit, bands.within) for name, bands in BANDS.items()} == {
        "28": (28, 2),
        "31": (31, 1),
        "62": (62, 4),
        "first_seen": (14, 1),
    }


def test_the_first_day_of_a_month_is_its_first():
    assert first_day(np.array([month_number("2024-12")])).astype(str).tolist() == ["2024-12-01"]

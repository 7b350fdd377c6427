"""Directly standardised rates against known answers, their edges, and what must always hold."""

import csv
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.golden import golden
from tests.shared import shared_path

from clearway.stats.arrays import Floats
from clearway.stats.golden.tables import Row
from clearway.stats.standard_population import ESP_2013, ESP_2013_20, ESP_2013_21
from clearway.stats.standardised_rate import (
    StandardisedRate,
    standardised_rate,
    standardised_rate_of_repeated_events,
)

LEVELS = [(0.95, "95_0cl"), (0.998, "99_8cl")]


def assert_same(found: StandardisedRate, expected: Sequence[Row], suffix: str) -> None:
    for name, named in (
        ("value", "value"), ("lower", f"lower{suffix}"), ("upper", f"upper{suffix}"),
        ("numerator", "total_count"), ("denominator", "total_pop"),
    ):  # fmt: skip
        np.testing.assert_allclose(getattr(found, name), [row.number(named) for row in expected], rtol=1e-8)


@pytest.mark.parametrize(("level", "suffix"), LEVELS)
def test_every_golden_case_is_reproduced(level: float, suffix: str) -> None:
    rows, expected = golden("dsr_inputs"), golden("dsr_expected")
    for row in expected:
        bands = rows.where(area=row.text("area"))
        events, people, weights = (bands.numbers(name) for name in ("count", "pop", "stdpop"))
        assert_same(standardised_rate([events], [people], weights, level=level), [row], suffix)
    assert len(expected.rows) == 4


def test_several_areas_at_once_with_the_european_standard() -> None:
    rows, expected = golden("dsr_inputs"), golden("dsr_expected").rows[:3]
    events, people = (
        np.array([rows.where(area=row.text("area")).numbers(name) for row in expected]) for name in ("count", "pop")
    )
    assert_same(standardised_rate(events, people, ESP_2013.as_array()), expected, "95_0cl")


@pytest.mark.parametrize(("level", "suffix"), LEVELS)
def test_every_golden_case_of_events_that_are_not_independent_is_reproduced(level: float, suffix: str) -> None:
    rows, expected = golden("dsr_nonindependent_inputs"), golden("dsr_nonindependent_expected")
    for row in expected:
        bands: dict[str, dict[int, Row]] = {}
        for band in rows.where(area=row.text("area")):
            bands.setdefault(band.text("ageband"), {})[int(band.number("freq"))] = band
        times = sorted({often for band in bands.values() for often in band})
        persons = [
            [band[often].number("persons") if often in band else None for often in times] for band in bands.values()
        ]
        people, weights = ([band[1].number(name) for band in bands.values()] for name in ("pop", "esp2013"))
        found = standardised_rate_of_repeated_events(
            np.array([persons], dtype=float), times, [people], weights, level=level
        )
        assert_same(found, [row], suffix)
    assert len(expected.rows) == 4


def test_e09_fewer_than_ten_events_give_no_rate_but_keep_their_counts() -> None:
    found = standardised_rate([[4, 5], [5, 5]], [[100, 200], [100, 200]], [1, 1])
    assert np.isnan([found.value[0], found.lower[0], found.upper[0], found.variance[0]]).all()
    assert (found.numerator[0], found.denominator[0]) == (9, 300)
    assert found.note.tolist() == ["too few events: fewer than 10", ""]
    assert found.value[1] == pytest.approx(3750)


def test_e10_a_band_without_people_is_an_error_that_names_area_and_band() -> None:
    with pytest.raises(ValueError, match=r"not above 0: area Hull, band 5-9\. Join bands"):
        standardised_rate([[1, 2], [3, 4]], [[9, 9], [9, 0]], [1, 1], areas=["Leeds", "Hull"], bands=["0-4", "5-9"])
    with pytest.raises(ValueError, match=r"area 1, band 1; .* and 1 more\."):
        standardised_rate(np.ones((3, 2)), np.zeros((3, 2)), [1, 1])


def test_negative_events_are_an_error_that_names_area_and_band() -> None:
    with pytest.raises(ValueError, match="events below 0: area 1, band 2"):
        standardised_rate([[20, -1]], [[9, 9]], [1, 1])
    with pytest.raises(ValueError, match="people below 0: area 1, band 1"):
        standardised_rate_of_repeated_events([[[20, -1], [3, 3]]], [1, 2], [[9, 9]], [1, 1])


def test_weights_that_do_not_fit_the_bands_are_refused() -> None:
    with pytest.raises(ValueError, match="2 age bands and 19 standard weights"):
        standardised_rate([20, 30], [100, 100], ESP_2013.as_array())
    with pytest.raises(ValueError, match="not all of them 0"):
        standardised_rate([20, 30], [100, 100], [0, 0])
    with pytest.raises(ValueError, match="age bands along the last axis"):
        standardised_rate(20, 100, [1])
    with pytest.raises(ValueError, match="`times` names 3"):
        standardised_rate_of_repeated_events([[[20, 1]]], [1, 2, 3], [[100]], [1])


def test_missing_events_count_as_none_and_a_band_of_no_weight_is_not_used() -> None:
    np.testing.assert_allclose(
        standardised_rate([20, None], [100, 100], [1, 1]).value, standardised_rate([20, 0], [100, 100], [1, 1]).value
    )
    without = standardised_rate([20, 999], [100, 0], [7, 0])
    assert [float(part) for part in (without.value, without.numerator, without.denominator)] == [20_000, 20, 100]


def test_people_with_one_event_each_are_independent() -> None:
    once = standardised_rate_of_repeated_events([[[20], [30]]], [1], [[100, 200]], [3, 4])
    plain = standardised_rate([[20, 30]], [[100, 200]], [3, 4])
    assert (once.lower, once.upper) == (plain.lower, plain.upper)


def test_the_european_standard_has_100000_people_and_its_bands_in_words() -> None:
    for standard in (ESP_2013, ESP_2013_20, ESP_2013_21):
        assert standard.as_array().sum() == 100_000
        assert len(standard.bands) == len(standard.starts) == len(standard.weights)
    assert ESP_2013.bands[:2] == ("0-4", "5-9")
    assert ESP_2013_20.bands[:3] == ("0", "1-4", "5-9")
    assert ESP_2013_21.bands[-2:] == ("90-94", "95+")


def test_the_weights_are_those_of_the_published_table_and_the_shorter_ones_its_sums() -> None:
    with shared_path("data/population/esp_2013.csv").open(encoding="utf-8", newline="") as lines:
        printed = [float(row["esp_weight"]) for row in csv.DictReader(lines)]
    assert list(ESP_2013_21.weights) == printed
    assert list(ESP_2013_20.weights) == [*printed[:-2], sum(printed[-2:])]
    assert list(ESP_2013.weights) == [sum(printed[:2]), *printed[2:-2], sum(printed[-2:])]
    assert {one.verification for one in (ESP_2013, ESP_2013_20, ESP_2013_21)} == {"seen"}


def test_rates_under_75_use_the_bands_up_to_74_and_their_weights_only() -> None:
    young = ESP_2013.under(75)
    assert young.bands[-1] == "70-74"
    assert young.as_array().sum() == 91_000
    events, people = np.full(15, 4.0), np.full(15, 1000.0)
    assert standardised_rate(events, people, young.as_array()).value == pytest.approx(400)
    with pytest.raises(ValueError, match="begins at 73"):
        ESP_2013.under(73)


COUNTS = arrays(float, (3, 4), elements=st.integers(0, 200).map(float))
PEOPLE = arrays(float, (3, 4), elements=st.integers(1, 10_000).map(float))
WEIGHTS = arrays(float, 4, elements=st.integers(1, 100).map(float))


@given(COUNTS, PEOPLE, WEIGHTS, st.integers(2, 9))
def test_the_scale_of_the_weights_does_not_matter_and_limits_hold_the_rate(
    events: Floats, people: Floats, weights: Floats, times: int
) -> None:
    found, scaled = standardised_rate(events, people, weights), standardised_rate(events, people, weights * times)
    np.testing.assert_allclose(found.upper, scaled.upper, rtol=1e-12)
    stands = found.note == ""
    assert np.all(found.lower[stands] <= found.value[stands])
    assert np.all(found.value[stands] <= found.upper[stands])


@given(PEOPLE, WEIGHTS)
def test_the_same_rate_in_every_band_is_the_standardised_rate(people: Floats, weights: Floats) -> None:
    found = standardised_rate(people * 0.5, people, weights)
    stands = found.note == ""
    np.testing.assert_allclose(found.value[stands], 50_000, rtol=1e-12)

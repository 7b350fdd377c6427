"""SQL expressions against the functions on arrays, row by row, in DuckDB."""

import numpy as np
import pyarrow as pa
import pytest

from clearway.stats import count_limits, rate, standardised_rate, wilson
from clearway.stats.arrays import Floats, floats
from clearway.stats.funnel.overdispersion import PROPORTION, ROOT_RATIO, SHMI
from clearway.stats.sql import (
    count_limits_sql,
    proportion_score_sql,
    rate_sql,
    ratio_score_sql,
    select_list,
    standardised_rate_sql,
    standardised_rate_sums_sql,
    wilson_sql,
)
from clearway.store.engine import open_engine

ROWS = 10_000
LEVELS = [0.95, 0.998]
AWKWARD = [0.0, 0.5, 1.0, 9.5, 10.0, -1.0, np.nan, np.inf, 1e12]
"""Each with each: edges, and what no file should hold."""


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    """Counts by halves and populations, most of them plausible and some of them not; NaN and NULL both occur."""
    random = np.random.default_rng(20)
    n = np.where(random.random(ROWS) < 0.5, random.integers(1, 60, ROWS), random.integers(1, 10**7, ROWS)).astype(float)
    x = np.round(n * random.random(ROWS) * 2) / 2
    x[random.random(ROWS) < 0.3] = random.integers(0, 40)
    awkward = np.array([(one, two) for one in AWKWARD for two in AWKWARD])
    x[: len(awkward)], n[: len(awkward)] = awkward.T
    some = random.random(ROWS) < 0.02
    return pa.table({"place": range(ROWS), "x": pa.array(x, mask=some), "n": pa.array(n)})


def asked(rows: pa.Table, expressions: dict[str, str]) -> list[Floats]:
    """The expressions' columns, in the order of the rows."""
    with open_engine("duckdb") as engine:
        engine.register("given", rows)
        table = engine.query(f"select {select_list(expressions)} from given order by place")
    return [floats(table.column(name).to_pylist()) for name in expressions]


def numbers(rows: pa.Table) -> tuple[Floats, Floats]:
    x, n = (floats(rows.column(name).to_pylist()) for name in ("x", "n"))
    return x, n


def assert_same(found: list[Floats], expected: list[Floats]) -> None:
    for mine, theirs in zip(found, expected, strict=True):
        assert 1_000 < np.count_nonzero(~np.isnan(theirs)) < ROWS
        np.testing.assert_allclose(mine, theirs, rtol=1e-10, atol=1e-13)


@pytest.mark.parametrize("level", LEVELS)
def test_wilson_in_the_engine_is_wilson_on_arrays(rows: pa.Table, level: float) -> None:
    assert_same(asked(rows, wilson_sql("x", "n", level)), list(wilson(*numbers(rows), level)))


@pytest.mark.parametrize("level", LEVELS)
def test_limits_of_counts_in_the_engine_are_those_on_arrays(rows: pa.Table, level: float) -> None:
    assert_same(asked(rows, count_limits_sql("x", level)), list(count_limits(numbers(rows)[0], level)))


def test_another_part_of_a_person_below_ten_has_no_limits_in_the_engine() -> None:
    lower, upper = asked(pa.table({"place": [1, 2], "x": [3.3, 12.3]}), count_limits_sql("x"))
    assert np.isnan(lower).tolist() == np.isnan(upper).tolist() == [True, False]


@pytest.mark.parametrize("level", LEVELS)
def test_rates_in_the_engine_are_those_on_arrays(rows: pa.Table, level: float) -> None:
    expected = rate(*numbers(rows), multiplier=1000, level=level)
    assert_same(asked(rows, rate_sql("x", "n", 1000, level)), [expected.value, expected.lower, expected.upper])


def test_scores_in_the_engine_are_those_of_the_funnels(rows: pa.Table) -> None:
    x, n = numbers(rows)
    fits = (x >= 0) & (x <= n) & (n > 0)
    x, n = x[fits], n[fits]
    sound = rows.filter(pa.array(fits))
    scores = PROPORTION.scores(x, n)
    centre = f"sin({scores.target!r}e0) * sin({scores.target!r}e0)"
    assert_same(asked(sound, proportion_score_sql("x", "n", centre)), [(scores.value - scores.target) / scores.error])
    log, root = asked(sound, ratio_score_sql("x", "n"))
    with np.errstate(divide="ignore"):
        shmi = SHMI.scores(x, n)
    np.testing.assert_allclose(log, floats(shmi.value / shmi.error), rtol=1e-9, atol=1e-9)
    cqc = ROOT_RATIO.scores(x, n)
    np.testing.assert_allclose(root, (cqc.value - 1) / cqc.error, rtol=1e-9, atol=1e-9)


def test_a_score_of_what_is_impossible_is_empty() -> None:
    wrong = pa.table({"place": range(4), "x": [5.0, -1.0, 1.0, None], "n": [4.0, 4.0, 0.0, 4.0]})
    assert np.isnan(asked(wrong, proportion_score_sql("x", "n", "0.5"))[0]).all()
    assert np.isnan(asked(wrong, ratio_score_sql("x", "n"))[0]).tolist() == [False, True, True, True]


AREAS, BANDS = 1_000, 10


@pytest.fixture(scope="module")
def bands() -> tuple[Floats, Floats, Floats]:
    """Events (some missing) and people of each area and band, and the weights, one of them 0."""
    random = np.random.default_rng(3)
    people = random.integers(50, 5_000, (AREAS, BANDS)).astype(float)
    events = random.poisson(people * 0.01 * random.random((AREAS, 1)) ** 3).astype(float)
    events[random.random(events.shape) < 0.05] = np.nan
    return events, people, np.array([5.0, 4, 3, 2, 1, 1, 2, 3, 4, 0])


def in_the_engine(events: Floats, people: Floats, weights: Floats, level: float) -> list[Floats]:
    area, band = (places.reshape(-1) for places in np.indices(events.shape))
    flat = {"area": area, "events": events.reshape(-1), "people": people.reshape(-1), "weight": weights[band]}
    gaps = np.isnan(flat["events"])
    table = pa.table({name: pa.array(part, mask=gaps if name == "events" else None) for name, part in flat.items()})
    sums, wanted = standardised_rate_sums_sql("given.events", "people", "weight"), standardised_rate_sql(level=level)
    query = f"""with sums as (select area as place, {select_list(sums)} from given group by area)
        select events, population, {select_list(wanted)} from sums order by place"""
    with open_engine("duckdb") as engine:
        engine.register("given", table)
        found = engine.query(query)
    return [floats(found.column(name).to_pylist()) for name in ("events", "population", *wanted)]


@pytest.mark.parametrize("level", LEVELS)
def test_standardised_rates_in_the_engine_are_those_on_arrays(
    bands: tuple[Floats, Floats, Floats], level: float
) -> None:
    expected = standardised_rate(*bands, level=level)
    assert 100 < np.count_nonzero(expected.note != "") < AREAS - 100
    parts = [expected.numerator, expected.denominator, expected.value, expected.lower, expected.upper]
    for mine, theirs in zip(in_the_engine(*bands, level), parts, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-10)


def test_a_band_without_people_leaves_its_area_empty_in_the_engine(bands: tuple[Floats, Floats, Floats]) -> None:
    events, people, weights = (part.copy() for part in bands)
    events[:, 0] = 20
    people[0, 0], people[1, 0], people[2, -1] = 0, np.nan, 0
    value = in_the_engine(events, people, weights, 0.95)[2]
    assert np.isnan(value[:4]).tolist() == [True, True, False, False]

"""The same seed gives the same bytes; nothing depends on the clock or on the order of anything."""

import hashlib
from datetime import date

import numpy as np
import pytest

from clearway.demo.build import record_files
from clearway.demo.ground import scope_of
from clearway.demo.numbers import Pack, made_up_numbers, valid_numbers
from clearway.demo.synthetic import synthetic_extracts

HUMBER = "E56000026"


def digests(figures, organisations, **scope) -> list[str]:
    made = record_files(scope_of(figures, alliance=HUMBER, years=1, **scope), figures, organisations)
    return [hashlib.sha256(file.content()).hexdigest() for file in made]


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes_and_another_seed_other_ones(figures, organisations):
    once, again = (digests(figures, organisations, seed=7) for _ in range(2))
    assert once == again
    assert not set(once) & set(digests(figures, organisations, seed=8))


def test_left_to_itself_a_demo_is_seen_late_in_the_month_after_the_last_published_one(figures):
    scope = scope_of(figures, alliance=HUMBER, seed=1)
    assert (scope.first_month, scope.last_month, scope.today) == ("2023-05", "2025-04", date(2025, 4, 23))
    assert scope.today.weekday() == 2


def test_a_demo_ends_on_the_day_it_is_given(figures):
    scope = scope_of(figures, alliance=HUMBER, years=3, today=date(2024, 2, 29), seed=1)
    assert (scope.first_month, scope.last_month) == ("2021-03", "2024-02")


@pytest.mark.slow
def test_a_demo_may_lie_before_the_first_list_of_alliances(figures, organisations):
    scope = scope_of(figures, alliance=HUMBER, years=1, today=date(2016, 3, 1), seed=1)
    made = synthetic_extracts(scope, figures, organisations)
    assert sum(one.records.num_rows for one in made) > 30_000


def test_no_years_are_refused(figures):
    with pytest.raises(ValueError, match="at least one"):
        scope_of(figures, alliance=HUMBER, years=0, seed=1)


def test_an_alliance_without_published_trusts_is_refused(figures, organisations):
    with pytest.raises(ValueError, match="no trust of alliance E99"):
        synthetic_extracts(scope_of(figures, alliance="E99", seed=1), figures, organisations)


def test_the_numbers_of_made_up_people_are_distinct_while_they_last():
    numbers = made_up_numbers(np.random.default_rng(1), 1_000_000)
    first_round = len(valid_numbers())
    assert len(set(numbers.tolist())) == first_round == len(set(numbers[:first_round].tolist()))
    assert numbers[first_round] == numbers[0]


def test_within_an_area_a_number_comes_again_only_when_its_part_of_the_pack_was_dealt():
    pack = Pack(np.random.default_rng(1), areas=2)
    area, women = np.array([0, 1] * 20_000), np.ones(40_000, dtype=bool)
    numbers = pack.deal(area, women, np.full(40_000, np.datetime64("1962-06-01")))
    here, there = numbers[area == 0], numbers[area == 1]
    part = len(set(here.tolist()))
    assert 5_000 < part < 20_000
    assert len(set(here[:part].tolist())) == part
    assert here[part] == here[0]
    assert set(here.tolist()) == set(there.tolist())
    assert not (here == there).any()


def test_people_who_share_a_number_have_the_same_sex_and_birth_year():
    rng = np.random.default_rng(1)
    pack = Pack(rng, areas=3)
    count = 1_200_000
    women, years = rng.random(count) < 0.5, rng.integers(1925, 2020, count)
    numbers = pack.deal(rng.integers(-1, 3, count), women, years.astype("U4").astype("datetime64[D]"))
    kinds = np.unique(np.stack([numbers.astype(np.int64), years * 2 + women]), axis=1)
    assert len(np.unique(numbers)) == kinds.shape[1] < count


@pytest.mark.slow
def test_every_number_of_the_range_that_can_be_drawn_is_valid():
    import nhs_number

    numbers = made_up_numbers(np.random.default_rng(2), 909_000)
    assert all(nhs_number.is_valid(number) for number in numbers[::50].tolist())
    assert "9999999999" not in set(numbers.tolist())


@pytest.mark.slow
@pytest.mark.long
def test_every_alliance_can_be_made(figures, organisations):
    for alliance in organisations.alliances(date(2025, 4, 23)):
        made = record_files(scope_of(figures, alliance=alliance.code, years=1, seed=1), figures, organisations)
        assert sum(file.rows for file in made) > 30_000, alliance.name

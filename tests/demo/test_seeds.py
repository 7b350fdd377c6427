"""The same seed gives the same bytes; nothing depends on the clock or on the order of anything."""

import hashlib
from datetime import date

import numpy as np
import pytest

from clearway.demo.build import record_files
from clearway.demo.people import made_up_numbers
from clearway.demo.synthetic import scope_of, synthetic_extracts
from clearway.records.findings import Refused

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


def test_the_numbers_of_made_up_people_are_distinct_and_end():
    numbers = made_up_numbers(np.random.default_rng(1), 20_000)
    assert len(set(numbers.tolist())) == 20_000
    with pytest.raises(Refused, match="fewer years"):
        made_up_numbers(np.random.default_rng(1), 910_000)


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

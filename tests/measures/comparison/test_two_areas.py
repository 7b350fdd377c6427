"""Two areas side by side: a test of the difference itself, and plain words for what cannot be told."""

from datetime import date

import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison.two_areas import (
    CANNOT_TELL,
    COUNTS,
    DIFFERENT_BASES,
    DIFFERENT_TIMES,
    FROM_LIMITS,
    NO_LIMITS,
    NOT_COMPARED,
    difference_of,
    of_two,
)
from clearway.stats.difference import NEWCOMBE

SIXTY_TWO = load_catalogue()["CWT-62D"]
DIAGNOSTICS = load_catalogue()["DIA-DM01"]
UNCOUNTED = {"numerator": None, "denominator": None}


def test_shares_with_counts_are_told_apart_by_the_limits_of_their_difference(share: Make) -> None:
    found = difference_of(share("RHQ", 56, 70), share("RFF", 48, 80), SIXTY_TWO)
    assert (found.label, found.method) == ("better", NEWCOMBE)
    assert found.value == pytest.approx(0.2)
    assert (round(found.lower, 4), round(found.upper, 4)) == (0.0524, 0.3339)  # Newcombe 1998, table II, example (a)


def test_overlapping_intervals_do_not_hide_a_difference(share: Make) -> None:
    first, second = share("RHQ", 780, 1000), share("RFF", 735, 1000)
    assert first.lower < second.upper
    assert difference_of(first, second, SIXTY_TWO).label == "better"


def test_a_small_difference_cannot_be_told_and_the_sentence_says_so(share: Make) -> None:
    first, second = share("RHQ", 31, 50), share("RFF", 29, 50)
    found = difference_of(first, second, SIXTY_TWO)
    assert found.label == CANNOT_TELL
    assert "cannot be told apart" in of_two(first, second, found, SIXTY_TWO)


def test_where_low_is_good_the_higher_one_is_worse(share: Make) -> None:
    first, second = share("RHQ", 300, 1000), share("RFF", 150, 1000)
    found = difference_of(first, second, DIAGNOSTICS)
    assert found.label == "worse"
    assert "higher than" in of_two(first, second, found, DIAGNOSTICS)
    assert "which is worse" in of_two(first, second, found, DIAGNOSTICS)


def test_values_without_counts_are_tested_by_their_limits_and_carry_a_warning(share: Make) -> None:
    first = share("E1", 50, 100, value=0.60, lower=0.57, upper=0.63, **UNCOUNTED)
    second = share("E2", 50, 100, value=0.55, lower=0.52, upper=0.58, **UNCOUNTED)
    found = difference_of(first, second, SIXTY_TWO)
    assert (found.label, found.method) == ("better", FROM_LIMITS)
    assert found.upper - found.value == pytest.approx(0.03 * 2**0.5)
    assert "read back" in found.note


def test_a_standardised_share_is_not_tested_by_its_raw_counts(share: Make) -> None:
    first = share("E1", 50, 100, value=0.62, lower=0.55, upper=0.69)
    assert difference_of(first, share("E2", 50, 100), SIXTY_TWO).method == FROM_LIMITS


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"period_end": date(2020, 1, 31), "period_start": date(2020, 1, 1)}, DIFFERENT_TIMES),
        ({"basis": "computed"}, DIFFERENT_BASES),
        ({"lower": None, "upper": None, **UNCOUNTED}, NO_LIMITS),
    ],
)
def test_what_cannot_be_compared_is_not_and_says_why(share: Make, changes: dict[str, object], why: str) -> None:
    first, second = share("RHQ", 50, 100), share("RFF", 40, 100, **changes)
    found = difference_of(first, second, SIXTY_TWO)
    assert (found.label, found.note) == (NOT_COMPARED, why)
    assert why in of_two(first, second, found, SIXTY_TWO)


def test_counts_of_people_of_two_places_are_never_compared(share: Make) -> None:
    backlog = load_catalogue()["CWT-62BACK"]
    assert backlog.unit.key == "people"
    assert difference_of(share("RHQ", 50, 100), share("RFF", 40, 100), backlog).note == COUNTS


def test_many_tests_together_ask_for_more(share: Make) -> None:
    first, second = share("RHQ", 770, 1000), share("RFF", 729, 1000)
    assert difference_of(first, second, SIXTY_TWO).label == "better"
    assert difference_of(first, second, SIXTY_TWO, level=1 - 0.05 / 8).label == CANNOT_TELL

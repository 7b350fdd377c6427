"""In whose sums a place is: by the month, by the year, and always."""

import duckdb
import pytest

from clearway.publications.disclosure.figures import Place
from clearway.publications.disclosure.parents import WINDOW, YEAR, parentage

ROWS = """
CREATE TABLE places AS SELECT * FROM (VALUES
    ('place', 'P1', '2025-04', 'E1', 'QA'),
    ('provider', 'RAA', '2025-03', 'E1', 'QA'), ('provider', 'RAA', '2025-04', 'E1', 'QA'),
    ('provider', 'RBB', '2025-04', 'E1', 'QA'), ('provider', 'RBB', '2025-05', 'E2', 'QB'),
    ('commissioner', '01A', '2025-04', 'E1', 'QA'), ('commissioner', '01A', '2025-05', 'E1', 'QB'),
    ('icb', 'QA', '2025-04', 'E1', 'QA')
) AS rows (kind, code, month, alliance, icb)
"""


@pytest.fixture(scope="module")
def parents():
    with duckdb.connect() as figures:
        figures.execute(ROWS)
        return parentage(figures)


def of_trust(code: str) -> Place:
    return Place("provider trusts", code)


E1, E2 = Place("alliance trusts", "E1"), Place("alliance trusts", "E2")
RESIDENTS, BOARD_A, BOARD_B = (
    Place("alliance residents", "E1"),
    Place("icb residents", "QA"),
    Place("icb residents", "QB"),
)


def test_a_trust_is_in_the_sum_of_its_alliance_of_the_month_or_of_a_day_in_it(parents) -> None:
    assert parents(of_trust("RBB"), "2025-04") == [E1]
    assert parents(of_trust("RBB"), "2025-05") == [E2]
    assert parents(of_trust("RBB"), "2025-05-31") == [E2]
    assert parents(of_trust("RBB"), "2025-06") == []


def test_a_commissioner_is_in_the_sums_of_its_alliance_and_of_its_board(parents) -> None:
    assert parents(Place("commissioner residents", "01A"), "2025-04") == [RESIDENTS, BOARD_A]


def test_in_a_year_a_place_is_in_the_sums_it_was_in_all_year(parents) -> None:
    assert parents(of_trust("RAA"), f"{YEAR}2025-26") == [E1]
    assert parents(of_trust("RAA"), f"{YEAR}2024-25") == [E1]
    assert parents(of_trust("RBB"), f"{YEAR}2025-26") == []
    assert parents(Place("commissioner residents", "01A"), f"{YEAR}2025-26") == [RESIDENTS]


def test_over_the_newest_months_a_place_is_in_the_sums_it_always_was_in(parents) -> None:
    assert parents(of_trust("RAA"), WINDOW) == [E1]
    assert parents(of_trust("RBB"), WINDOW) == []
    assert parents(of_trust("RZZ"), WINDOW) == []
    assert parents(of_trust("RAA"), "2011-12") == []


def test_other_kinds_of_place_are_in_no_sum(parents) -> None:
    assert parents(Place("icb residents", "QA"), "2025-04") == []

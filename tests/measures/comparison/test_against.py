"""Places held against their alliance, or against those most like them: one sum, one set of labels, few false ones."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import Against, Circle, circle_of, compared_in
from clearway.measures.comparison.against import FEW, NO_ALLIANCE, NO_NEIGHBOURS, NO_SUM
from clearway.measures.comparison.sentences import of_peers
from clearway.standards.organisations import load_organisations

SIXTY_TWO = load_catalogue()["CWT-62D"]
RATE = replace(SIXTY_TWO, unit=load_catalogue()["PRE-INC"].unit)
DAY = date(2025, 3, 31)
SOUTH_YORKSHIRE = ("RCU", "RFF", "RFR", "RHQ", "RP5")
TRUSTS = (*SOUTH_YORKSHIRE, "RAE", "RWY", "RXF", "RR8", "RM1", "UNKNOWN")
OURS = Circle(Against.ALLIANCE, "South Yorkshire and Bassetlaw", frozenset(SOUTH_YORKSHIRE))


def test_the_circle_of_an_alliance_holds_the_trusts_that_it_counts_on_the_day() -> None:
    found = circle_of(Against.ALLIANCE, "provider", "RFF", DAY, TRUSTS, load_organisations())
    assert found.members == set(SOUTH_YORKSHIRE)
    assert found.name == "South Yorkshire and Bassetlaw"


def test_the_circle_of_neighbours_holds_the_place_itself_and_those_most_like_it() -> None:
    found = circle_of(Against.NEIGHBOURS, "provider", "RFF", DAY, TRUSTS, load_organisations())
    assert "RFF" in found.members
    assert "RFR" in found.members
    assert "UNKNOWN" not in found.members
    assert found.name == "Barnsley Hospital and its statistical neighbours together"


def test_boards_stand_in_a_circle_under_whichever_code_a_publisher_wrote() -> None:
    found = circle_of(Against.NEIGHBOURS, "icb", "QF7", DAY, ("QF7", "QWO", "QE1"), load_organisations())
    assert {"QF7", "QWO"} <= found.members


@pytest.mark.parametrize(
    ("against", "level", "area", "note"),
    [
        (Against.ALLIANCE, "region", "Y63", NO_ALLIANCE),
        (Against.ALLIANCE, "provider", "UNKNOWN", NO_ALLIANCE),
        (Against.NEIGHBOURS, "practice", "C85001", NO_NEIGHBOURS),
        (Against.NEIGHBOURS, "provider", "XXX", "no area or trust of this code is known"),
    ],
)
def test_where_there_is_no_circle_it_says_why(against: Against, level: str, area: str, note: str) -> None:
    found = circle_of(against, level, area, DAY, TRUSTS, load_organisations())
    assert found.members == frozenset()
    assert found.note == note
    assert compared_in(found, [], SIXTY_TWO).note == note


def test_places_are_held_against_the_sum_of_their_circle_with_themselves_in_it(share: Make) -> None:
    values = [share("RFF", 6, 10), share("RHQ", 714, 1020), share("RFR", 95, 100), share("RAE", 1, 1000)]
    found = compared_in(OURS, values, SIXTY_TWO)
    assert found.peers is not None
    assert found.peers.benchmark == pytest.approx(815 / 1130)
    assert [one.value.area for one in found.peers.peers] == ["RFF", "RHQ", "RFR"]
    assert [one.label for one in found.peers.peers] == ["too few to say", "no different", "better"]
    assert found.share("RHQ") == pytest.approx(1020 / 1130)
    assert found.share("RAE") == 0
    assert of_peers(found.peers, "trusts").startswith(
        "Of 3 trusts, 1 is better than South Yorkshire and Bassetlaw. For 1 there are too few people to say"
    )


@pytest.mark.slow
def test_equal_places_are_falsely_labelled_in_at_most_one_circle_of_twenty_however_large_one_of_them_is(
    share: Make,
) -> None:
    random = np.random.default_rng(8)
    sets, falsely = 300, 0
    sizes = {"RCU": 40, "RFF": 200, "RFR": 200, "RHQ": 2_000, "RP5": 400}
    for _ in range(sets):
        values = [share(area, float(random.binomial(size, 0.7)), size) for area, size in sizes.items()]
        found = compared_in(OURS, values, SIXTY_TWO).peers
        falsely += bool(found and found.labelled)
    assert falsely / sets <= 0.05 + 2 * (0.05 * 0.95 / sets) ** 0.5


def test_crude_rates_have_a_sum_and_values_without_counts_have_none(share: Make) -> None:
    rates = [
        share("RFF", 100, 50_000, value=200.0, lower=163.0, upper=243.0),
        share("RHQ", 600, 150_000, value=400.0, lower=369.0, upper=433.0),
    ]
    found = compared_in(OURS, rates, RATE)
    assert found.peers is not None
    assert found.peers.benchmark == pytest.approx(350.0)
    standardised = [replace(one, value=(one.value or 0) * 1.2) for one in rates]
    assert compared_in(OURS, standardised, RATE).note == NO_SUM
    printed = [replace(share(area, 6, 10), numerator=None, denominator=None) for area in ("RFF", "RHQ")]
    assert compared_in(OURS, printed, SIXTY_TWO).note == NO_SUM


def test_one_place_alone_is_no_circle(share: Make) -> None:
    assert compared_in(OURS, [share("RFF", 60, 100), share("RAE", 60, 100)], SIXTY_TWO).note == FEW

"""Areas against a benchmark: told apart only beyond chance, and "cannot tell" says how long until one can."""

from dataclasses import replace

import numpy as np
import pytest
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import peers_of
from clearway.measures.comparison.sentences import how_many_more, of_peers

SIXTY_TWO = load_catalogue()["CWT-62D"]
DIAGNOSTICS = load_catalogue()["DIA-DM01"]


def test_large_differences_are_told_and_small_numbers_are_not(share: Make) -> None:
    peers = peers_of(
        [share("RHQ", 550, 1000), share("RFF", 6, 10), share("RAL", 1410, 2000), share("RP5", 900, 1000)],
        SIXTY_TWO,
        benchmark=0.7,
        benchmark_name="England",
    )
    assert [one.label for one in peers.peers] == ["worse", "too few to say", "no different", "better"]
    assert peers.peers[1].more_periods is not None
    assert peers.peers[1].more_periods > 12
    assert of_peers(peers, "trusts").startswith("Of 4 trusts, 1 is better and 1 is worse than England. For 1 there are")


def test_where_low_is_good_a_high_share_is_worse(share: Make) -> None:
    (one,) = peers_of([share("RHQ", 300, 1000)], DIAGNOSTICS, benchmark=0.184, benchmark_name="England").peers
    assert one.label == "worse"


def test_people_of_no_known_area_are_never_compared(share: Make) -> None:
    peers = peers_of([share("UNKNOWN", 1, 100)], SIXTY_TWO, benchmark=0.7, benchmark_name="England")
    assert peers.peers == ()
    assert of_peers(peers, "trusts") == "No trusts can be compared."


def test_values_without_counts_are_compared_by_their_limits_and_say_how_many_chance_gives(share: Make) -> None:
    uncounted = {"numerator": None, "denominator": None}
    printed = [
        share(f"E{number}", 50, 100, value=value, lower=value - 0.05, upper=value + 0.05, **uncounted)
        for number, value in enumerate((0.3, 0.5, 0.7))
    ]
    without = share("E9", 50, 100, lower=None, upper=None, **uncounted)
    peers = peers_of([*printed, without], SIXTY_TWO, benchmark=0.5, benchmark_name="England")
    assert [one.label for one in peers.peers] == ["worse", "no different", "better", "not known"]
    assert round(peers.by_chance, 2) == 0.15


def test_equal_areas_are_falsely_labelled_in_at_most_one_set_of_twenty(share: Make) -> None:
    random = np.random.default_rng(7)
    sets = 200
    falsely = 0
    for _ in range(sets):
        drawn = random.binomial(80, 0.7, size=12)
        peers = peers_of(
            [share(f"T{at}", float(within), 80) for at, within in enumerate(drawn)],
            SIXTY_TWO,
            benchmark=0.7,
            benchmark_name="England",
        )
        falsely += bool(peers.labelled)
    assert falsely / sets <= 0.05 + 2 * (0.05 * 0.95 / sets) ** 0.5


def test_small_practices_are_drawn_towards_the_common_value_and_large_ones_stay(share: Make) -> None:
    practices = [share(f"P{number}", 40 + number, 100, area_type="practice") for number in range(0, 30, 3)]
    small = share("SMALL", 1, 5, area_type="practice")
    peers = peers_of([*practices, small], SIXTY_TWO, benchmark=0.55, benchmark_name="England").peers
    drawn = {one.value.area: one.shrunken for one in peers}
    assert all(drawn.values())
    assert drawn["SMALL"] is not None
    assert 0.45 < drawn["SMALL"].value < 0.6, "one of five says little: it stands near the others"
    trusts = peers_of([share("RHQ", 50, 100)], SIXTY_TWO, benchmark=0.55, benchmark_name="England").peers
    assert trusts[0].shrunken is None


def test_one_area_alone_is_told_of_by_its_name(share: Make) -> None:
    said = {}
    for part, whole in ((550, 1000), (6, 10), (1410, 2000)):
        peers = peers_of([share("RHQ", part, whole)], SIXTY_TWO, benchmark=0.7, benchmark_name="England")
        said[whole] = of_peers(peers, "trusts")
    assert said[1000] == "Trust RHQ is worse than England."
    assert said[2000] == "Trust RHQ cannot be told from England."
    assert said[10].startswith("Trust RHQ has too few people to be told from England; a difference could be told after")


def test_rates_with_counts_are_no_shares_and_are_compared_by_their_limits(share: Make) -> None:
    rate = load_catalogue()["OUT-MORTU75"]
    held = [
        share(f"E{number}", events, 100_000, value=float(events), lower=events - 50.0, upper=events + 50.0)
        for number, events in enumerate((500, 620, 700))
    ]
    peers = peers_of(held, rate, benchmark=612.0, benchmark_name="England")
    assert [one.label for one in peers.peers] == ["better", "no different", "worse"]
    assert peers.funnel is None


def test_it_is_said_what_small_units_are_drawn_to_and_how_many_people_that_counts_for(share: Make) -> None:
    random = np.random.default_rng(4)
    true = random.beta(30, 20, 60)
    practices = [
        share(f"P{number:02}", float(random.binomial(40, chance)), 40, area_type="practice")
        for number, chance in enumerate(true)
    ]
    peers = peers_of(practices, SIXTY_TWO, benchmark=0.6, benchmark_name="England")
    found = peers.shrinkage
    assert found is not None
    assert found.common == pytest.approx(0.6, abs=0.03)
    assert found.people == pytest.approx(50, rel=0.6)
    assert (found.level, found.note) == (0.95, "")
    assert found.people is not None
    first = peers.peers[0]
    assert first.shrunken is not None
    left = 40 / (40 + found.people)
    assert first.shrunken.value == pytest.approx(left * (first.value.value or 0) + (1 - left) * (found.common or 0))
    nearer = [abs(one.shrunken.value - chance) for one, chance in zip(peers.peers, true, strict=True) if one.shrunken]
    own = [abs((one.value.value or 0) - chance) for one, chance in zip(peers.peers, true, strict=True)]
    assert np.mean(nearer) < np.mean(own), "the drawn value lies nearer to the truth"


def test_practices_that_differ_no_more_than_chance_are_given_the_common_value(share: Make) -> None:
    practices = [share(f"P{number:02}", 24 + number % 2, 40, area_type="practice") for number in range(30)]
    peers = peers_of(practices, SIXTY_TWO, benchmark=0.6, benchmark_name="England")
    drawn = [one.shrunken.value for one in peers.peers if one.shrunken]
    assert len(drawn) == 30
    assert drawn == pytest.approx([24.5 / 40] * 30, abs=5e-4)


def test_fewer_than_five_practices_are_drawn_nowhere_and_it_is_said_why(share: Make) -> None:
    practices = [share(f"P{number}", 20, 40, area_type="practice") for number in range(3)]
    peers = peers_of(practices, SIXTY_TWO, benchmark=0.6, benchmark_name="England")
    assert peers.shrinkage is not None
    assert peers.shrinkage.common is None
    assert peers.shrinkage.note.startswith("fewer than 5 units")
    assert {one.shrunken for one in peers.peers} == {None}


def test_trusts_are_drawn_together_where_at_least_half_of_twenty_have_too_few_people(share: Make) -> None:
    small = [share(f"S{number:02}", 3 + number % 5, 10) for number in range(12)]
    large = [share(f"L{number:02}", 1_400 + number, 2_000) for number in range(10)]
    assert peers_of([*small, *large], SIXTY_TWO, benchmark=0.7, benchmark_name="England").shrinkage is not None
    assert peers_of([*small[:7], *large], SIXTY_TWO, benchmark=0.7, benchmark_name="England").shrinkage is None
    assert peers_of(large, SIXTY_TWO, benchmark=0.7, benchmark_name="England").shrinkage is None


def test_crude_rates_of_practices_are_drawn_together_on_the_scale_of_their_values(share: Make) -> None:
    rate = replace(SIXTY_TWO, unit=load_catalogue()["OUT-MORTU75"].unit)
    random = np.random.default_rng(6)
    practices = [
        share(f"P{number:02}", float(events), 8_000, value=events / 8_000 * 100_000, area_type="practice")
        for number, events in enumerate(random.poisson(random.gamma(20, 2, 40)))
    ]
    peers = peers_of(practices, rate, benchmark=500.0, benchmark_name="England")
    assert peers.shrinkage is not None
    assert peers.shrinkage.common == pytest.approx(500, rel=0.1)
    values = [one.shrunken.value for one in peers.peers if one.shrunken]
    assert len(values) == 40
    assert np.std(values) < np.std([one.value.value for one in peers.peers])


@pytest.mark.parametrize(
    ("periods", "words", "said"),
    [
        (1, "months", "1 more month"),
        (8.2, "months", "9 more months"),
        (24, "months", "24 more months"),
        (25, "months", "3 more years"),
        (373, "months", "32 more years"),
        (30, "years", "30 more years"),
    ],
)
def test_how_much_longer_is_told_in_whole_periods_and_many_months_in_years(periods, words, said):
    assert how_many_more(periods, words) == said

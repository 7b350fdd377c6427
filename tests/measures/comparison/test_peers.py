"""Areas against a benchmark: told apart only beyond chance, and "cannot tell" says how long until one can."""

import numpy as np
from tests.measures.comparison.conftest import Make

from clearway.measures.catalogue.load import load_catalogue
from clearway.measures.comparison import peers_of
from clearway.measures.comparison.sentences import of_peers

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

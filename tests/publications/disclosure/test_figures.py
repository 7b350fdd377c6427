"""Figures of places, periods and groups: which of them go, so that no sum gives one of them away."""

import pytest

from clearway.publications.disclosure.figures import Key, Place, hidden_figures, with_empty_groups
from clearway.stats.disclosure import LOCAL_BELOW_5

TRUSTS = [Place("provider", code) for code in ("RAA", "RBB", "RCC")]
ALLIANCE = Place("alliance", "E1")
OTHER = Place("alliance residents", "E1")
MAY, JUNE, YEAR = "2025-05", "2025-06", "2025"


def parents(place: Place, period: str) -> list[Place]:
    return [ALLIANCE] if place.kind == "provider" else []


def nowhere(place: Place, period: str) -> list[Place]:
    return []


def figures(*counts: int, period: str = MAY, group: str = "") -> dict[Key, tuple[float, ...]]:
    """People of each trust, and of the alliance."""
    of_trusts = {Key(place, period, group): (float(n),) for place, n in zip(TRUSTS, counts, strict=True)}
    return {**of_trusts, Key(ALLIANCE, period, group): (float(sum(counts)),)}


def names(found) -> list[tuple[str, str, str]]:
    return sorted((key.place.code, key.period, key.group) for key in found)


def test_a_small_figure_takes_the_smallest_beside_it_when_their_sum_is_shown() -> None:
    assert names(hidden_figures(figures(3, 12, 30), LOCAL_BELOW_5, parents)) == [("RAA", MAY, ""), ("RBB", MAY, "")]


def test_a_small_figure_goes_alone_where_no_sum_ties_it() -> None:
    assert names(hidden_figures(figures(3, 12, 30), LOCAL_BELOW_5, nowhere)) == [("RAA", MAY, "")]
    without_total = {key: people for key, people in figures(3, 12, 30).items() if key.place != ALLIANCE}
    assert names(hidden_figures(without_total, LOCAL_BELOW_5, parents)) == [("RAA", MAY, "")]


def test_nothing_small_hides_nothing_and_no_figures_hide_what_is_gone_already() -> None:
    assert hidden_figures(figures(9, 12, 30), LOCAL_BELOW_5, parents) == frozenset()
    gone = Key(TRUSTS[0], MAY)
    assert hidden_figures({}, LOCAL_BELOW_5, parents, gone=[gone]) == {gone}
    assert hidden_figures({}, LOCAL_BELOW_5, parents) == frozenset()


def test_months_are_tied_by_their_year() -> None:
    place = TRUSTS[0]
    held = {Key(place, MAY): (3.0,), Key(place, JUNE): (40.0,), Key(place, YEAR): (43.0,)}
    assert names(hidden_figures(held, LOCAL_BELOW_5, nowhere)) == [("RAA", MAY, "")]
    tied = hidden_figures(held, LOCAL_BELOW_5, nowhere, periods={MAY: YEAR, JUNE: YEAR})
    assert names(tied) == [("RAA", MAY, ""), ("RAA", JUNE, "")]


def test_groups_are_tied_by_everybody() -> None:
    place = TRUSTS[0]
    held = {Key(place, MAY, "men"): (2.0,), Key(place, MAY, "women"): (50.0,), Key(place, MAY): (52.0,)}
    assert names(hidden_figures(held, LOCAL_BELOW_5, nowhere)) == [("RAA", MAY, "men"), ("RAA", MAY, "women")]


def test_what_is_known_stays_and_what_is_gone_goes() -> None:
    rbb, rcc = (Key(place, MAY) for place in TRUSTS[1:])
    found = hidden_figures(figures(3, 12, 30), LOCAL_BELOW_5, parents, known=[rbb], gone=[rcc])
    assert names(found) == [("RAA", MAY, ""), ("RCC", MAY, "")]


def test_where_what_is_known_leaves_no_way_out_everything_else_goes() -> None:
    rbb, rcc, whole = Key(TRUSTS[1], MAY), Key(TRUSTS[2], MAY), Key(ALLIANCE, MAY)
    more = {**figures(3, 12, 30), **figures(50, 60, 70, period=JUNE)}
    found = hidden_figures(more, LOCAL_BELOW_5, parents, known=[rbb, rcc, whole])
    assert found == set(more) - {rbb, rcc, whole}


@pytest.mark.parametrize("kinds", [("provider", "commissioner"), ("commissioner", "provider")])
def test_two_kinds_of_place_that_sum_up_to_the_same_people_are_tied_without_their_sum(kinds) -> None:
    first, second = kinds
    held = {
        Key(Place(first, "A"), MAY): (3.0,),
        Key(Place(first, "B"), MAY): (40.0,),
        Key(Place(second, "C"), MAY): (20.0,),
        Key(Place(second, "D"), MAY): (23.0,),
        Key(Place(second, "D"), JUNE): (60.0,),
        Key(Place("other", "E"), MAY): (11.0,),
    }
    assert names(hidden_figures(held, LOCAL_BELOW_5, nowhere)) == [("A", MAY, "")]
    tied = hidden_figures(held, LOCAL_BELOW_5, nowhere, same=[("provider", "commissioner")])
    assert names(tied) == [("A", MAY, ""), ("C", MAY, "")]


def test_a_small_second_part_hides_a_figure_as_a_small_first_one_does() -> None:
    held = {
        Key(place, MAY): parts for place, parts in zip(TRUSTS, [(40.0, 2.0), (50.0, 9.0), (60.0, 30.0)], strict=True)
    }
    held[Key(ALLIANCE, MAY)] = (150.0, 41.0)
    assert names(hidden_figures(held, LOCAL_BELOW_5, parents)) == [("RAA", MAY, ""), ("RBB", MAY, "")]


def test_every_group_that_is_known_of_any_place_is_told_of_every_place_with_nobody_in_it() -> None:
    men, women = Key(TRUSTS[0], MAY, "men"), Key(TRUSTS[1], JUNE, "women")
    held = {men: (4.0, 1.0), women: (7.0, 2.0), Key(TRUSTS[0], MAY): (4.0, 1.0)}
    assert with_empty_groups(held) == {
        **held,
        Key(TRUSTS[0], MAY, "women"): (0.0, 0.0),
        Key(TRUSTS[1], JUNE, "men"): (0.0, 0.0),
    }

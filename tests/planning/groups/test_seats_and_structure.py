"""Seats, their sums and gaps; terms that are due; who answers to whom."""

from datetime import date

import pytest
from tests.shared import shared_path

from clearway.planning.groups.kinds import GroupKind, SeatKind
from clearway.planning.groups.review import Review, review_day, review_state
from clearway.planning.groups.seats import Seat, coverage, seat_sum, vacancies
from clearway.planning.groups.shipped import shipped_groups
from clearway.planning.groups.structure import Body, makes_a_ring, placed
from clearway.standards.strict import read_yaml


def seat(name: str, positions: int, held: int = 0) -> Seat:
    return Seat(name, SeatKind.CLINICAL, positions, held=held)


def test_a_stated_total_that_differs_from_the_sum_is_said_and_one_that_agrees_is_not():
    seats = [seat("a", 2), seat("b", 3)]
    assert seat_sum(6, seats).words == "6 seats are stated, and the seats listed add up to 5."
    assert seat_sum(5, seats).adds_up
    assert seat_sum(None, seats).words == ""


def test_vacant_positions_are_counted_seat_by_seat_and_one_held_by_too_many_hides_none():
    seats = [seat("a", 2, held=1), seat("b", 1, held=1), seat("c", 1, held=3)]
    assert [one.name for one in vacancies(seats)] == ["a"]
    assert seats[2].too_many == 2


def test_coverage_names_those_whom_nobody_speaks_for():
    found = coverage(["Barnsley", "Doncaster"], [["barnsley", "Barnsley"], ["Sheffield"], [""]])
    assert [(one.name, one.holders, one.is_gap) for one in found] == [
        ("Barnsley", 1, False),
        ("Doncaster", 0, True),
        ("Sheffield", 1, False),
    ]


def test_terms_are_due_a_year_on_and_overdue_the_day_after():
    assert review_day(date(2024, 2, 29)) == date(2025, 2, 28)
    due = review_day(date(2025, 6, 1))
    states = [review_state(due, one) for one in (date(2026, 4, 1), date(2026, 4, 2), due, date(2026, 6, 2))]
    assert states == [Review.NOT_DUE, Review.SOON, Review.SOON, Review.OVERDUE]


def test_every_body_stands_once_under_whom_it_answers_to():
    bodies = [Body("c", "C", "x", "b"), Body("a", "A", "x"), Body("b", "B", "x", "a"), Body("d", "D", "x", "gone")]
    assert [(one.body.key, one.level, one.row) for one in placed(bodies)] == [
        ("a", 0, 0),
        ("b", 1, 1),
        ("c", 2, 2),
        ("d", 0, 3),
    ]


def test_a_ring_is_seen_before_it_is_entered_and_loses_nobody_where_it_is_there():
    ring = [Body("a", "A", "x", "b"), Body("b", "B", "x", "a"), Body("c", "C", "x", "c")]
    assert {one.body.key for one in placed(ring)} == {"a", "b", "c"}
    assert makes_a_ring("a", "b", {"b": "a"})
    assert makes_a_ring("a", "a", {})
    assert not makes_a_ring("a", "b", {"b": ""})


def test_the_board_of_2016_states_35_seats_and_lists_36():
    board = shipped_groups("sybnd-2016").groups[0]
    assert board.kind is GroupKind.BOARD
    assert board.sum_of_seats.words == "35 seats are stated, and the seats listed add up to 36."
    assert len(board.tasks) == 10
    assert any("Performance-manage" in one for one in board.would_not)


def test_the_shipped_seats_are_those_of_the_source():
    path = shared_path("reference/sybnd-delivery-plan.yaml")
    told = read_yaml(path, path.parent).content["governance"]
    board = shipped_groups("sybnd-2016").groups[0]
    assert [one.positions for one in board.seats] == [one["positions"] for one in told["board_membership"]]
    assert (board.seats_stated, board.sum_of_seats.summed) == (told["board_total_stated"], told["board_total_summed"])
    assert list(board.accountable_to) == told["accountable_to"]


@pytest.mark.parametrize("key", ["executive", "people"])
def test_shipped_groups_answer_to_the_board(key):
    held = {one.key: one for one in shipped_groups("sybnd-2016").groups}
    assert held[key].parent == "board"

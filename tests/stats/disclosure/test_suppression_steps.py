"""The integer program of secondary suppression, piece by piece, on lists small enough to work out by hand."""

import numpy as np
import pytest

from clearway.stats.disclosure import secondary_suppression, with_totals
from clearway.stats.disclosure.suppression import CELLS, PEOPLE, _broken, _cheapest, _company, _cost
from clearway.stats.disclosure.table import relations


def test_a_cell_loses_one_and_a_little_by_its_people_a_total_as_much_as_all_it_is_made_of() -> None:
    table = with_totals([[1, 2], [3, 4]])
    assert table.sum() == 40
    weights = np.array([1, 1, 3, 1, 1, 3, 3, 3, 9])
    np.testing.assert_allclose(_cost(table.ravel(), (3, 3), CELLS), weights + table.ravel() / 41)
    assert _cost(table.ravel(), (3, 3), PEOPLE).tolist() == table.ravel().tolist()


def test_at_first_each_hidden_cell_needs_another_in_its_sum_that_can_be_hidden() -> None:
    found = _company(relations((4,)), np.array([True, False, True, True]))
    assert found.tolist() == [[-1, 0, 1, 1], [1, 0, -1, 1], [1, 0, 1, -1]]
    assert _company(relations((2,)), np.array([False, False])).shape == (0, 2)


def test_the_first_conditions_look_at_each_row_and_column_by_itself() -> None:
    found = _company(relations((2, 2)), np.ones(4, dtype=bool))
    assert found.tolist() == [
        [-1, 1, 0, 0], [1, -1, 0, 0], [0, 0, -1, 1], [0, 0, 1, -1],
        [-1, 0, 1, 0], [1, 0, -1, 0], [0, -1, 0, 1], [0, 1, 0, -1],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("spare", "places"),
    [((2, 3), []), ((2, 2), [0, 1]), ((0, 4), [0, 1]), ((5, 0), [])],
    ids=["a range of five", "a range of four", "only one can move, by four", "only one can move, by five"],
)
def test_a_range_below_the_width_breaks_the_choice(spare, places) -> None:
    """Two hidden numbers of a list move against each other: together as far as both can fall."""
    hidden = np.array([True, True, False, False])
    found = _broken(relations((4,)), np.array([*spare, 20.0, 25.0]), hidden, 5.0)
    assert [int(np.argmin(condition)) for condition in found] == places


def test_a_condition_says_how_much_room_each_other_cell_would_give() -> None:
    """A lone hidden number needs 5: of the third cell 5 up and 1 down are to be had, more than 5 do not count."""
    hidden = np.array([True, False, False, False])
    found = _broken(relations((4,)), np.array([2.0, 0.0, 1.0, 0.0]), hidden, 5.0)
    assert [condition.tolist() for condition in found] == [[-5, 5, 5, 5]]


def test_of_two_choices_that_hold_the_one_of_fewer_people_is_made() -> None:
    choice = _cheapest(np.array([1.2, 1.1, 1.3]), np.array([True, False, False]), np.ones(3, dtype=bool), np.empty(0))
    assert choice.tolist() == [True, False, False]
    company = np.array([[-1.0, 1.0, 1.0]])
    choice = _cheapest(np.array([1.2, 1.1, 1.3]), np.array([True, False, False]), np.ones(3, dtype=bool), company)
    assert choice.tolist() == [True, True, False]


def test_half_cells_are_no_choice() -> None:
    """Two halves would do if cells could be hidden by halves, at a loss of 1.5 and not 2."""
    triangle = np.array([[1.0, 1, 0], [0, 1, 1], [1, 0, 1]])
    conditions = np.column_stack([triangle, -np.ones(3)])
    wanted = np.array([False, False, False, True])
    choice = _cheapest(np.array([1.0, 1.1, 1.2, 0.0]), wanted, np.ones(4, dtype=bool), conditions)
    assert choice.tolist() == [True, True, False, True]


def test_no_choice_at_all_is_said() -> None:
    with pytest.raises(RuntimeError, match="No choice of cells"):
        _cheapest(np.ones(2), np.array([True, False]), np.array([True, False]), np.array([[-1.0, 1.0]]))


def test_the_loss_is_counted_in_cells_unless_in_people() -> None:
    """Beside the 3, the total of the pair costs more cells; the two of them more people."""
    cells = with_totals([[3, 30, 30], [30, 6, 30], [30, 30, 30]])
    small = cells == 3
    assert secondary_suppression(cells, small, width=5, loss=CELLS).sum() == 4
    assert (
        secondary_suppression(cells, small, width=5).tolist()
        == secondary_suppression(cells, small, width=5, loss="cells").tolist()
    )
    by_people = secondary_suppression(cells, small, width=5, loss="people")
    assert by_people[:3, :3].tolist() == [[True, True, False], [True, True, False], [False, False, False]]


def test_a_whole_person_is_the_least_of_a_hidden_number_unless_said() -> None:
    """3 and 3 are each known to lie from 1 to 5, a range of 4; in steps of a half from 0.5 to 5.5."""
    cells = with_totals([3, 3, 40])
    small = np.array([True, True, False, False])
    assert secondary_suppression(cells, small, width=5).tolist() == [True, True, True, False]
    assert secondary_suppression(cells, small, width=5, step=0.5).tolist() == [True, True, False, False]


def test_missing_counts_are_neither_people_nor_hidden() -> None:
    cells = with_totals([3, None, 12])
    assert secondary_suppression(cells, cells == 3, width=5).tolist() == [True, False, True, False]

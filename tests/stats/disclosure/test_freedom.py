"""How far hidden numbers can move, on a list small enough to work out by hand."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from clearway.stats.disclosure import freedom
from clearway.stats.disclosure.freedom import furthest, too_narrow

LIST = csr_matrix(np.array([[1.0, 1.0, 1.0, -1.0]]))
"""Three cells and their total."""
CAP = 5.0


def people(*counts: float) -> np.ndarray:
    return np.array([*counts, sum(counts)], dtype=float)


def hidden(*places: int) -> np.ndarray:
    return np.isin(np.arange(4), places)


def test_a_number_moves_up_as_far_as_another_can_go_down() -> None:
    found = furthest(LIST, people(3, 2, 20), hidden(0, 1), 0, 1.0, CAP)
    assert found.distance == pytest.approx(2)
    np.testing.assert_allclose(found.move, [2, -2])


def test_a_number_moves_down_to_nobody_and_up_to_the_cap() -> None:
    held = people(3, 9, 20)
    assert furthest(LIST, held, hidden(0, 1), 0, -1.0, CAP).distance == pytest.approx(3)
    assert furthest(LIST, held, hidden(0, 1), 0, 1.0, CAP).distance == pytest.approx(CAP)
    assert furthest(LIST, held, hidden(0, 1), 1, -1.0, CAP).distance == pytest.approx(CAP)


def test_a_lone_number_cannot_move_and_each_other_cell_says_how_much_it_would_give() -> None:
    up = furthest(LIST, people(3, 2, 20), hidden(0), 0, 1.0, CAP)
    assert up.distance == pytest.approx(0)
    np.testing.assert_allclose(up.room, [0, 2, CAP, CAP])
    down = furthest(LIST, people(3, 1, 0), hidden(0), 0, -1.0, CAP)
    np.testing.assert_allclose(down.room, [0, CAP, CAP, 4])


@pytest.mark.parametrize("tries", [0, freedom.TRIES])
@pytest.mark.parametrize(
    ("counts", "needed", "narrow"),
    [
        ((3, 7, 20), (5, 1, 0, 0), []),
        ((3, 1, 20), (5, 1, 0, 0), [0]),
        ((3, 1, 20), (4, 4, 0, 0), []),
        ((3, 1, 20), (4.1, 4.1, 0, 0), [0, 1]),
        ((0, 4, 20), (5, 4, 0, 0), [0]),
        ((4, 0, 20), (4, 5, 0, 0), [1]),
    ],
)
def test_a_number_is_too_narrow_below_what_it_needs_however_its_room_is_found(
    counts, needed, narrow, tries, monkeypatch
) -> None:
    monkeypatch.setattr(freedom, "TRIES", tries)
    assert too_narrow(LIST, people(*counts), hidden(0, 1), np.array(needed), CAP) == narrow


@pytest.mark.parametrize("tries", [0, freedom.TRIES])
def test_a_lone_number_has_no_room_at_all(tries, monkeypatch) -> None:
    monkeypatch.setattr(freedom, "TRIES", tries)
    assert too_narrow(LIST, people(3, 7, 20), hidden(1), np.array([0, 1.0, 0, 0]), CAP) == [1]
    assert too_narrow(LIST, people(3, 7, 20), hidden(1), np.zeros(4), CAP) == []


def test_a_sum_of_shown_cells_alone_is_no_condition() -> None:
    sums = csr_matrix(np.array([[1.0, 1.0, 0, -1.0, 0], [0, 0, 1.0, 0, -1.0]]))
    held = np.array([3.0, 7, 20, 10, 20])
    found = furthest(sums, held, np.isin(np.arange(5), (0, 1)), 0, 1.0, CAP)
    assert found.distance == pytest.approx(CAP)
    np.testing.assert_allclose(found.room[[2, 4]], 0)


def counted(monkeypatch) -> list:
    """Every linear program from here on."""
    solved: list = []
    moved = freedom._Hidden.moved
    monkeypatch.setattr(freedom._Hidden, "moved", lambda held, goal: solved.append(goal) or moved(held, goal))
    return solved


def test_most_numbers_are_found_wide_enough_by_a_few_programs_and_not_by_one_each(monkeypatch) -> None:
    sums = csr_matrix(np.array([[1.0] * 60 + [-1.0]]))
    held = np.array([8.0] * 60 + [480.0])
    solved = counted(monkeypatch)
    assert too_narrow(sums, held, np.arange(61) < 60, np.full(61, CAP), CAP) == []
    assert len(solved) == 2


def test_who_has_room_already_is_not_asked_again(monkeypatch) -> None:
    """3 of 4 and 8: enough at once, both ways, for the larger; the nobody beside them needs nothing."""
    monkeypatch.setattr(freedom, "TRIES", 0)
    solved = counted(monkeypatch)
    assert too_narrow(LIST, people(8, 3, 9), hidden(0, 1), np.array([CAP, 0, 0, 0]), CAP) == []
    assert [goal.tolist() for goal in solved] == [[1, 0], [-1, 0]]
    solved.clear()
    assert too_narrow(LIST, people(8, 7, 9), hidden(0, 1), np.array([CAP, 0, 0, 0]), CAP) == []
    assert [goal.tolist() for goal in solved] == [[1, 0]]


def test_where_no_numbers_fit_that_is_said() -> None:
    """Both would have to rise, as nobody is below zero, and their sum is shown."""
    with pytest.raises(RuntimeError, match="could not be worked out"):
        furthest(LIST, people(-3, -2, 20), hidden(0, 1), 0, 1.0, CAP)

"""Work in a child ends with an answer, whatever it does."""

import pytest

from tests.mutation.forks import Task, answers_of


def endless() -> dict:
    while True:
        pass


def broken() -> dict:
    raise LookupError("nothing there")


def test_each_task_answers_for_itself_and_changes_nothing_here():
    here = []
    tasks = [Task(number, lambda number=number: here.append(number) or {"twice": 2 * number}, 5) for number in range(5)]
    assert dict(answers_of(tasks, 2)) == {number: {"twice": 2 * number} for number in range(5)}
    assert here == []


def test_a_task_that_fails_says_how():
    ((name, answer),) = answers_of([Task("one", broken, 5)], 1)
    assert name == "one"
    assert "nothing there" in answer["raised"]


@pytest.mark.slow
def test_a_task_that_does_not_end_is_stopped_by_its_seconds_of_the_processor():
    assert list(answers_of([Task("endless", endless, 0.1)], 1)) == [("endless", {"stopped": True})]

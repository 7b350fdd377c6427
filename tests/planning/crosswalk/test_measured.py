"""Suggested matches against the recommendation numbers that the plan prints."""

from pathlib import Path

from tests.planning.crosswalk.measuring import at_cut, by_chance, first_right, models, tasks, words
from tests.planning.crosswalk.report import page

PAGE = Path(__file__).resolve().parents[3] / "docs" / "crosswalk-measured.md"


def test_rows_that_print_the_same_number_are_suggested_and_others_seldom() -> None:
    task = tasks()[0]
    told = at_cut(task, words(task.asked, task.answering), 0.2)
    assert told.recall > 0.9
    assert (told.precision or 0) > 0.9


def test_a_deliverable_of_the_workstream_that_prints_the_number_stands_first_far_oftener_than_by_chance() -> None:
    task = tasks()[1]
    assert first_right(task, words(task.asked, task.answering), 1) > 2.5 * by_chance(task, 1)


def test_no_model_that_was_tried_is_better_on_what_is_printed() -> None:
    for task in tasks()[:2]:
        ours = first_right(task, words(task.asked, task.answering), 1)
        assert all(one["first_right"][task.name][0] <= ours for one in models())  # type: ignore[index]


def test_the_numbers_take_no_part_in_the_matching() -> None:
    for task in tasks()[:2]:
        assert not any(f"({number}" in one.text for one in task.answering for number in one.recommendations)


def test_the_page_tells_what_is_measured_now() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run scripts/write_planning_measures.py"

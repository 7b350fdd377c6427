"""The grid of half-years and the matrix of what is asked and what answers it."""

import yaml

from clearway.planning.alignment import coverage_of
from clearway.planning.changes import changes_between
from clearway.planning.grid import grid_of
from clearway.planning.shipped import framework_of, frameworks, plan_of_2017, plan_of_2025
from clearway.planning.telling import coverage_lines, grid_lines, grid_rows
from tests.planning.plans import altered_2017, deliverable_in, plan, small
from tests.shared import shared_path


def test_the_grid_has_the_priorities_and_marks_of_the_source():
    source = yaml.safe_load(shared_path("reference/sybnd-delivery-plan.yaml").read_text(encoding="utf-8"))
    rows = grid_rows(grid_of(plan_of_2017()))
    assert rows["columns"] == source["sequence_columns"]
    printed = {row["id"]: row["marks"] for row in rows["rows"] if row["kind"] == "priority"}
    assert printed == {one["id"]: one["sequence"] for one in source["priorities"]}
    assert all(row["basis"] == "printed" for row in rows["rows"] if row["kind"] == "priority")


def test_deliverables_inherit_marks_as_our_reading_and_say_from_what():
    grid = grid_of(plan_of_2017())
    for wanted, row, words in (
        ("D1.1", "PR1", "as PR1"),
        ("D3.3", "PR3", "D3.2, its parent"),
        ("D1.5", "PR2b", "D2.5"),
    ):
        assert grid.row(wanted).marks == grid.row(row).marks
        assert grid.row(wanted).basis.startswith("our reading")
        assert words in grid.row(wanted).basis
    assert not any(grid.row("D4.2").marks)
    assert grid.row("D4.2").basis == ""


def test_every_deliverable_stands_in_the_grid_once():
    assert sorted(row.id for row in grid_of(plan_of_2017()).deliverables) == sorted(
        one.id for one in plan_of_2017().deliverables
    )


def test_parents_that_name_each_other_have_no_marks_and_no_end_is_hunted_for():
    content = small(priorities=[])
    deliverable_in(content, "D1")["parent"] = "D2"
    content["workstreams"][0]["deliverables"].append({"id": "D2", "title": "x", "parent": "D1"})
    assert not any(any(row.marks) for row in grid_of(plan(content)).rows)


def test_a_deliverable_that_no_row_names_has_the_marks_of_its_milestones():
    row = grid_of(plan_of_2025()).row("NCLP-1")
    assert row.marks == (True, True)
    assert row.basis == "our reading: when its milestones are due"


def test_the_grid_in_text_has_a_line_for_each_row_and_signs_for_marks():
    lines = list(grid_lines(grid_of(plan_of_2017())))
    assert len(lines) == 1 + 5 + 25
    assert next(line for line in lines if line.startswith("PR3")).count("●") == 4


def test_the_matrix_tells_who_answers_what_and_how_we_know():
    coverage = coverage_of(plan_of_2017(), framework_of(plan_of_2017()))
    rows = {row.asked.id: row for row in coverage.rows}
    assert [one.deliverable for one in rows["recommendation 24"].answers] == ["D2.6", "D2.9"]
    assert rows["recommendation 65"].answers[0].basis.startswith("inferred")
    assert rows["A-EDX-9"].answer("D1.1").basis == ""
    assert "another number" in rows["A-TRT-5"].answer("D1.1").basis
    assert rows["recommendation 39"].is_orphan
    assert {one.id for one in coverage.unasked} == {"D3.2", "D3.5"}
    assert any("nothing answers it" in line for line in coverage_lines(coverage))


def test_the_modern_plan_answers_objectives_of_today():
    coverage = coverage_of(plan_of_2025(), framework_of(plan_of_2025()))
    rows = {row.asked.id: row for row in coverage.rows}
    assert rows["N25-D2"].answer("NCLP-5") is not None
    assert [one.id for one in coverage.unasked] == ["NCLP-12"]


def test_measures_of_the_modern_plan_come_from_the_objectives_it_serves():
    held = next(one for one in plan_of_2025().deliverables if one.id == "NCLP-5")
    objective = frameworks()["national-objectives-2025"].item("N25-D2")
    assert held.measures == objective.measures
    assert plan_of_2025().meta.linkage_basis.startswith("Workstreams and measures are our reading")


def test_what_changed_between_two_versions_is_told_row_by_row():
    content = altered_2017()
    deliverable_in(content, "D4.2")["title"] = "Something else"
    deliverable_in(content, "DE.2")["activities"].pop()
    deliverable_in(content, "DE.2")["activities"].append({"id": "ACE.2.9", "text": "New"})
    content["priorities"][0]["sequence"] = [1, 1, 1, 0, 0, 0, 0, 0]
    assert list(changes_between(plan_of_2017(), plan(content))) == [
        "PR1 changed: sequence",
        "D4.2 changed: title",
        "ACE.2.9 was added: New",
        "ACE.2.3 was left out: Explore one common web-based cancer record",
    ]
    assert list(changes_between(plan_of_2017(), plan_of_2017())) == []

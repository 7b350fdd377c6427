"""Findings about a plan are worked out from it: an altered plan has other findings."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.measures.catalogue import load_catalogue
from clearway.planning.checks import check_plan
from clearway.planning.shipped import framework_of, frameworks, plan_of_2017, plan_of_2025
from clearway.planning.structure import Plan
from tests.planning.plans import altered_2017, deliverable_in, plan, small

MEASURES = frozenset(one.id for one in load_catalogue())


def found(held: Plan, code: str) -> list[str]:
    """The subjects of the findings of a code."""
    return [one.subject for one in check_plan(held, framework_of(held), MEASURES) if one.code == code]


def subjects(content: dict[str, Any], code: str) -> list[str]:
    return found(plan(content), code)


def test_recommendations_39_46_and_62_are_printed_and_nothing_answers_them():
    assert found(plan_of_2017(), "PLAN-REC-NO-DELIVERABLE") == [
        "recommendation 39",
        "recommendation 46",
        "recommendation 62",
    ]


def test_recommendation_38_has_a_deliverable_whose_activities_are_for_others():
    assert found(plan_of_2017(), "PLAN-REC-NO-ACTIVITY") == ["recommendation 38"]
    content = altered_2017()
    deliverable_in(content, "D3.6")["activities"].append({"id": "AC3.6.4", "text": "x", "recommendations": [38]})
    assert subjects(content, "PLAN-REC-NO-ACTIVITY") == []


@given(st.sampled_from(sorted({n for one in plan_of_2017().workstreams for n in one.recommendations_printed})))
def test_a_recommendation_taken_from_its_deliverables_is_found_missing(number):
    content = altered_2017()
    for workstream in content["workstreams"]:
        for one in workstream["deliverables"]:
            one["recommendations"] = [held for held in one.get("recommendations", []) if held != number]
            for activity in one.get("activities", []):
                activity["recommendations"] = [held for held in activity.get("recommendations", []) if held != number]
    assert f"recommendation {number}" in subjects(content, "PLAN-REC-NO-DELIVERABLE")


def test_a_recommendation_that_gets_a_deliverable_with_an_activity_is_found_no_longer():
    content = altered_2017()
    deliverable_in(content, "D3.5")["recommendations"] = [39]
    assert subjects(content, "PLAN-REC-NO-DELIVERABLE") == ["recommendation 46", "recommendation 62"]


def test_a_number_that_no_workstream_prints_says_how_it_is_known():
    content = altered_2017()
    gaps = [one for one in check_plan(plan(content), None) if one.code == "PLAN-REC-NOT-PRINTED"]
    assert {one.subject for one in gaps} == {f"recommendation {number}" for number in (57, 60, 65, 67, 75)}
    assert all("inferred from Annex A" in one.message for one in gaps)


def test_seats_stated_as_35_add_up_to_36():
    gaps = [one for one in check_plan(plan_of_2017(), None) if one.code.startswith("PLAN-SEAT")]
    assert [(one.code, "35 seats" in one.message, "36" in one.message) for one in gaps] == [("PLAN-SEATS", True, True)]


@given(st.integers(1, 9), st.integers(0, 18))
def test_seats_are_added_up_anew_each_time(positions, place):
    content = altered_2017()
    seats = content["governance"]["board_membership"]
    seats[place]["positions"] = positions
    summed = sum(one["positions"] for one in seats)
    content["governance"]["board_total_stated"] = summed
    assert subjects(content, "PLAN-SEATS") == []
    assert bool(subjects(content, "PLAN-SEATS-SUM")) == (summed != 36)
    content["governance"]["board_total_stated"] = summed + 1
    assert subjects(content, "PLAN-SEATS") == ["board seats"]


def test_an_activity_due_after_the_half_years_of_its_deliverable_is_found():
    assert found(plan_of_2017(), "PLAN-DUE-OUTSIDE-SEQUENCE") == ["AC2.8.5"]
    content = altered_2017()
    content["priorities"][2]["sequence"] = [1, 1, 1, 0, 0, 0, 0, 0]
    assert subjects(content, "PLAN-DUE-OUTSIDE-SEQUENCE") == []


@given(st.integers(2010, 2030), st.integers(1, 4))
def test_a_date_is_inside_its_marks_outside_them_or_outside_the_plan(begins, quarter):
    content = small()
    deliverable_in(content, "D1")["activities"][0]["due"] = {
        "quarter": f"Q{quarter}",
        "year": f"{begins}/{(begins + 1) % 100:02d}",
    }
    is_in_plan = begins in (2024, 2025)
    is_marked = (begins, quarter) in {(2024, 1), (2024, 2), (2025, 3), (2025, 4)}
    assert subjects(content, "PLAN-DUE-OUTSIDE-PLAN") == ([] if is_in_plan else ["A1"])
    assert subjects(content, "PLAN-DUE-OUTSIDE-SEQUENCE") == (["A1"] if is_in_plan and not is_marked else [])


def test_a_quarter_without_its_year_is_found():
    content = small()
    deliverable_in(content, "D1")["activities"][0]["due"] = {"quarter": "Q4"}
    assert subjects(content, "PLAN-DUE-NO-YEAR") == ["A1"]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("owner", {"role": "Programme lead"}, "PLAN-DELIVERABLE-NO-OWNER"),
        ("measures", ["CWT-62D"], "PLAN-DELIVERABLE-NO-MEASURE"),
        (
            "money",
            [{"id": "m", "stream": "revenue", "quarter": "2024/25 Q1", "planned": 0}],
            "PLAN-DELIVERABLE-NO-MONEY",
        ),
    ],
)
def test_a_deliverable_without_owner_measure_or_money_is_found_until_it_has_one(key, value, code):
    content = small()
    assert subjects(content, code) == ["D1"]
    deliverable_in(content, "D1")[key] = value
    assert subjects(content, code) == []


def test_a_measure_that_an_activity_names_counts_and_one_that_nobody_knows_is_found():
    assert "D1.2" not in found(plan_of_2017(), "PLAN-DELIVERABLE-NO-MEASURE")
    assert len(found(plan_of_2017(), "PLAN-DELIVERABLE-NO-MEASURE")) == 24
    content = small()
    deliverable_in(content, "D1")["measures"] = ["NO-SUCH"]
    assert subjects(content, "PLAN-MEASURE-UNKNOWN") == ["D1"]


def test_deliverables_that_no_row_names_have_no_marks_and_rows_that_name_none_are_found():
    assert len(found(plan_of_2017(), "PLAN-DELIVERABLE-UNMARKED")) == 10
    content = small()
    content["priorities"][0]["deliverables"] = []
    assert subjects(content, "PLAN-PRIORITY-EMPTY") == ["P1"]
    assert subjects(content, "PLAN-DELIVERABLE-UNMARKED") == ["D1"]


@pytest.mark.parametrize(
    ("alter", "who"),
    [
        (lambda one: one["activities"][0].update(same_as="A9"), "A1"),
        (lambda one: one["activities"][0].update({"with": "W9"}), "A1"),
        (lambda one: one.update(parent="D9"), "D1"),
        (lambda one: one.update(parent="D1"), "D1"),
        (lambda one: one.update(delivered_in="D9"), "D1"),
        (lambda one: one.update(depends_on=["D9"]), "D1"),
        (lambda one: one.update(aims=["SA9"]), "D1"),
    ],
)
def test_a_reference_that_leads_nowhere_is_found(alter, who):
    content = small()
    assert subjects(content, "PLAN-NOWHERE") == []
    alter(deliverable_in(content, "D1"))
    assert subjects(content, "PLAN-NOWHERE") == [who]


def test_an_item_that_the_framework_does_not_have_is_found():
    assert found(plan_of_2017(), "PLAN-NOWHERE") == []
    content = altered_2017()
    deliverable_in(content, "D1.1")["ambitions"] = ["A-EDX-99"]
    assert subjects(content, "PLAN-NOWHERE") == ["D1.1"]


def test_national_work_that_only_unserved_achievements_wait_for_is_found():
    assert found(plan_of_2017(), "PLAN-NATIONAL-UNUSED") == ["N-ENB-3"]
    content = altered_2017()
    deliverable_in(content, "DE.1")["achievements"] = ["L-ENB-1", "L-ENB-2", "L-ENB-4"]
    assert subjects(content, "PLAN-NATIONAL-UNUSED") == []
    content = altered_2017()
    for workstream in content["workstreams"]:
        for one in workstream["deliverables"]:
            one.pop("achievements", None)
    assert len(subjects(content, "PLAN-NATIONAL-UNUSED")) == len(frameworks()["taskforce-2016"].interdependencies)


def test_orphans_are_found_both_ways_and_a_link_mends_both():
    assert found(plan_of_2017(), "PLAN-DELIVERABLE-UNASKED") == ["D3.2", "D3.5"]
    assert "L-TRT-4" in found(plan_of_2017(), "PLAN-ASKED-UNANSWERED")
    content = altered_2017()
    deliverable_in(content, "D3.2")["achievements"] = ["L-TRT-4"]
    assert subjects(content, "PLAN-DELIVERABLE-UNASKED") == []
    assert "L-TRT-4" not in subjects(content, "PLAN-ASKED-UNANSWERED")


def test_an_objective_that_is_not_verified_says_so_and_one_only_watched_is_not_asked_of_the_plan():
    gaps = check_plan(plan_of_2025(), framework_of(plan_of_2025()))
    said = {one.subject: one.message for one in gaps if one.code == "PLAN-ASKED-UNANSWERED"}
    assert "not verified" in said["N26-P2"]
    assert "not verified" not in said["N29-P2"]
    assert "NCP-D1" not in said


def test_what_was_due_before_a_plan_began_is_found():
    assert "NCLP-6-M1" in found(plan_of_2025(), "PLAN-DUE-OUTSIDE-PLAN")


def test_every_finding_names_its_subject_and_how_to_mend_it():
    for held in (plan_of_2017(), plan_of_2025()):
        for one in check_plan(held, framework_of(held), MEASURES):
            assert one.code.startswith("PLAN-")
            assert all((one.subject, one.message, one.mend))

"""Small plans for tests, and the shipped one with something altered."""

from copy import deepcopy
from typing import Any

from clearway.planning.reading import plan_of
from clearway.planning.shipped import plan_of_2017
from clearway.planning.structure import Plan
from clearway.planning.writing import plan_content


def small(words: str = "A test for all", **changes: Any) -> dict[str, Any]:
    """The content of a plan of one workstream, one deliverable and one activity, with words somebody typed."""
    return {
        "meta": {"id": "small", "title": "A small plan", "period": {"from": "2024/25", "to": "2025/26"}},
        "sequence_columns": ["2024/25 Q1-2", "2024/25 Q3-4", "2025/26 Q1-2", "2025/26 Q3-4"],
        "priorities": [
            {"id": "P1", "workstream": "W1", "title": "First", "sequence": [1, 0, 0, 1], "deliverables": ["D1"]}
        ],
        "workstreams": [
            {
                "id": "W1",
                "title": "Early diagnosis",
                "deliverables": [{"id": "D1", "title": words, "activities": [{"id": "A1", "text": "Buy the test"}]}],
            }
        ],
    } | changes


def altered_2017() -> dict[str, Any]:
    """The content of the plan of 2017, to be altered by a test."""
    return deepcopy(plan_content(plan_of_2017()))


def plan(content: dict[str, Any]) -> Plan:
    """The plan of a content."""
    return plan_of(content, "test.yaml")


def deliverable_in(content: dict[str, Any], wanted: str) -> dict[str, Any]:
    """The content of one deliverable."""
    return next(one for each in content["workstreams"] for one in each["deliverables"] if one["id"] == wanted)

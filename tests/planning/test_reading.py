"""Plans read from files: whole, strictly, and out again the same."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.reading import read_plan
from clearway.planning.shaped import write_shape
from clearway.planning.shipped import content_text, objectives_file, plan_of_2017, taskforce_file
from clearway.planning.structure import STATUSES
from clearway.planning.writing import plan_content, plan_hash, plan_json, plan_yaml
from clearway.records.findings import Refused
from tests.planning.plans import deliverable_in, plan, small
from tests.shared import shared_path

CUT = {
    ("governance", "engagement_commitments", 3, "text"),
    ("workstreams", 1, "deliverables", 8, "activities", 3, "text"),
    ("workstreams", 2, "deliverables", 5, "activities", 1, "text"),
}
"""Sentences that the file of 2017 does not quote, and YAML cuts at their comma."""


def leaves(value: Any, at: tuple[Any, ...] = ()) -> dict[tuple[Any, ...], Any]:
    """Every value in a tree by its path; dates as text, what is nothing left out."""
    if isinstance(value, dict):
        return {path: leaf for key, one in value.items() for path, leaf in leaves(one, (*at, key)).items()}
    if isinstance(value, list):
        return {path: leaf for key, one in enumerate(value) for path, leaf in leaves(one, (*at, key)).items()}
    if value is None:
        return {}
    return {at: value.isoformat() if isinstance(value, date) else value}


def test_the_plan_of_2017_holds_25_deliverables_and_118_activities():
    counts = plan_of_2017().counts()
    assert (counts["deliverables"], counts["activities"], counts["priorities"]) == (25, 118, 5)


def test_nothing_that_the_source_says_is_dropped():
    text = shared_path("reference/sybnd-delivery-plan.yaml").read_text(encoding="utf-8")
    source, read = leaves(yaml.safe_load(text)), leaves(plan_content(read_plan(text, "plan.yaml").plan))
    assert set(source) == set(read)
    differing = {path for path in source if source[path] != read[path]}
    assert differing == CUT
    assert all(read[path].startswith(f"{source[path]}, ") for path in CUT)


@pytest.mark.parametrize(
    ("name", "held"),
    [("taskforce-ambitions.yaml", taskforce_file), ("national-objectives-2025.yaml", objectives_file)],
)
def test_nothing_that_a_framework_says_is_dropped(name, held):
    text = shared_path(f"reference/{name}").read_text(encoding="utf-8")
    told = leaves(yaml.safe_load(text))
    assert leaves(write_shape(held())) == told
    assert len(told) > 300


def test_what_is_shipped_is_the_source_with_its_header():
    for name in ("sybnd-delivery-plan", "taskforce-ambitions", "national-objectives-2025", "ncl-commissioning-guide"):
        source = shared_path(f"reference/{name}.yaml").read_text(encoding="utf-8")
        assert content_text(f"{name}.yaml").splitlines()[:6] == source.splitlines()[:6]
    text = shared_path("reference/sybnd-delivery-plan.yaml").read_text(encoding="utf-8")
    assert read_plan(text, "plan.yaml").plan == plan_of_2017()


def test_a_sentence_that_yaml_cut_at_its_comma_is_joined_again_and_told():
    text = shared_path("reference/sybnd-delivery-plan.yaml").read_text(encoding="utf-8")
    read = read_plan(text, "plan.yaml")
    assert len(read.notices) == len(CUT)
    assert any("double reads, safely" in one for one in read.notices)


def test_a_known_key_without_a_value_is_not_taken_for_the_rest_of_a_sentence():
    read = read_plan(yaml.safe_dump(small()).replace("text: Buy the test", "text: Buy the test\n      note:"), "p.yaml")
    assert read.notices == ()
    assert read.plan.deliverables[0].activities[0].text == "Buy the test"


@pytest.mark.parametrize("written", [plan_json, plan_yaml])
def test_a_plan_written_and_read_again_is_the_same(written):
    again = read_plan(written(plan_of_2017()), "again").plan
    assert again == plan_of_2017()
    assert plan_hash(again) == plan_hash(plan_of_2017())


@given(
    st.decimals(min_value=0, max_value=999_999_999, places=2),
    st.dates(),
    st.sampled_from(STATUSES),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(str.strip),
)
def test_any_sum_date_and_words_come_back_as_they_were(amount, day, status, words):
    content = small()
    content["workstreams"][0]["deliverables"][0] |= {
        "title": words,
        "status": status,
        "owner": {"role": words},
        "milestones": [{"id": "M1", "text": words, "forecast": day.isoformat()}],
        "money": [{"id": "£1", "stream": "capital", "quarter": "2024/25 Q4", "planned": amount}],
    }
    held = plan(content)
    assert read_plan(plan_json(held), "x.json").plan == held
    assert read_plan(plan_yaml(held), "x.yaml").plan == held
    assert held.deliverables[0].money[0].planned == amount


def refusal(content: dict[str, Any] | str) -> Refused:
    text = content if isinstance(content, str) else yaml.safe_dump(content, sort_keys=False)
    with pytest.raises(Refused) as refused:
        read_plan(text, "my.yaml")
    return refused.value


def test_an_unknown_key_is_refused_with_its_line_and_the_keys_there_are():
    content = small()
    deliverable_in(content, "D1")["lead"] = "somebody"
    text = yaml.safe_dump(content, sort_keys=False)
    line = next(place for place, one in enumerate(text.splitlines(), start=1) if "lead:" in one)
    refused = refusal(text)
    assert f"my.yaml, line {line}, workstreams[0].deliverables[0].lead: unknown key" in refused.reason
    assert "owner" in refused.mend
    assert "Nothing was loaded" in refused.mend


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sequence_columns": ["2024/25 Q1-2", "2024/25 Q3-4"]}, "4 marks for 2 half-years"),
        ({"sequence_columns": ["2024/25 Q3-4", "2024/25 Q1-2", "2025/26 Q1-2", "2025/26 Q3-4"]}, "not in order"),
        ({"sequence_columns": ["2024", "b", "c", "d"]}, "'2024' is not a half-year"),
        ({"priorities": [{"id": "P1", "workstream": "W9", "title": "x", "sequence": [1, 1, 1, 1]}]}, "no workstream"),
        ({"priorities": [{"id": "W1", "workstream": "W1", "title": "x", "sequence": [1, 1, 1, 1]}]}, "'W1' is the id"),
        ({"priorities": [{"id": "P1", "workstream": "W1", "title": "x", "sequence": [1, 2, 1, 1]}]}, "neither 1 nor 0"),
        ({"meta": {"id": "a", "title": "b", "period": {"from": "2025/26", "to": "2024/25"}}}, "ends before it begins"),
        ({"meta": {"id": "a", "title": "b", "period": {"from": 2017, "to": "2024/25"}}}, "2017 is not text"),
    ],
)
def test_a_plan_that_does_not_hang_together_is_refused_in_words(changes, words):
    assert words in refusal(small(**changes)).reason


@pytest.mark.parametrize(
    ("deliverable", "words"),
    [
        ({"status": "fine"}, "'fine' is not known"),
        ({"activities": [{"id": "A1", "text": "x", "due": {"quarter": "Q9", "year": "2024/25"}}]}, "Q9"),
        ({"activities": [{"id": "A1", "text": " "}]}, "empty"),
        ({"milestones": [{"id": "M1", "text": "x", "forecast": "31/02/2025"}]}, "'31/02/2025' is not a date"),
        ({"money": [{"id": "m", "stream": "gift", "quarter": "2024/25 Q1", "planned": 1}]}, "'gift' is not known"),
        ({"money": [{"id": "m", "stream": "capital", "quarter": "2024", "planned": 1}]}, "not a quarter"),
        ({"money": [{"id": "m", "stream": "capital", "quarter": "2024/25 Q1", "planned": 1.005}]}, "pounds and pence"),
        ({"recommendations": [3, 3]}, "stands twice"),
        ({"concerns": [{"id": "R1", "kind": "worry", "text": "x"}]}, "'worry' is not known"),
        ({"concerns": [{"id": "R1", "kind": "risk", "text": "x", "impact": 6}]}, "6 is not between 1 and 5"),
        ({"concerns": [{"id": "R1", "kind": "risk", "text": "x", "closed_on": "2025-01-01"}]}, "without a reason"),
        (
            {"concerns": [{"id": "A1", "kind": "risk", "text": "x"}], "activities": [{"id": "A1", "text": "x"}]},
            "'A1' is",
        ),
    ],
)
def test_a_deliverable_that_says_what_cannot_be_is_refused_in_words(deliverable, words):
    content = small()
    deliverable_in(content, "D1").update(deliverable)
    assert words in refusal(content).reason


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not a mapping"),
        ("a: [1", "does not read as YAML"),
        ("{", "does not read as JSON"),
        ('{"meta": 1, "meta": 2}', "given twice"),
        ("a: &b 1", "a tag, or a reference"),
        ("- one", "not a mapping"),
    ],
)
def test_what_is_no_plan_at_all_is_refused(text, words):
    assert words in refusal(text).reason


def test_numbers_of_json_are_read_exactly():
    content = small()
    deliverable_in(content, "D1")["money"] = [
        {"id": "m", "stream": "revenue", "quarter": "2024/25 Q1", "planned": 120000.35}
    ]
    read = read_plan(json.dumps(content), "x.json").plan
    assert read.deliverables[0].money[0].planned == Decimal("120000.35")

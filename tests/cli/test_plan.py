"""`clearway plan …`, as people and scripts use it."""

import json
import shutil
from pathlib import Path

import pytest
from tests.shared import shared_path

from clearway.planning.shipped import content_text, plan_of_2017
from clearway.planning.writing import plan_json

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def planned(founded, tmp_path_factory) -> Path:
    """A live store with the plan of 2017."""
    from tests.cli.conftest import clearway

    place = tmp_path_factory.mktemp("planned")
    shutil.copytree(founded, place / "store")
    shutil.copy(founded.with_name("store.key"), place / "store.key")
    source = place / "plan.yaml"
    source.write_text(content_text("sybnd-delivery-plan.yaml"), encoding="utf-8")
    loaded = clearway("plan", "import", source, "--store", place / "store", "--json")
    assert loaded.code == 0, loaded.err
    assert loaded.json["counts"] | {"deliverables": 25, "activities": 118} == loaded.json["counts"]
    return place / "store"


def test_the_published_source_is_the_plan_that_is_there_already(run, planned):
    again = run("plan", "import", shared_path("reference/sybnd-delivery-plan.yaml"), "--store", planned, "--json")
    assert (again.code, again.json["is_new"], again.json["counts"]["deliverables"]) == (0, False, 25)
    assert "double reads, safely" in again.err


def test_check_ends_with_1_and_names_the_recommendation_the_deliverable_and_the_seats(run, planned):
    checked = run("plan", "check", "--store", planned, "--json")
    assert checked.code == 1
    found = {(one["code"], one["subject"]) for one in checked.json["findings"]}
    assert {
        ("PLAN-REC-NO-DELIVERABLE", "recommendation 39"),
        ("PLAN-SEATS", "board seats"),
        ("PLAN-DUE-OUTSIDE-SEQUENCE", "AC2.8.5"),
        ("PLAN-DELIVERABLE-NO-OWNER", "D1.1"),
    } <= found
    words = run("plan", "check", "--store", planned)
    assert "stated to have 35 seats; its 19 rows add up to 36" in words.out


def test_the_grid_is_that_of_the_source(run, planned):
    grid = run("plan", "export", "--as", "grid", "--json", "--store", planned).json
    marks = {row["id"]: row["marks"] for row in grid["rows"] if row["kind"] == "priority"}
    assert marks == {one.id: list(one.sequence) for one in plan_of_2017().priorities}
    assert "PR3" in run("plan", "export", "--as", "grid", "--store", planned).out


def test_what_comes_out_goes_in_again_as_the_same_plan(run, planned, tmp_path):
    for form in ("json", "yaml"):
        told = run("plan", "export", "--as", form, "--store", planned)
        out = tmp_path / f"plan.{form}"
        out.write_text(told.out, encoding="utf-8")
        again = run("plan", "import", out, "--store", tmp_path / f"store-{form}", "--json")
        assert (again.code, again.json["is_new"]) == (0, True), again.err
        assert run("plan", "export", "--store", tmp_path / f"store-{form}").out.strip() == plan_json(plan_of_2017())


def test_coverage_names_what_nothing_answers(run, planned):
    told = run("plan", "export", "--as", "coverage", "--json", "--store", planned).json
    assert "recommendation 39" in told["unanswered"]
    assert told["unasked"] == ["D3.2", "D3.5"]


def test_a_file_that_cannot_be_a_plan_is_refused_and_makes_no_store(run, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("meta: {id: a, title: b, period: {from: '2024/25', to: '2025/26'}}\nworkstreams: []\nextra: 1\n")
    refused = run("plan", "import", file, "--store", tmp_path / "store", "--json")
    assert refused.code == 3
    assert "mine.yaml, line 3, extra: unknown key" in json.loads(refused.out)["refused"]["reason"]
    assert not (tmp_path / "store").exists()
    assert run("plan", "import", tmp_path / "no.yaml", "--store", tmp_path / "store").code == 3


def test_a_store_without_a_plan_says_how_to_load_one(run, store):
    refused = run("plan", "check", "--store", store)
    assert refused.code == 3
    assert "clearway plan import" in refused.err

"""`clearway plan crosswalk`, as people and scripts use it."""

import csv
import shutil

import pytest

from clearway.planning.shipped import content_text

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def planned(founded, tmp_path_factory):
    """A live store with the plan of 2017."""
    from tests.cli.conftest import clearway

    place = tmp_path_factory.mktemp("crossed")
    shutil.copytree(founded, place / "store")
    shutil.copy(founded.with_name("store.key"), place / "store.key")
    source = place / "plan.yaml"
    source.write_text(content_text("sybnd-delivery-plan.yaml"), encoding="utf-8")
    assert clearway("plan", "import", source, "--store", place / "store").code == 0
    return place / "store"


def test_each_suggestion_has_a_score_and_the_words_that_made_it_and_is_accepted_by_nobody(run, planned, tmp_path):
    out = tmp_path / "matches.csv"
    told = run("plan", "crosswalk", "--strategy", "taskforce-2016", "--store", planned, "--json", "--csv", out)
    [first, *_] = [one for one in told.json["suggestions"] if one["asked"] == "L-TRT-1"]
    assert (first["answering"], "radiotherapy" in first["words"]) == ("D3.3", True)
    rows = [row for row in csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()) if row["asked"]]
    assert [row["asked"] for row in rows] == [one["asked"] for one in told.json["suggestions"]]
    assert {row["answer"] for row in rows} == {""}


def test_a_strategy_that_is_not_known_is_refused_with_those_that_are(run, planned):
    told = run("plan", "crosswalk", "--strategy", "none", "--store", planned)
    assert told.code == 3
    assert "norcom-2011" in told.err

"""The catalogue at the terminal: all of it, one definition, reviews, and definitions of one's own."""

import json

import pytest
from tests.measures.catalogue.good_measure import GOOD, written
from typer.testing import CliRunner

from clearway.cli.app import gather
from clearway.measures.catalogue import load_catalogue
from clearway.measures.targets import trajectories_held
from clearway.store.analytical import Reader

RUNNER = CliRunner()


def asked(*words):
    return RUNNER.invoke(gather(), ["measures", *map(str, words)])


def test_without_a_further_word_all_measures_are_listed_measured_or_not():
    ended = asked()
    assert ended.exit_code == 0
    lines = ended.stdout.splitlines()
    assert any(line.split() == ["CWT-62D", "measured", "62-day", "combined", "standard"] for line in lines)
    assert any(line.split() == ["WF-CNS", "not", "measured", "yet", "CNS", "vacancy", "rate"] for line in lines)
    assert sum(line.startswith("  ") for line in lines) == 108
    assert "108 measures" in ended.stderr


def test_the_list_for_machines_holds_whole_definitions_alone():
    rows = json.loads(asked("--json").stdout)["measures"]
    assert len(rows) == 108
    first = next(one for one in rows if one["id"] == "CWT-62D")
    assert first["standing"] == "measured"
    assert first["targets"][3] | {"source": ""} == {
        "kind": "milestone", "value": 80, "by": "2027-03-31", "from": "2025-10-24", "label": "", "source": "",
        "verification": "memory", "is_provisional": True, "compares": True, "note": "",
    }  # fmt: skip
    assert first["found_in"][0]["publisher"].startswith("NHS England")
    ratio = next(one for one in rows if one["id"] == "CWT-DETECT")["found_in"][0]
    assert (ratio["above"]["standard"], ratio["below"]["stage_route"]) == ("62", "First Treatment")


def test_one_domain_can_be_asked_for_and_an_unknown_one_is_wrong_use():
    ids = [one["id"] for one in json.loads(asked("--domain", "screening", "--json").stdout)["measures"]]
    assert ids == ["SCR-BOWEL", "SCR-BOWEL50", "SCR-BREAST", "SCR-CERV", "SCR-GAP"]
    wrong = asked("--domain", "scrying")
    assert wrong.exit_code == 2
    assert "screening" in wrong.stderr


def test_one_definition_is_shown_whole_with_what_it_cannot_tell_and_what_is_near_to_it():
    told = asked("show", "scr-bowel").stdout
    for words in ("What it cannot tell:", "Left out:", "Nearest, not the measure:", "Still needed:", "Beware: Uptake"):
        assert words in told
    assert json.loads(asked("show", "SCR-BOWEL", "--json").stdout)["serves"][0]["id"] == "A-EDX-10"


def test_a_target_from_memory_says_so():
    assert "milestone: 80% by March 2027 (provisional) [memory:" in asked("show", "CWT-62D").stdout


def test_an_unknown_measure_is_refused():
    ended = asked("show", "CWT-99")
    assert ended.exit_code == 3
    assert "There is no measure CWT-99." in ended.stderr


@pytest.mark.parametrize(("day", "code", "count"), [("2027-01-31", 0, 0), ("2027-02-01", 1, 1), ("2027-04-01", 1, 108)])
def test_reviews_that_are_overdue_on_a_day_are_told_and_end_with_1(day, code, count):
    ended = asked("reviews", "--on", day, "--json")
    assert ended.exit_code == code
    told = json.loads(ended.stdout)
    assert (told["as_at"], len(told["overdue"])) == (day, count)


def test_a_day_that_is_none_is_wrong_use():
    assert asked("reviews", "--on", "spring").exit_code == 2


def test_reviews_are_told_to_a_person_with_what_to_do():
    told = asked("reviews", "--on", "2027-02-01").stdout
    assert "SCR-CERV" in told
    assert "Ask the Screening and immunisation lead" in told


def test_definitions_of_one_s_own_are_listed_as_local_and_a_faulty_one_is_refused_in_words(tmp_path):
    assert "First call within two days (local)" in asked("--local", written(tmp_path)).stdout
    written(tmp_path, GOOD.replace("unit: percent", "unit: per cent"))
    ended = asked("show", "LOC-WAIT1", "--local", tmp_path)
    assert ended.exit_code == 3
    assert "LOC-WAIT1.yaml: unit: 'per cent' is not known." in ended.stderr


def filled(folder, *rows):
    path = folder / "agreed.csv"
    path.write_text("\n".join(["Measure,Organisation,Month,Target (%)", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.slow
def test_a_sheet_of_trajectories_is_checked_without_loading_it(tmp_path):
    good = asked("trajectory", filled(tmp_path, "CWT-62D,RHQ,2026-04,72.5", "CWT-62D,RFF,2026-05,70"), "--json")
    assert good.exit_code == 0
    assert json.loads(good.stdout) == {
        "agreed": 2, "organisations": 2, "first_month": "2026-04", "last_month": "2026-05", "findings": [],
    }  # fmt: skip
    odd = asked("trajectory", filled(tmp_path, "NO-SUCH,RHQ,2026-04,72.5"))
    assert odd.exit_code == 1
    assert "1 × TRAJECTORY_MEASURE_UNKNOWN: No measure is called NO-SUCH." in odd.stdout
    assert asked("trajectory", filled(tmp_path, "CWT-62D,RHQ,2026-04,7250")).exit_code == 3


def test_a_template_is_written_and_unknown_codes_are_refused(tmp_path):
    out = tmp_path / "agreed.xlsx"
    words = ("trajectory-template", "--from", "2026-04", "--out", out, "--organisation")
    assert asked(*words, "RHQ", "--months", "2").exit_code == 0
    assert out.read_bytes()[:2] == b"PK"
    assert asked(*words, "ZZZZ9").exit_code == 3
    assert asked(*words, "RHQ", "--measure", "CWT-99").exit_code == 3
    assert asked("trajectory-template", "--from", "spring", "--out", out, "--organisation", "RHQ").exit_code == 3


@pytest.mark.slow
def test_a_loaded_sheet_is_kept_and_a_later_one_makes_a_new_version(run, tmp_path):
    store = tmp_path / "store"
    for value in ("70", "72.5"):
        assert run("load", filled(tmp_path, f"CWT-62D,RHQ,2026-04,{value}"), "--store", store).code == 0
    with Reader(store / "analytical").open() as figures:
        held = trajectories_held(figures)
    measure = load_catalogue()["CWT-62D"]
    assert [str(one.value) for one in held.versions(measure, "RHQ", "2026-04")] == ["0.7", "0.725"]

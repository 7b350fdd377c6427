"""`clearway evaluate`: whether a number of a file moved as hoped."""

import csv
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from clearway.cli.app import gather

FROM = "2023-10"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    chance = np.random.default_rng(3)
    rows = ["month,within,people,control,control_people,percent,days"]
    for place in range(48):
        month = f"{2021 + (place + 3) // 12}-{(place + 3) % 12 + 1:02d}"
        share = 0.69 + 0.09 * (month >= FROM)
        within, other = chance.binomial(600, share), chance.binomial(900, 0.7)
        days = 60 - 5 * (month >= FROM) + chance.normal(0, 1)
        rows.append(f"{month},{within},600,{other},900,{within / 6:.1f}%,{days:.2f}")
    path = tmp_path / "series.csv"
    path.write_text("\n".join([*rows, ""]), encoding="utf-8")
    return path


def run(file: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(
        gather(), ["evaluate", str(file), "--date", "month", "--from", FROM, *map(str, arguments)]
    )


SHARE = ("--numerator", "within", "--denominator", "people", "--hoped", "+5")


def told(file: Path, *arguments: str | Path) -> dict[str, Any]:
    ended = run(file, *arguments, "--json")
    assert ended.exit_code == 0, ended.stderr
    found: dict[str, Any] = json.loads(ended.stdout)
    return found


def test_a_share_is_judged_in_percentage_points_and_told_in_words(file: Path) -> None:
    ended = run(file, *SHARE, "--measure", "62-day", "--place", "Ashford", "--because", "a second theatre list")
    assert ended.exit_code == 0
    assert ended.stdout.startswith("Moved as hoped.\nIn the 18 months counted since October 2023, 62-day at Ashford")
    assert "What could be seen: From the 30 months before the change alone" in ended.stdout
    assert "By which steps: a second theatre list" in ended.stdout
    assert "- This says whether the number moved, not why." in ended.stdout
    assert "Interrupted time series (binomial, with dispersion)" in ended.stderr


def test_json_has_the_verdict_its_words_and_every_number(file: Path) -> None:
    found = told(file, *SHARE)
    assert found["verdict"] == "moved as hoped"
    assert found["question"]["hoped"] == pytest.approx(0.05)
    assert found["effect"]["lower"] < 0.09 < found["effect"]["upper"]
    assert (found["months_before"], found["months_since"], len(found["points"])) == (30, 18, 48)
    assert found["points"][0]["counterfactual"] is None
    assert found["points"][40]["counterfactual_lower"] < found["points"][40]["counterfactual"]
    assert found["detectable"]["smallest"]["12"] > 0
    assert found["newey_west"][0]["months"] == 6


def test_a_control_a_percentage_and_a_plain_measure_can_be_asked(file: Path) -> None:
    beside = told(file, *SHARE, "--control", "control", "--control-denominator", "control_people")
    assert beside["question"]["control"] == "control"
    assert "and the control series" in beside["words"]
    percent = told(file, "--value", "percent", "--hoped", "5")
    assert percent["verdict"] == "moved as hoped"
    assert percent["question"]["hoped"] == pytest.approx(0.05)
    days = told(file, "--value", "days", "--hoped", "-5", "--seasons", "none", "--settling", "2", "--since", "2022-01")
    assert days["verdict"] == "moved as hoped"
    assert (days["months_before"], days["months_since"]) == (21, 16)
    assert days["conditions"]["seasons"] == "none"


def test_events_over_people_at_risk_are_counts(file: Path) -> None:
    found = told(
        file,
        "--numerator",
        "within",
        "--denominator",
        "people",
        "--kind",
        "count",
        "--hoped",
        "0.05",
        "--pandemic",
        "modelled",
    )
    assert "Poisson" in found["method"]
    assert found["question"]["hoped"] == pytest.approx(0.05)


def test_the_rows_and_the_picture_are_written(file: Path, tmp_path: Path) -> None:
    ended = run(file, *SHARE, "--svg", tmp_path / "out.svg", "--csv", tmp_path / "out.csv")
    assert ended.exit_code == 0
    ElementTree.parse(tmp_path / "out.svg")
    assert "change, October 2023" in (tmp_path / "out.svg").read_text(encoding="utf-8")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig") as opened:
        rows = list(csv.DictReader(opened))
    assert len(rows) == 48
    assert rows[30]["side"] == "since"


def test_before_its_date_it_cannot_tell_yet_and_says_when(file: Path, tmp_path: Path) -> None:
    early = tmp_path / "early.csv"
    early.write_text("\n".join(file.read_text(encoding="utf-8").splitlines()[:33]), encoding="utf-8")
    found = told(early, *SHARE[:-1], "+9", "--svg", tmp_path / "early.svg")
    assert (found["verdict"], found["effect"], found["when"]) == ("cannot tell yet", None, "2024-05")
    assert "had nothing changed" not in (tmp_path / "early.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("--hoped", "3"),
        ("--numerator", "within", "--hoped", "3"),
        ("--value", "days", "--numerator", "within", "--denominator", "people", "--hoped", "3"),
        (*SHARE, "--control", "control"),
        ("--value", "days", "--hoped", "3", "--control-denominator", "people"),
        ("--value", "days", "--hoped", "much"),
        ("--value", "days", "--hoped", "3", "--since", "spring"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_use(file: Path, arguments: tuple[str, ...]) -> None:
    assert run(file, *arguments).exit_code == 2


def test_a_question_that_cannot_be_asked_is_refused(file: Path, tmp_path: Path) -> None:
    short = tmp_path / "short.csv"
    rows = file.read_text(encoding="utf-8").splitlines()
    short.write_text("\n".join([rows[0], *rows[26:]]), encoding="utf-8")
    ended = run(short, *SHARE, "--json")
    assert ended.exit_code == 3
    assert json.loads(ended.stdout)["refused"]["code"] == "TOO_FEW_BEFORE"
    weekly = tmp_path / "weekly.csv"
    weekly.write_text("month,days\n2024-01-05,3\n2024-01-12,4\n", encoding="utf-8")
    ended = run(weekly, "--value", "days", "--hoped", "1")
    assert ended.exit_code == 3
    assert "are not months" in ended.stderr
    assert run(tmp_path / "none.csv", *SHARE).exit_code == 2

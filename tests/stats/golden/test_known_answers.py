"""The known answers of the specification, each file a test of its own; and other numbers must be told apart."""

import csv
import shutil
from pathlib import Path

import pytest
from tests.shared import shared_path

from clearway.stats.golden import CHECKERS, run_folder
from clearway.stats.golden.checkers import Checker

ANSWERING = {
    **{checker.files[-1]: checker for checker in CHECKERS},
    "funnel_rate_points.csv": next(checker for checker in CHECKERS if "funnel_rate_points.csv" in checker.files),
}


def copied(checker: Checker, to: Path) -> None:
    for name in checker.files:
        shutil.copyfile(shared_path(f"golden/{name}"), to / name)


@pytest.mark.parametrize("file", sorted(ANSWERING))
def test_our_functions_give_the_known_answers(file: str, tmp_path: Path) -> None:
    checker = ANSWERING[file]
    copied(checker, tmp_path)
    report = run_folder(tmp_path, [checker])
    assert report.passed > 0
    assert [str(one) for one in report.failures] == []


def test_every_file_of_the_folder_is_used_and_passes() -> None:
    folder = shared_path("golden")
    report = run_folder(folder)
    assert [str(one) for one in report.failures] == []
    assert report.not_looked_at == ["simulation/"]
    assert {path.name for path in folder.glob("*.csv")} == {file for checker in CHECKERS for file in checker.files}


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("byar_counts.csv", "upper"),
        ("casemix_coefficients.csv", "coef"),
        ("casemix_expected.csv", "expected_range_lower_998"),
        ("dsr_expected.csv", "upper99_8cl"),
        ("dsr_nonindependent_expected.csv", "lower95_0cl"),
        ("funnel_od_small_cases.csv", "tau2"),
        ("funnel_od_small_points.csv", "OD99UCL"),
        ("funnel_proportion_limits.csv", "upper_3s_limit"),
        ("funnel_rate_limits_dsr_3yr.csv", "lower_2s_limit"),
        ("funnel_rate_points.csv", "denominator_derived"),
        ("funnel_ratio_limits.csv", "upper_2s_isr"),
        ("funnel_sr_poisson_limits.csv", "ul998"),
        ("isr_expected.csv", "value"),
        ("its_expected.csv", "se_newey_west_lag3"),
        ("km_expected.csv", "lower"),
        ("life_expectancy.csv", "value"),
        ("mean_t_expected.csv", "upper99_8cl"),
        ("net_survival_expected.csv", "net_survival"),
        ("qicharts2_ex_6.5_3.csv", "ucl"),
        ("qicharts2_ex_7.1_5.csv", "lcl"),
        ("quantiles.csv", "QuantileInGrp"),
        ("rate_byar_exact.csv", "lower"),
        ("sii.csv", "rii"),
        ("spc_xmr_points.csv", "upl"),
        ("waiting_list.csv", "expected"),
        ("wilson.csv", "upper"),
    ],
)
def test_an_answer_changed_by_one_in_a_hundred_is_noticed(file: str, column: str, tmp_path: Path) -> None:
    checker = next(checker for checker in CHECKERS if file in checker.files)
    copied(checker, tmp_path)
    with (tmp_path / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    changed = next(row for row in rows if row[column] and abs(float(row[column])) > 0.002)
    changed[column] = repr(float(changed[column]) * 1.01 + (1 if column == "QuantileInGrp" else 0))
    with (tmp_path / file).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    report = run_folder(tmp_path, [checker])
    assert [one.file for one in report.failures] == [file]
    assert column in report.failures[0].expected


def test_an_axis_that_ends_before_ours_is_noticed(tmp_path: Path) -> None:
    file = "funnel_proportion_limits.csv"
    checker = next(checker for checker in CHECKERS if file in checker.files)
    copied(checker, tmp_path)
    lines = (tmp_path / file).read_text(encoding="utf-8").splitlines(keepends=True)
    (tmp_path / file).write_text("".join(lines[:-1]), encoding="utf-8")
    assert [one.case for one in run_folder(tmp_path, [checker]).failures] == ["the axis"]

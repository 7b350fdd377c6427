"""A folder of known answers: every file is read by somebody, and nothing fails in silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clearway.stats.golden import run_folder
from clearway.stats.golden.answers import Answer, Tolerance, compared, tolerances
from clearway.stats.golden.checkers import CHECKERS, Checker, Files
from clearway.stats.golden.tables import Unreadable, read_table


def doubles(files: Files) -> Iterator[Answer]:
    """A made-up checker: the answer is twice the input."""
    inputs = {row.text("case"): row.number("x") for row in files["in.csv"]}
    for row in files["out.csv"]:
        yield compared("out.csv", row.named("case"), {"y": row.number("y")}, {"y": 2 * inputs[row.text("case")]})


DOUBLES = [Checker(("in.csv", "out.csv"), doubles)]


def folder_of(tmp_path: Path, **files: str) -> Path:
    for name, words in files.items():
        (tmp_path / f"{name}.csv").write_text(words, encoding="utf-8")
    return tmp_path


def test_right_answers_pass_and_a_wrong_one_is_told_by_case_with_both_numbers(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": "case,x\na,1\nb,2\n", "out": "case,y\na,2\nb,5\n"})
    report = run_folder(folder, DOUBLES)
    assert report.passed == 1
    assert [str(one) for one in report.failures] == ["out.csv, b (row 3): expected y 5; given y 4"]


def test_columns_are_read_by_name_in_any_order(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": '"more","x","case"\n9,1,a\n', "out": "y,case\n2,a\n"})
    assert not run_folder(folder, DOUBLES).failures


def test_a_blank_answer_must_be_missing(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": "case,x\na,\nb,1\n", "out": "case,y\na,\nb,\n"})
    report = run_folder(folder, DOUBLES)
    assert report.passed == 1
    assert report.failures[0].expected == "y missing"


def test_a_file_that_nobody_reads_fails_by_name(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, stray="a\n1\n")
    assert str(run_folder(folder, DOUBLES).failures[0]).startswith("stray.csv, the file: ")
    assert run_folder(folder, DOUBLES).failures[0].given == "nobody reads this file"


def test_a_file_whose_partner_is_absent_fails_and_names_it(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, out="case,y\na,2\n")
    assert "in.csv" in run_folder(folder, DOUBLES).failures[0].expected


def test_a_checker_without_any_of_its_files_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("words")
    (tmp_path / "simulation").mkdir()
    report = run_folder(tmp_path, DOUBLES)
    assert (report.passed, report.failures, report.not_looked_at) == (0, [], ["simulation/"])


def test_an_absent_column_and_a_word_for_a_number_are_failures_with_the_place(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": "case,x\na,1\n", "out": "case,z\na,2\n"})
    assert "out.csv has no column y" in run_folder(folder, DOUBLES).failures[0].given
    folder_of(tmp_path, out="case,y\na,two\n")
    assert "row 2, column y: 'two' is not a number" in run_folder(folder, DOUBLES).failures[0].given


def test_a_file_without_rows_proves_nothing_and_fails(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": "case,x\n", "out": "case,y\n"})
    assert run_folder(folder, DOUBLES).failures[0].given == "no rows"


@pytest.mark.parametrize(
    ("words", "why"),
    [("", "no heading"), ("a,a\n1,2\n", "column a twice"), ("a,b\n1\n", "1 cells under 2"), ('a\n"x"y\n', "as CSV")],
)
def test_a_file_that_is_no_strict_csv_is_refused_with_the_reason(tmp_path: Path, words: str, why: str) -> None:
    folder_of(tmp_path, bad=words)
    with pytest.raises(Unreadable, match=why):
        read_table(tmp_path / "bad.csv")


def test_an_unreadable_file_fails_once(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, **{"in": "case,x\na\n", "out": "case,y\na,2\n"})
    assert [one.file for one in run_folder(folder, DOUBLES).failures] == ["in.csv"]


@pytest.mark.parametrize(
    ("tolerance", "known", "given", "is_near"),
    [
        (Tolerance(relative=1e-8), 1e6, 1e6 + 0.005, True),
        (Tolerance(relative=1e-8), 1e6, 1e6 + 0.05, False),
        (Tolerance(absolute=1e-3), 0.5, 0.5009, True),
        (Tolerance(absolute=1e-3), 0.5, 0.5011, False),
        (Tolerance(relative=1e-8), 0.0, 1e-17, True),
        (Tolerance(relative=1), 1.0, float("nan"), False),
        (Tolerance(relative=1), float("nan"), 1.0, False),
        (Tolerance(), float("inf"), float("inf"), True),
        (Tolerance(), "within", "within", True),
        (Tolerance(relative=1), "within", "above", False),
        (Tolerance(relative=1), 1.0, None, False),
    ],
)
def test_near_enough_is_near_enough(
    tolerance: Tolerance, known: float | str, given: float | str | None, *, is_near: bool
) -> None:
    assert tolerance.admits(known, given) is is_near


def test_a_column_may_have_a_tolerance_of_its_own() -> None:
    assert tolerances()["sii.csv"].of("rii_lowercl_1").relative == 0.05
    assert tolerances()["sii.csv"].of("sii").relative == 1e-6


def test_every_tolerance_is_that_of_a_file_somebody_reads() -> None:
    assert set(tolerances()) <= {file for checker in CHECKERS for file in checker.files}


def test_no_file_is_read_by_two_checkers_in_two_ways() -> None:
    answering = [checker.files[-1] for checker in CHECKERS]
    assert len(answering) == len(set(answering))

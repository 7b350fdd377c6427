"""The hard cases in words: their numbers are read from the words, and a case without a check fails."""

from pathlib import Path

import pytest
from tests.golden import golden

from clearway.stats.golden import run_folder
from clearway.stats.golden.answers import Answer
from clearway.stats.golden.edge_cases import EDGES

HEADING = "id,method,input,required_behaviour,why\n"


def answers_to(tmp_path: Path, row: str) -> list[Answer]:
    (tmp_path / "edge_cases.csv").write_text(HEADING + row + "\n", encoding="utf-8")
    return list(run_folder(tmp_path).answers)


def test_each_of_the_sixteen_has_a_check() -> None:
    assert set(golden("edge_cases").texts("id")) == set(EDGES)
    assert len(EDGES) == 16


def test_a_case_that_no_check_knows_fails_with_its_words(tmp_path: Path) -> None:
    (answer,) = answers_to(tmp_path, "E99,wilson,x=1,something hard,why")
    assert str(answer) == "edge_cases.csv, E99 wilson (row 2): expected something hard; given no check knows this case"


@pytest.mark.parametrize(
    "row",
    [
        'E01,spc_xmr,"20 identical values of 7.5; target 9; improvement=decrease",assurance=consistent_pass,',
        'E02,funnel_od,"SHMI variant, 12 units, one with observed=0 expected=40",finite limits,',
        'E03,funnel_proportion,"numerators 9,8; denominators 9,12; multiplier=1",never exceed 1,',
        "E07,wilson,x=0 n=1200 99.8%,lower exactly 0,",
        "E08,wilson,x=9 n=9 99.8%,upper exactly 1,",
        'E14,quantiles,"4 areas, 5 quantiles",none,',
        'E15,trend_rule,"9 8 7 7 6 5 4 3 2",no trend,',
        'E16,disclosure,"row counts 1,50,60,70 with total 181 shown",never alone,',
    ],
)
def test_other_numbers_in_the_same_words_are_checked_too(tmp_path: Path, row: str) -> None:
    assert [str(answer) for answer in answers_to(tmp_path, row) if not answer.is_right] == []


def test_a_wrong_expectation_is_told_apart(tmp_path: Path) -> None:
    (answer,) = answers_to(tmp_path, 'E06,exact_poisson,"x=0","lower=0; upper = 3.7",')
    assert not answer.is_right
    (answer,) = answers_to(tmp_path, 'E15,trend_rule,"1 2 3 4 5 6 7 8 9",no trend,')
    assert not answer.is_right
    (answer,) = answers_to(tmp_path, 'E14,quantiles,"20 areas, 5 quantiles",none,')
    assert not answer.is_right


def test_words_that_no_check_reads_fail_and_say_so(tmp_path: Path) -> None:
    (answer,) = answers_to(tmp_path, "E07,wilson,nobody of some,lower exactly 0,")
    assert "words that no check reads" in answer.given

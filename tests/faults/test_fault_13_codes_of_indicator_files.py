"""Fault 13 in files of indicators: what a spreadsheet made of a code or an age group refuses the file by its row."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.intake.indicators import test_fingertips as fingertips
from tests.intake.indicators import test_place_counts as place_counts
from tests.intake.indicators import test_stage as stage
from tests.intake.indicators import test_survey as survey
from tests.intake.indicators import test_trajectories as trajectories

from clearway.records.findings import Refused

Read = Callable[[Path, str], object]

CHANGED = ("01-Mar", "Mar-01", "1.00E+10", "5E+02", "#N/A", "#REF!", "01/03/2025", "54000061.0")
"""What a spreadsheet makes of codes such as MAR1, 1E10 and E54000061."""

READ: Mapping[str, Read] = {
    "a Fingertips download": lambda folder, code: fingertips.read(
        folder, fingertips.ENGLAND, fingertips.BARNSLEY | {"Area Code": code}
    ),
    "a survey": lambda folder, code: survey.read(folder, survey.ENGLAND, survey.TRUST_A | {"Organisation code": code}),
    "stage by place": lambda folder, code: stage.read(folder, stage.row("E92000001", "Country"), stage.row(code)),
    "counts by age and place": lambda folder, code: place_counts.read(
        folder, place_counts.row(), place_counts.row(**{place_counts.HEADINGS[1]: code})
    ),
    "agreed trajectories": lambda folder, code: trajectories.read(
        folder, f"{trajectories.HEAD}CWT-62D,RHQ,2026-04,74\nCWT-62D,{code},2026-05,74\n"
    ),
}


@pytest.mark.parametrize("code", CHANGED)
@pytest.mark.parametrize("kind", READ)
def test_fault_13_a_changed_code_of_a_place_is_named_by_its_row_and_nothing_is_loaded(
    tmp_path: Path, kind: str, code: str
) -> None:
    with pytest.raises(Refused) as caught:
        READ[kind](tmp_path, code)
    assert "row 3" in caught.value.reason
    assert code.removesuffix(".0").upper() in caught.value.reason.upper()


@pytest.mark.parametrize("code", ["E05000001", "MAR1", "W06000001"])
def test_fault_13_a_code_of_a_kind_that_is_not_kept_is_left_out_and_named(tmp_path: Path, code: str) -> None:
    ward = fingertips.ENGLAND | {"Area Code": code, "Area Type": "Another kind"}
    reading = fingertips.read(tmp_path, fingertips.ENGLAND, ward)
    assert "Another kind (1 rows)" in fingertips.found(reading)["AREA_NOT_KEPT"]


@pytest.mark.parametrize("age", ["05-Sep", "Oct-14", "45540", "10/14/2025"])
def test_fault_13_an_age_group_that_became_a_date_is_refused_by_its_row(tmp_path: Path, age: str) -> None:
    with pytest.raises(Refused) as caught:
        place_counts.read(tmp_path, place_counts.row("0-64"), place_counts.row(age))
    assert "row 3" in caught.value.reason
    assert age in caught.value.reason


@pytest.mark.parametrize("value", ["01-Mar", "7.4E+01", "#DIV/0!", "72,5"])
def test_fault_13_a_number_that_became_something_else_is_refused_by_its_row(tmp_path: Path, value: str) -> None:
    for read in (
        lambda: fingertips.read(tmp_path, fingertips.ENGLAND, fingertips.BARNSLEY | {"Value": value}),
        lambda: survey.read(tmp_path, survey.ENGLAND, survey.TRUST_A | {"Score": value}),
        lambda: stage.read(tmp_path, stage.row("E92000001", "Country"), stage.row(Value=value)),
        lambda: trajectories.read(
            tmp_path, f'{trajectories.HEAD}CWT-62D,RHQ,2026-04,74\nCWT-62D,RFF,2026-04,"{value}"\n'
        ),
    ):
        with pytest.raises(Refused, match="row 3"):
            read()

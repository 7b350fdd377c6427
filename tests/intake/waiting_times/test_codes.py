"""Codes: on the list, unknown, or mangled by a spreadsheet; each with its own name, none repaired."""

import pytest

from clearway.intake.waiting_times.codes import (
    code_on,
    diagnosis_in,
    judge_identifier,
    judge_organisation,
    judge_pathway_id,
)

REFERRALS = code_on({"03", "17", "92"})


@pytest.mark.parametrize(
    ("text", "value", "fault"),
    [
        ("03", "03", None),
        ("3", None, "CODE_LOST_ZERO"),
        ("99", "99", "CODE_UNKNOWN"),
        ("003", "003", "CODE_UNKNOWN"),
        ("3.0", None, "CODE_DECIMAL"),
        ("1E+10", None, "CODE_SCIENTIFIC"),
        ("1.00E+10", None, "CODE_SCIENTIFIC"),
        ("1-Mar", None, "CODE_AS_DATE"),
        ("Mar-01", None, "CODE_AS_DATE"),
        ("2025-03-01", None, "CODE_AS_DATE"),
        ("01/03/2025", None, "CODE_AS_DATE"),
        ("#REF!", None, "CELL_ERROR"),
        ("#N/A", None, "CELL_ERROR"),
    ],
)
def test_each_way_a_code_can_be(text: str, value: str | None, fault: str | None) -> None:
    assert REFERRALS(text) == (value, fault)


def test_an_empty_list_knows_nothing_and_calls_nothing_unknown() -> None:
    assert code_on(frozenset())("77") == ("77", None)
    assert code_on(frozenset())("7.0") == (None, "CODE_DECIMAL")


@pytest.mark.parametrize("text", ["C34", "C341", "C34.1", "c341", "C61X", "D05", "N63", "C50.9"])
def test_diagnoses_in_any_usual_writing_are_known(text: str) -> None:
    assert diagnosis_in({"C34", "C61", "C50"})(text) == (text, None)


@pytest.mark.parametrize("text", ["C99", "XYZ", "341", "C3", "C34.12345", "lung"])
def test_other_diagnoses_are_kept_as_unknown(text: str) -> None:
    assert diagnosis_in({"C34"})(text) == (text, "DIAGNOSIS_UNKNOWN")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("RHQ", None),
        ("RHQ01", None),
        ("S3H9L", None),
        ("rhq", "ORGANISATION_UNREADABLE"),
        ("Sheffield", "ORGANISATION_UNREADABLE"),
        ("RH", "ORGANISATION_UNREADABLE"),
        ("5.00E+02", "CODE_SCIENTIFIC"),
        ("1-Mar", "CODE_AS_DATE"),
    ],
)
def test_organisation_codes(text: str, fault: str | None) -> None:
    assert judge_organisation(text) == (None if fault else text, fault)


def test_a_code_like_mar1_is_itself_until_a_spreadsheet_makes_it_a_date() -> None:
    assert judge_identifier("MAR1") == ("MAR1", None)
    assert judge_identifier("01-Mar") == (None, "CODE_AS_DATE")


def test_a_long_pathway_identifier_is_kept_and_said() -> None:
    assert judge_pathway_id("P" * 20) == ("P" * 20, None)
    assert judge_pathway_id("P" * 21) == ("P" * 21, "PATHWAY_ID_LONG")

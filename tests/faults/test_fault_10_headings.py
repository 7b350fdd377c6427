"""Fault 10: order, case and spaces of headings are free; synonyms are said; missing or double ones refuse the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.intake.builders import HEADINGS, csv_file, records
from tests.intake.profiles.written import OWN_COLUMNS, profile

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared
from clearway.intake.waiting_times.csv_reader import Parsed, parsed
from clearway.records.findings import Refused


def reheaded(folder: Path, headings: list[str]) -> Path:
    """Two good records under other headings, place for place."""
    path = csv_file(folder, records({}, {}))
    first, rest = path.read_text().split("\n", 1)
    assert first == ",".join(HEADINGS)
    path.write_text(",".join(headings) + "\n" + rest)
    return path


def read(path: Path) -> Parsed:
    """The parse of a file."""
    return parsed(read_here(path))


def test_fault_10_order_is_free(tmp_path: Path) -> None:
    forward = read(csv_file(tmp_path, records({}, {}), "forward.csv"))
    backward = read(csv_file(tmp_path, records({}, {}), "backward.csv", headings=HEADINGS[::-1]))
    assert forward.records.equals(backward.records)
    assert forward.findings == backward.findings == []


@pytest.mark.parametrize(
    "style", [str.upper, str.title, lambda name: f"  {name.replace('_', ' ')} ", lambda name: name.replace("_", "-")]
)
def test_fault_10_case_spaces_and_dashes_are_free(tmp_path: Path, style: Callable[[str], str]) -> None:
    found = read(reheaded(tmp_path, [style(name) for name in HEADINGS]))
    assert found.findings == []
    assert found.carried == frozenset(HEADINGS)


def test_fault_10_a_known_synonym_is_mapped_and_reported(tmp_path: Path) -> None:
    found = read(
        reheaded(
            tmp_path,
            ["TREATMENT START DATE (CANCER)" if name == "treatment_start_date" else name for name in HEADINGS[:-1]]
            + [HEADINGS[-1]],
        )
    )
    assert found.records["treatment_start_date"].null_count == 0
    assert [(finding.id, finding.column) for finding in found.findings] == [("HEADING_SYNONYM", "treatment_start_date")]


def test_fault_10_a_missing_column_refuses_the_file_by_name(tmp_path: Path) -> None:
    path = csv_file(tmp_path, records({}), headings=[name for name in HEADINGS if name != "ctp_start_date"])
    with pytest.raises(Refused, match="lacks 1 column: ctp_start_date") as caught:
        read_here(path)
    assert "leave its cells empty" in caught.value.mend


@pytest.mark.parametrize("twin", ["crtp_start", "CRTP START", "CRTPDATE"])
def test_fault_10_a_column_that_is_there_twice_refuses_the_file(tmp_path: Path, twin: str) -> None:
    with pytest.raises(Refused, match="crtp_start appears 2 times") as caught:
        read_here(reheaded(tmp_path, [*HEADINGS[:-1], twin]))
    assert caught.value.code == "COLUMN_TWICE"


def test_fault_10_extra_columns_are_listed_and_ignored(tmp_path: Path) -> None:
    rows = [{**row, "ward": "12", "bed": "3"} for row in records({})]
    found = read(csv_file(tmp_path, rows, headings=[*HEADINGS, "ward", "bed"]))
    assert [finding.id for finding in found.findings] == ["COLUMN_IGNORED"]
    assert "ward, bed" in found.findings[0].message
    assert "ward" not in found.records.column_names
    assert found.received["ward"].to_pylist() == ["12"]


def test_fault_10_a_profile_knows_headings_in_any_order_case_and_spelling_and_refuses_two_for_one(
    tmp_path: Path,
) -> None:
    by = profile(columns=OWN_COLUMNS.replace("{from: crtp_start}", "{from: [Date of referral, Referral date]}"))
    renamed = ["date-of_REFERRAL" if name == "crtp_start" else name.upper() for name in HEADINGS]
    found = parsed(read_here(reheaded(tmp_path, renamed), Declared(profile=by)))
    assert found.records["crtp_start"].null_count == 0
    twice = ["Referral date" if name == "PATHWAY_ISSUER" else name for name in renamed]
    with pytest.raises(Refused, match="crtp_start appears 2 times") as caught:
        read_here(reheaded(tmp_path, twice), Declared(profile=by))
    assert caught.value.code == "COLUMN_TWICE"

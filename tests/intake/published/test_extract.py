"""The long extract: both of its cuts are kept and compared, and nothing is added twice."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.intake.builders import EXTRACT_HEADINGS, extract_file

from clearway.intake.readers import read_here
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import Refused

MARCH = datetime(2025, 3, 1)  # noqa: DTZ001 - a workbook's cells know no time zone
NAME = "CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider-Final.xlsx"


def row(modality: str, cancer: str, total: float, within: float, **changes: Any) -> list[Any]:
    """A row of the 62-day standard; `changes` by heading in lower case with underscores."""
    values = dict(
        zip(
            EXTRACT_HEADINGS,
            [
                MARCH,
                "2024/25",
                "MAR",
                "62-day Combined",
                "RHQ",
                "Screening",
                modality,
                cancer,
                total,
                within,
                total - within,
            ],
            strict=True,
        )
    )
    return list((values | {key.upper().replace("_", " "): value for key, value in changes.items()}).values())


GOOD = [
    row("ALL MODALITIES", "Breast", 3.5, 2),
    row("ALL MODALITIES", "Lung", 1, 0.5),
    row("Surgery", "ALL CANCERS", 4.5, 2.5),
    row("", "Suspected lung cancer", 7, 6, standard="28-day FDS"),
]


def read(tmp_path: Path, rows: list[list[Any]], name: str = NAME, **declared: str) -> Reading:
    """The reading of an extract of these rows."""
    return read_here(extract_file(tmp_path / name, rows), Declared(**declared))  # type: ignore[arg-type]


def test_rows_are_kept_with_their_labels_and_halves(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD)
    assert reading.findings == []
    figures = reading.tables["figures"].to_pylist()
    assert [
        (one["standard"], one["modality"], one["cancer_type"], one["total"], one["breaches"]) for one in figures
    ] == [
        ("62", "ALL MODALITIES", "Breast", Decimal("3.5"), Decimal("1.5")),
        ("62", "ALL MODALITIES", "Lung", Decimal("1.0"), Decimal("0.5")),
        ("62", "Surgery", "ALL CANCERS", Decimal("4.5"), Decimal("2.0")),
        ("28", None, "Suspected lung cancer", Decimal("7.0"), Decimal("1.0")),
    ]
    assert {one["month"] for one in figures} == {"2025-03"}
    assert {one["org_name"] for one in figures} == {None}
    assert {one["band_edges"] for one in figures} == {None}


def test_cuts_that_do_not_add_up_to_the_same_are_a_finding(tmp_path: Path) -> None:
    reading = read(tmp_path, [*GOOD[:2], row("Surgery", "ALL CANCERS", 5, 2.5)])
    assert [finding.id for finding in reading.findings] == ["SPLIT_NOT_WHOLE"]
    assert "4.5 against 5.0" in reading.findings[0].message


def test_total_within_and_breaches_that_differ_are_named_by_row(tmp_path: Path) -> None:
    reading = read(tmp_path, [row("", "Suspected lung cancer", 103, 65, standard="28-day FDS", breaches=37)])
    assert [(finding.id, finding.row) for finding in reading.findings] == [("TOTAL_NOT_PARTS", 2)]
    assert "a difference of -1" in reading.findings[0].message


def test_the_older_heading_total_is_the_same_column(tmp_path: Path) -> None:
    headings = ["TOTAL" if heading == "TOTAL TREATED" else heading for heading in EXTRACT_HEADINGS]
    path = extract_file(tmp_path / NAME, GOOD, headings)
    assert read_here(path).tables["figures"].num_rows == 4


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"period": "soon"}, "PERIOD is 'soon'"),
        ({"period": 45717}, "PERIOD is '45717"),
        ({"month": "APR"}, "PERIOD says 2025-03, MONTH says apr"),
        ({"standard": "14-day"}, "the standard '14-day' is not known"),
        ({"org_code": ""}, "no organisation code"),
        ({"cancer_type": ""}, "no cancer type"),
    ],
)
def test_a_row_whose_labels_cannot_be_read_is_left_out_by_name(
    tmp_path: Path, changes: dict[str, Any], words: str
) -> None:
    reading = read(tmp_path, [*GOOD, row("Surgery", "ALL CANCERS", 1, 1, **changes)])
    assert reading.tables["figures"].num_rows == 4
    assert [(finding.id, finding.row, finding.is_rejection) for finding in reading.findings] == [
        ("ROW_NOT_READ", 6, True)
    ]
    assert words in reading.findings[0].message


def test_an_extract_without_a_release_is_kept_as_provisional_and_says_so(tmp_path: Path) -> None:
    reading = read(tmp_path, GOOD, name="CWT-CRS-Oct-2024-to-Mar-2025-Data-Extract-Provider.xlsx")
    assert reading.facts["release"] == "provisional"
    assert [finding.id for finding in reading.findings] == ["RELEASE_NOT_STATED"]


def test_a_missing_heading_is_refused_by_name(tmp_path: Path) -> None:
    headings = ["SOMETHING" if heading == "BREACHES" else heading for heading in EXTRACT_HEADINGS]
    with pytest.raises(Refused, match="BREACHES") as caught:
        read_here(extract_file(tmp_path / NAME, GOOD, headings))
    assert caught.value.code == "HEADING_MISSING"


def test_headings_without_rows_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as caught:
        read(tmp_path, [])
    assert caught.value.code == "SHEET_EMPTY"

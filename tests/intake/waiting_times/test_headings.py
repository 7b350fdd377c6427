"""Headings: order, case and spaces do not matter; synonyms are said; missing and double columns refuse the file."""

import pytest
from tests.intake.builders import HEADINGS
from tests.shared import shared_path

from clearway.intake.waiting_times.headings import REQUIRED, known_headings, plain, read_headings
from clearway.records.findings import Refused
from clearway.records.waiting_times import COLUMN_NAMES, COLUMNS


def test_every_column_is_known_by_its_own_name_and_its_dictionary_name() -> None:
    names = [column.dictionary_name for column in COLUMNS]
    for column in COLUMNS:
        assert known_headings()[plain(column.name)] == column.name
        if column.dictionary_name and names.count(column.dictionary_name) == 1:
            assert known_headings()[plain(column.dictionary_name)] == column.name


def test_every_synonym_stands_for_a_column_of_the_record() -> None:
    assert set(known_headings().values()) <= set(COLUMN_NAMES)


def test_case_spaces_and_signs_do_not_matter() -> None:
    headings = [name.upper().replace("_", " ") for name in HEADINGS]
    read = read_headings(headings)
    assert read.carried == set(HEADINGS)
    assert read.findings == ()


@pytest.mark.parametrize("name", REQUIRED)
def test_each_required_column_refuses_the_file_when_it_is_missing(name: str) -> None:
    with pytest.raises(Refused, match=name) as caught:
        read_headings([heading for heading in HEADINGS if heading != name])
    assert caught.value.code == "COLUMN_MISSING"


def test_two_names_of_one_column_are_refused_naming_both() -> None:
    with pytest.raises(Refused, match="crtp_start appears 2 times, as crtp_start, CRTPDATE") as caught:
        read_headings([*HEADINGS, "CRTPDATE"])
    assert caught.value.code == "COLUMN_TWICE"


def test_the_names_of_the_national_download_are_mapped_and_said() -> None:
    headings = ["CRTPDATE" if name == "crtp_start" else name for name in HEADINGS]
    read = read_headings(headings)
    assert read.at["crtp_start"] == HEADINGS.index("crtp_start")
    assert [(finding.id, finding.column) for finding in read.findings] == [("HEADING_SYNONYM", "crtp_start")]
    assert "CRTPDATE was read as crtp_start" in read.findings[0].message


def test_extra_columns_are_listed_and_left_out() -> None:
    read = read_headings([*HEADINGS, "Ward", "Bed"])
    assert read.ignored == ("Ward", "Bed")
    assert "2 columns not part of the record" in read.findings[0].message.lower()


def test_the_layout_of_the_worked_examples_needs_no_word() -> None:
    first = shared_path("domain/cwt-examples.csv").read_text(encoding="utf-8").split("\n", 1)[0].split(",")
    read = read_headings(first)
    assert read.findings == ()
    assert read.at["record_id"] == 0

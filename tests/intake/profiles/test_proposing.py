"""A proposal says what it found, how sure it is and why; what two readings leave open it does not decide."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from tests.intake.builders import GOOD_RECORD, csv_text, records

from clearway.intake.profiles import profile_from, written
from clearway.intake.profiles.proposing import Certainty, propose
from clearway.intake.profiles.sample import Sample, text_sample
from clearway.records.findings import Refused

STRANGE = {
    "record_id": "Ref",
    "nhs_number": "NHS No",
    "crtp_start": "Date Ref Recd",
    "treatment_start_date": "Treat Date",
    "priority_type": "Referral Priority",
    "org_treatment": "Treating Site",
}


def sample_of(*changes: Mapping[str, str], separator: str = ",", above: str = "", **for_all: str) -> Sample:
    rows = records(*changes, **for_all)
    text = csv_text([{STRANGE.get(name, name): value for name, value in row.items()} for row in rows], [
        STRANGE.get(name, name) for name in rows[0]
    ], separator)  # fmt: skip
    return text_sample((above + text).encode(), "ours.csv")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separator_and_heading_row_are_found_by_content(separator):
    seen = sample_of({}, {}, separator=separator, above=f"Report for March{separator * 3}\n\n")
    assert (seen.separator, seen.heading_row) == (separator, 3)


def test_headings_are_matched_by_their_words_with_a_reason():
    found = {one.target: one for one in propose(sample_of({}, {"crtp_start": "2025-03-25"})).columns}
    assert {name: found[name].heading for name in STRANGE} == STRANGE
    assert found["crtp_start"].certainty in (Certainty.SURE, Certainty.LIKELY)
    assert "Dates are YYYY-MM-DD." in found["crtp_start"].reason
    assert found["lsoa"].certainty is Certainty.NONE


def dates_like(pattern: str) -> dict[str, str]:
    year_month_day = {name: value.split("-") for name, value in GOOD_RECORD.items() if value.startswith("2025-")}
    return {name: pattern.format(y=y, m=m, d=d) for name, (y, m, d) in year_month_day.items()}


def test_a_day_above_twelve_decides_between_two_readings_and_is_named():
    proposal = propose(sample_of(dates_like("{d}/{m}/{y}")))
    assert proposal.dates == "DD/MM/YYYY"
    told = next(one for one in proposal.columns if one.target == "fds_end_date")
    assert "28/03/2025 can be nothing else" in told.reason


def test_dates_that_read_two_ways_are_left_to_a_person():
    ambiguous = dict.fromkeys(dates_like(""), "02/03/2025")
    proposal = propose(sample_of(ambiguous))
    assert proposal.dates == ""
    assert "Cannot tell" in proposal.dates_reason
    assert any("How are dates written?" in one for one in proposal.open_questions)


def test_codes_are_proposed_from_words_and_what_nobody_knows_is_left_open():
    changes = ["Two Week Wait", "2WW", "Urgent", "1", "Blue"]
    proposal = propose(sample_of(*({"priority_type": one} for one in changes)))
    column = next(one for one in proposal.columns if one.target == "priority_type")
    assert {one.theirs: one.ours for one in column.codes} == {
        "Two Week Wait": "3", "2WW": "3", "Urgent": "2", "1": "1", "Blue": ""
    }  # fmt: skip
    assert any("Which codes of priority_type are Blue?" in one for one in proposal.open_questions)


def test_a_lost_zero_is_proposed_and_not_repaired_in_silence():
    column = next(one for one in propose(sample_of({"event_type": "1"})).columns if one.target == "event_type")
    assert (column.codes[0].ours, column.codes[0].reason) == ("01", "a leading zero is missing")


def test_a_proposal_is_a_profile_that_loads():
    made = propose(sample_of({"morphology": "NULL"}, {})).profile("ours", "Ours")
    assert profile_from(written(made)) == made
    assert "NULL" in made.empty or "morphology" not in made.by_target


def test_a_text_without_a_table_is_refused():
    with pytest.raises(Refused, match="No table was found"):
        text_sample(b"dear all\nplease find attached\n", "letter.txt")


def test_a_column_of_days_never_names_records_and_one_wrong_day_does_not_hide_what_it_is():
    days = [{"crtp_start": f"{day:02}/03/2025"} for day in range(1, 25)]
    seen = sample_of(*days, {"crtp_start": "31/02/2025"})
    renamed = replace(seen, headings=tuple("Ref recd" if one == "Date Ref Recd" else one for one in seen.headings))
    found = {one.target: one for one in propose(renamed).columns}
    assert found["record_id"].heading == "Ref"
    assert (found["crtp_start"].heading, found["crtp_start"].dates) == ("Ref recd", "DD/MM/YYYY")


def test_a_word_that_stands_for_several_codes_is_left_to_a_person():
    modality = next(one for one in propose(sample_of({"modality": "Surgery"})).columns if one.target == "modality")
    assert [(one.theirs, one.ours) for one in modality.codes] == [("Surgery", "")]


def test_a_local_site_code_with_the_shape_of_an_ods_code_is_asked_for():
    seen = sample_of({"org_treatment": "NGH01"}, {"org_treatment": "RFF01"}, org_first_seen="RFF", org_fds_end="RFF")
    assert "NGH01" in [one.theirs for one in propose(seen).sites]
    assert "RFF01" not in [one.theirs for one in propose(seen).sites]

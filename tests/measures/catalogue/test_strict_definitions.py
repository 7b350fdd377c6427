"""A definition that is not exactly right is refused, and the refusal names file and key."""
# ruff: noqa: E501 (one fault a line, so that the table reads as a table)

from pathlib import Path

import pytest
from tests.measures.catalogue.good_measure import GOOD, written

from clearway.measures.catalogue import load_catalogue
from clearway.standards import StandardsError

FOUND = '{from: waits, standard: "28", count: within, bases: [computed], finest: trust}'
TARGET = '{kind: milestone, value: 90, by: "2027-03", source: our board, verification: memory}'

FAULTS = [
    ("a key that nobody knows", "unit: percent", "unit: percent\ncolour: red", "colour"),
    ("a key left out", "cannot_tell: Whether the call helped.\n", "", "cannot_tell"),
    ("a key given twice", "unit: percent", "unit: percent\nunit: days", "line"),
    ("an id in small letters", "id: LOC-WAIT1", "id: loc-wait1", "id"),
    ("an id of another file", "id: LOC-WAIT1", "id: LOC-WAIT2", "id"),
    ("a domain that is none", "domain: waiting_times", "domain: waiting", "domain"),
    ("a unit that is none", "unit: percent", "unit: per cent", "unit"),
    ("a level that is none", "levels: [provider]", "levels: [trust]", "levels"),
    ("no level at all", "levels: [provider]", "levels: []", "levels"),
    ("a method that is none", "method: wilson", "method: guess", "method"),
    ("a periodicity that is none", "periodicity: monthly", "periodicity: sometimes", "periodicity"),
    ("a display that is none", "found_in:", "display: [pie]\nfound_in:", "display"),
    ("a kind that is none", "kind: rarely", "kind: often", "kind"),
    ("no good direction and yet an alarm", "polarity: higher", "polarity: context", "kind"),
    ("an ambition without a text", "serves: [A-EDX-8]", "serves: [A-EDX-99]", "serves"),
    ("a standard that is none", "found_in:", "standard: 99_DAYS\nfound_in:", "standard"),
    ("a flag that is neither true nor false", "in_dashboard: false", "in_dashboard: perhaps", "in_dashboard"),
    ("a review day that is no day", "next_review: 2027-01-31", "next_review: next year", "next_review"),
    ("reviewed by nobody", "status: draft, not reviewed", "status: reviewed", "status"),
    ("a reviewer of a draft", "next_review:", "reviewed_by: A. Person\nreviewed_on: 2026-01-01\nnext_review:", "status"),
    ("a status that is none", "status: draft, not reviewed", "status: draft", "status"),
    ("a share above the whole", "value: 90", "value: 900", "targets[0].value"),
    ("a target below nothing", "value: 90", "value: -1", "targets[0].value"),
    ("a target in words", "value: 90", "value: most", "targets[0].value"),
    ("a target without a figure or a reason", "value: 90, ", "", "targets[0].note"),
    ("a day that is neither year nor month", '"2027-03"', '"2027-13"', "targets[0].by"),
    ("a standard to be reached", "kind: milestone", "kind: standard", "targets[0].by"),
    ("a target known after its day", 'by: "2027-03"', 'by: "2027-03", from: 2028-01-01', "targets[0].by"),
    ("a target known by hearsay", "verification: memory", "verification: rumour", "targets[0].verification"),
    ("values from a place that is none", "from: waits", "from: nowhere", "found_in[0].from"),
    ("values from no place", "from: waits, ", "", "found_in[0].from"),
    ("a waiting time that is none", 'standard: "28"', 'standard: "29"', "found_in[0].standard"),
    ("a count that is none", "count: within", "count: outside", "found_in[0].count"),
    ("a basis that is none", "bases: [computed]", "bases: [guessed]", "found_in[0].bases"),
    ("a basis that a standard has not", 'standard: "28", count: within, bases: [computed]', "standard: 62_gp, count: within, bases: [computed]", "found_in[0].bases"),
    ("a detail that a standard has not", 'standard: "28"', 'standard: "28", modality: Surgery', "found_in[0].modality"),
    ("no word on how fine the values are", ", finest: trust", "", "found_in[0].finest"),
    ("a count of records that is none", FOUND, "{from: records, count: everything, finest: trust}", "found_in[0].count"),
    ("a kind of referral that is none", FOUND, "{from: records, count: told_cancer_of_told, referral: odd, finest: trust}", "found_in[0].referral"),
    ("a count of open pathways that is none", FOUND, "{from: open_pathways, count: all, finest: trust}", "found_in[0].count"),
    ("a series without a publication", FOUND, "{from: observations, indicator: stage, finest: place}", "found_in[0].indicator"),
    ("ages that are none", FOUND, "{from: standardised, indicator: place_counts.deaths, ages: old, finest: place}", "found_in[0].ages"),
    ("a ratio of one figure", FOUND, '{from: waits_ratio, above: {standard: "62"}, bases: [computed], finest: trust}', "found_in[0].below"),
    ("a nearest place without its caveat", "found_in:", "nearest:\n  - {from: observations, indicator: stage.early, finest: place}\nfound_in:", "nearest[0].caveat"),
    ("nowhere to be found and nothing needed", f"found_in:\n  - {FOUND}", "found_in: []", "needs"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "key"), [one[1:] for one in FAULTS], ids=[one[0] for one in FAULTS])
def test_a_faulty_definition_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    assert GOOD.count(old) == 1
    with pytest.raises(StandardsError) as raised:
        load_catalogue(written(tmp_path, GOOD.replace(old, new)))
    assert raised.value.file == "LOC-WAIT1.yaml"
    assert key in raised.value.key
    assert raised.value.mend


def test_a_review_that_is_not_before_the_next_one_is_refused(tmp_path: Path) -> None:
    reviewed = GOOD.replace("draft, not reviewed", "reviewed") + "reviewed_by: A. Person\nreviewed_on: 2027-01-31\n"
    with pytest.raises(StandardsError, match="next_review: is not after the last review"):
        load_catalogue(written(tmp_path, reviewed))

"""Our records beside a record-level download: the same six causes, record by record, and nothing else."""

import csv
from pathlib import Path

import pytest
from tests.measures.reconciliation.conftest import Bench
from tests.measures.reconciliation.test_six_seeded_causes import MISSING_HERE, OURS, RULE, THEIRS
from tests.measures.reconciliation.truth import MONTH, Row, agreed, treated

from clearway.intake.profiles.library import shipped_profile
from clearway.intake.reading import Declared
from clearway.measures.reconciliation import ReconciliationQuestion
from clearway.measures.reconciliation.record_level import (
    RecordClass,
    RecordComparison,
    compare_records,
    our_records,
    their_records,
)
from clearway.pipeline.download import read_download
from clearway.records.findings import Refused
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations


def compared(bench: Bench, path: Path, source: str = "", **asked: object) -> RecordComparison:
    """Publish what is live and compare it with a file."""
    bench.desk.publish()
    rules, organisations = load_rule_book(), load_organisations()
    question = ReconciliationQuestion(month=MONTH, **asked)
    declared = Declared(source=source)
    name, rows = read_download(path, bench.desk.store, rules=rules, organisations=organisations, declared=declared)
    with bench.desk.figures() as figures:
        ours = our_records(figures, question)
    theirs = their_records(rows, name, question.standards)
    return compare_records(ours, theirs, question, rules=rules, organisations=organisations, file_name=name)


def in_national_layout(rows: list[Row], path: Path) -> Path:
    """The same rows under the column names of the national download, as its shipped profile has them."""
    profile = shipped_profile("national-download")
    assert profile is not None
    named = {column.target: column.headings[0] for column in profile.columns if column.headings}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(named.values()))
        writer.writeheader()
        writer.writerows({heading: row.get(name, "") for name, heading in named.items()} for row in rows)
    return path


def against(bench: Bench, ours: list[Row], theirs: list[Row]) -> RecordComparison:
    """Load ours, and compare with theirs."""
    bench.send(ours)
    return compared(bench, bench.desk.csv(theirs, name="download.csv"))


@pytest.mark.slow
def test_the_six_causes_are_named_record_by_record_and_nothing_else(bench: Bench) -> None:
    base = agreed(1, people=16)
    without_upgrade = [row | {"consultant_upgrade_date": ""} if row is RULE else row for row in THEIRS]
    theirs = [*base, *without_upgrade]
    found = against(bench, [*base, *OURS], theirs)
    names = bench.links()
    told = {one.kind: names[one.here.link] for one in found.differences if one.here}
    assert told == {
        RecordClass.MISSING_THERE: "only-here",
        RecordClass.TRUST: "whose",
        RecordClass.SHARE: "share",
        RecordClass.MONTH: "month",
        RecordClass.RULE: "rule",
    }
    (missing,) = [one for one in found.differences if one.kind is RecordClass.MISSING_HERE]
    assert missing.there is not None
    assert missing.there.row == theirs.index(MISSING_HERE) + 2
    assert set(found.counts.values()) == {1}
    assert len(found.differences) == 6
    assert found.matched == found.alike + 4


@pytest.mark.slow
def test_the_same_causes_are_named_in_the_layout_of_the_national_download(bench: Bench, tmp_path: Path) -> None:
    bench.send(list(OURS))
    without_upgrade = [row | {"consultant_upgrade_date": ""} if row is RULE else row for row in THEIRS]
    path = in_national_layout(without_upgrade, tmp_path / "download.csv")
    found = compared(bench, path, "national-download")
    kinds = ("missing_here", "missing_there", "month", "trust", "share", "rule")
    assert found.counts == {RecordClass(kind): 1 for kind in kinds}


@pytest.mark.slow
def test_a_download_without_any_identifier_is_refused(bench: Bench) -> None:
    bench.send(list(OURS))
    nameless = [row | {"nhs_number": "", "pathway_id": ""} for row in THEIRS]
    with pytest.raises(Refused, match="nothing can be matched"):
        compared(bench, bench.desk.csv(nameless))


@pytest.mark.slow
def test_each_difference_names_the_fields_that_differ(bench: Bench) -> None:
    found = against(bench, list(OURS), list(THEIRS))
    by_kind = {one.kind: {field.field for field in one.fields} for one in found.differences}
    assert by_kind[RecordClass.SHARE] == {"transfer_date"}
    assert by_kind[RecordClass.MONTH] == {"treatment_start_date"}
    assert by_kind[RecordClass.TRUST] == {"org_treatment", "org_first_seen"}


@pytest.mark.slow
def test_a_record_with_another_pathway_number_is_matched_by_person_and_date(bench: Bench) -> None:
    ours = treated("x", trust="RFF", on="2025-04-10", icd10="C341")
    found = against(bench, [ours], [ours | {"pathway_id": "ANOTHER"}])
    assert (found.matched, found.alike, list(found.differences)) == (1, 1, [])


@pytest.mark.slow
def test_a_record_that_stands_twice_in_the_download_is_told_once_as_a_duplicate(bench: Bench) -> None:
    ours = treated("x", trust="RFF", on="2025-04-10", icd10="C341")
    found = against(bench, [ours], [ours, ours | {"record_id": "again"}])
    assert found.counts == {RecordClass.DUPLICATE_THERE: 1}


@pytest.mark.slow
def test_two_records_of_one_person_that_fit_neither_are_ambiguous_and_not_guessed(bench: Bench) -> None:
    one = treated("a", trust="RFF", on="2025-04-10", icd10="C341")
    two = {**one, "record_id": "b", "pathway_id": "P-b", "icd10": "C187"}
    theirs = [
        {**one, "record_id": "c", "pathway_id": "P-c", "icd10": "C508"},
        {**one, "record_id": "d", "pathway_id": "P-d", "icd10": "C435"},
    ]
    found = against(bench, [one, two], theirs)
    assert found.counts == {RecordClass.AMBIGUOUS: 2}


@pytest.mark.slow
def test_no_identifier_stands_in_the_answer(bench: Bench) -> None:
    found = against(bench, list(OURS), list(THEIRS))
    told = str(found.as_json())
    assert not any(row["nhs_number"] in told or row["pathway_id"] in told for row in (*OURS, *THEIRS))

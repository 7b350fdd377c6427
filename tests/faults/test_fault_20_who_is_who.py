"""Fault 20: two people under one number, one person under two, a number changed later: listed, never merged."""

from pathlib import Path

import pytest
from tests.intake.builders import GOOD_RECORD
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.quality.identity import CHANGED, TWO_NUMBERS, TWO_PEOPLE, Conflict, read_conflicts
from clearway.pipeline.quality.ledger import ledger_folder
from clearway.store.folder import StoreKind, create_store

NUMBER, OTHER = "9990000018", "9990000026"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    return Desk(store, ManifestInMemory(), tmp_path)


def send(desk: Desk, *rows: dict[str, str], organisation: str = "RZA", month: str = "2025-04") -> None:
    """Rows named A, B, C …, each on a pathway of its own unless it says otherwise."""
    records = [
        {**GOOD_RECORD, "record_id": name, "pathway_id": f"P-{name}", **row}
        for name, row in zip("ABCDE", rows, strict=False)
    ]
    desk.load(desk.csv(records), organisation=organisation, month=month, force="a small file")
    desk.publish()


def conflicts(desk: Desk) -> list[Conflict]:
    return read_conflicts(ledger_folder(desk.store))


def kinds(desk: Desk) -> list[str]:
    return [one.kind for one in conflicts(desk) if one.ended_on is None]


def test_fault_20_one_person_on_two_pathways_is_no_conflict(desk: Desk) -> None:
    send(desk, {"age_at_referral": "61"}, {"age_at_referral": "62"})
    assert kinds(desk) == []


@pytest.mark.parametrize(
    ("first", "second", "evidence"),
    [
        ({"age_at_referral": "61"}, {"age_at_referral": "35"}, "ages that do not fit"),
        ({"death_date": "2025-05-01"}, {"death_date": "2025-05-09"}, "two days of death"),
    ],
)
def test_fault_20_two_people_under_one_number_are_told_by_what_cannot_be_one_persons(
    desk: Desk, first: dict[str, str], second: dict[str, str], evidence: str
) -> None:
    send(desk, first, second)
    (found,) = conflicts(desk)
    assert (found.kind, found.evidence, found.organisations) == (TWO_PEOPLE, evidence, ("RZA",))


def test_fault_20_one_pathway_with_two_numbers_is_told_and_both_records_stay(desk: Desk) -> None:
    send(desk, {"pathway_id": "P"}, {"pathway_id": "P", "nhs_number": OTHER, "event_type": "02"})
    assert kinds(desk) == [TWO_NUMBERS]
    assert desk.rows("SELECT count(DISTINCT person) FROM records") == [(2,)]


def test_fault_20_two_trusts_that_name_two_numbers_for_one_pathway_are_both_told(desk: Desk) -> None:
    send(desk, {"pathway_id": "P"})
    send(desk, {"pathway_id": "P", "nhs_number": OTHER, "org_treatment": "RZB"}, organisation="RZA", month="2025-03")
    (found,) = conflicts(desk)
    assert (found.kind, len(found.submissions)) == (TWO_NUMBERS, 2)


def test_fault_20_a_number_changed_later_is_told_and_the_earlier_file_stays_as_it_was_sent(desk: Desk) -> None:
    send(desk, {})
    send(desk, {"nhs_number": OTHER})
    (found,) = conflicts(desk)
    assert (found.kind, len(found.people), len(found.submissions)) == (CHANGED, 2, 2)
    assert all((desk.store.identifiers / f"{one}.parquet").exists() for one in found.submissions)


def test_fault_20_the_same_pathway_identifier_of_two_senders_without_an_issuer_is_no_conflict(desk: Desk) -> None:
    send(desk, {"pathway_id": "1", "pathway_issuer": ""})
    rzb = dict.fromkeys(("org_first_seen", "org_fds_end", "org_treatment"), "RZB")
    send(desk, {"pathway_id": "1", "pathway_issuer": "", "nhs_number": OTHER, **rzb}, organisation="RZB")
    assert kinds(desk) == []


def test_fault_20_a_conflict_that_was_corrected_has_ended_and_is_still_known(desk: Desk) -> None:
    send(desk, {"age_at_referral": "61"}, {"age_at_referral": "35"})
    send(desk, {"age_at_referral": "61"}, {"age_at_referral": "61"})
    (found,) = conflicts(desk)
    assert found.ended_on is not None


def test_fault_20_no_number_is_in_the_list(desk: Desk) -> None:
    send(desk, {"age_at_referral": "61"}, {"age_at_referral": "35"})
    assert NUMBER.encode() not in (ledger_folder(desk.store) / "identity.parquet").read_bytes()
    assert NUMBER not in str(conflicts(desk))


def test_fault_20_a_conflict_between_two_files_ends_when_one_of_them_is_replaced(desk: Desk) -> None:
    send(desk, {"age_at_referral": "61"})
    send(desk, {"age_at_referral": "35", "pathway_id": "P-other"}, month="2025-03")
    assert kinds(desk) == [TWO_PEOPLE]
    send(desk, {"age_at_referral": "61", "pathway_id": "P-other"}, month="2025-03")
    assert kinds(desk) == []


def test_fault_20_what_is_found_step_by_step_is_what_is_found_at_once(desk: Desk) -> None:
    send(desk, {"age_at_referral": "61"}, {"nhs_number": OTHER})
    send(desk, {"pathway_id": "P-B", "age_at_referral": "35"}, month="2025-03")
    by_steps = [(one.kind, one.people, one.submissions) for one in conflicts(desk)]
    assert {kind for kind, _, _ in by_steps} == {TWO_PEOPLE, TWO_NUMBERS}
    for path in ledger_folder(desk.store).iterdir():
        path.unlink()
    desk.publish(anew=True)
    assert [(one.kind, one.people, one.submissions) for one in conflicts(desk)] == by_steps

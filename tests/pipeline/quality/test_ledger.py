"""The ledger: what is open since when, what was mended in which file, and what is gone with its record."""

from pathlib import Path
from typing import Any

import pytest
from tests.intake.builders import GOOD_RECORD
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.intake.waiting_times.faults import faults
from clearway.pipeline.quality.catalogue import Severity, catalogue
from clearway.pipeline.quality.ledger import mending_of, read_ledger
from clearway.standards import load_rule_book
from clearway.store.folder import StoreKind, create_store

BAD_DATE = {"crtp_start": "2025-02-30"}
NO_DECISION = {"ctp_start_date": ""}
UNKNOWN_CODE = {"modality": "ZZ"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    return Desk(store, ManifestInMemory(), tmp_path)


def send(desk: Desk, records: dict[str, dict[str, str]], month: str = "2025-04", force: str = "") -> Any:
    """Records by their own name, for Barnsley, loaded and published."""
    rows = [
        {**GOOD_RECORD, "record_id": name, "pathway_id": f"P-{name}", **changes} for name, changes in records.items()
    ]
    (loaded,) = desk.load(desk.csv(rows), organisation="RZA", month=month, force=force or "a small file")
    desk.publish()
    return loaded.submission


def items(desk: Desk) -> set[tuple[str, str, str]]:
    """Finding, column and state of each item."""
    rows = read_ledger(desk.store, "RZA").to_pylist()
    return {(row["finding"], row["column"], row["state"]) for row in rows}


def test_faults_of_cells_and_flags_of_the_clocks_are_items_of_their_record(desk: Desk) -> None:
    first = send(desk, {"A": BAD_DATE, "B": NO_DECISION, "C": {}})
    assert items(desk) == {("DATE_IMPOSSIBLE", "crtp_start", "open"), ("MISSING_DTT", "ctp_start_date", "open")}
    assert mending_of(desk.store, first).words == "0 mended, 0 still open, 2 new"


def test_what_no_longer_occurs_is_ticked_off_what_stays_is_still_open_and_new_is_new(desk: Desk) -> None:
    first = send(desk, {"A": BAD_DATE, "B": NO_DECISION, "C": UNKNOWN_CODE})
    second = send(desk, {"A": {}, "B": NO_DECISION, "C": {**UNKNOWN_CODE, **NO_DECISION}})
    assert mending_of(desk.store, second).words == "1 mended, 2 still open, 1 new"
    rows = {(row["finding"], row["ordinal"]): row for row in read_ledger(desk.store, "RZA").to_pylist()}
    mended = rows["DATE_IMPOSSIBLE", 2]
    assert (mended["state"], mended["closed_in"]) == ("mended", second.id)
    assert mended["closed_on"] == second.received_on
    assert rows["MISSING_DTT", 3]["first_submission"] == first.id
    assert rows["MISSING_DTT", 4]["first_submission"] == second.id


def test_a_record_that_came_no_more_is_gone_and_not_mended(desk: Desk) -> None:
    send(desk, {"A": BAD_DATE, "B": NO_DECISION, "C": {}})
    second = send(desk, {"C": {}})
    assert mending_of(desk.store, second).words == "0 mended, 2 gone with their record, 0 still open, 0 new"


def test_a_record_keeps_its_items_when_its_number_is_corrected_and_its_row_moves(desk: Desk) -> None:
    first = send(desk, {"A": {}, "B": NO_DECISION})
    second = send(desk, {"B": {**NO_DECISION, "nhs_number": "9990000026"}, "A": {}})
    (row,) = read_ledger(desk.store, "RZA").to_pylist()
    assert (row["first_submission"], row["submission_id"], row["ordinal"]) == (first.id, second.id, 2)


def test_one_row_sent_again_by_itself_mends_the_rejected_one(desk: Desk) -> None:
    send(desk, {"A": BAD_DATE, "B": {}, "C": UNKNOWN_CODE})
    later = send(desk, {"A": {}}, month="2025-03")
    assert mending_of(desk.store, later).words == "1 mended, 1 still open, 0 new"


def test_a_fault_that_comes_back_is_a_new_item(desk: Desk) -> None:
    send(desk, {"A": UNKNOWN_CODE})
    send(desk, {"A": {}})
    third = send(desk, {"A": UNKNOWN_CODE, "B": {}})
    assert mending_of(desk.store, third).new == 1
    assert sorted(row["state"] for row in read_ledger(desk.store, "RZA").to_pylist()) == ["mended", "open"]


def test_settling_twice_changes_nothing_and_a_lost_ledger_begins_anew(desk: Desk) -> None:
    send(desk, {"A": BAD_DATE, "B": NO_DECISION})
    before = read_ledger(desk.store, "RZA")
    desk.publish()
    assert read_ledger(desk.store, "RZA") == before
    for path in (desk.store.path / "quality").iterdir():
        path.unlink()
    desk.publish(anew=True)
    assert read_ledger(desk.store, "RZA") == before


def test_the_ledger_holds_no_name_of_a_row(desk: Desk) -> None:
    send(desk, {"SECRET-NAME": BAD_DATE})
    assert all(b"SECRET-NAME" not in path.read_bytes() for path in (desk.store.path / "quality").iterdir())


def test_every_fault_and_every_flag_says_what_is_expected() -> None:
    flags = {one.code.code for one in load_rule_book().code_lists["flag"].codes}
    assert set(catalogue()) == flags | set(faults())
    assert all(said.expected and said.why and said.mend for said in catalogue().values())
    assert catalogue()["MISSING_DTT"].severity is Severity.BLOCKS
    assert catalogue()["DATE_DEFAULT"].severity is Severity.MARK

"""Fault 38: a feed that drifts raises an alarm before anything of it is published, and waits for a person."""

from pathlib import Path

import pytest
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory
from tests.pipeline.quality.months import month_of_records, whole_months

from clearway.pipeline.load import Loaded
from clearway.pipeline.manifest import place_again
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store

MARCH = "2025-03"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A store that holds five good months of Barnsley's, published."""
    store = create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")
    made = Desk(store, ManifestInMemory(), tmp_path)
    made.load(made.csv(whole_months()), organisation="RFF")
    made.publish()
    return made


def send_march(desk: Desk, people: int = 60, force: str = "", **changes: str) -> Loaded:
    path = desk.csv(month_of_records(MARCH, people, **changes))
    (loaded,) = desk.load(path, organisation="RFF", month=MARCH, force=force)
    return loaded


def alarms(loaded: Loaded) -> set[str]:
    return {one.id for one in loaded.findings if one.kind == "analytical"}


def test_fault_38_a_month_like_those_before_it_counts_at_once(desk: Desk) -> None:
    loaded = send_march(desk)
    assert (loaded.submission.state, alarms(loaded)) == ("live", set())


def test_fault_38_forty_percent_fewer_people_are_held_back_and_nothing_is_published(desk: Desk) -> None:
    before, snapshot = desk.contents(), desk.publish().snapshot
    loaded = send_march(desk, people=30)
    assert loaded.submission.state == "held"
    assert alarms(loaded) == {"DRIFT_VOLUME"}
    published = desk.publish()
    assert (published.snapshot, published.is_new) == (snapshot, False)
    assert desk.contents() == before


def test_fault_38_a_column_that_is_suddenly_empty_is_held_back(desk: Desk) -> None:
    loaded = send_march(desk, modality="")
    assert loaded.submission.state == "held"
    assert "DRIFT_MISSING" in alarms(loaded)
    (said,) = [one for one in loaded.findings if one.id == "DRIFT_MISSING"]
    assert "modality is empty everywhere of 60 people who were treated; it was empty in 0% before" in said.message


def test_fault_38_another_mix_of_people_is_held_back(desk: Desk) -> None:
    loaded = send_march(desk, icd10="C61")
    assert loaded.submission.state == "held"
    assert alarms(loaded) == {"DRIFT_MIX"}


def test_fault_38_what_is_held_back_is_kept_and_its_bytes_again_do_nothing(desk: Desk) -> None:
    path = desk.csv(month_of_records(MARCH, 30))
    (first,) = desk.load(path, organisation="RFF", month=MARCH)
    (again,) = desk.load(path, organisation="RFF", month=MARCH)
    assert (desk.store.submissions / first.submission.id / "records.parquet").exists()
    assert again.is_duplicate
    assert again.as_json()["state"] == "held"
    with pytest.raises(Refused, match="held back since"):
        desk.load(path, organisation="RFF", month=MARCH, force="I know better")


def test_fault_38_a_reason_given_with_the_file_makes_it_count_at_once(desk: Desk) -> None:
    loaded = send_march(desk, people=30, force="the clinic was closed for three weeks")
    assert loaded.submission.state == "live"
    assert alarms(loaded) == {"DRIFT_VOLUME"}


def test_fault_38_a_corrected_file_takes_the_place_of_the_good_one_only_when_it_is_like_it(desk: Desk) -> None:
    good = send_march(desk)
    emptied = send_march(desk, people=20)
    assert emptied.submission.state == "held"
    assert emptied.submission.supersedes == ""
    assert [row.state for row in desk.manifest.rows if row.id == good.submission.id] == ["live"]
    placed = place_again(emptied.submission, desk.manifest.rows)
    assert (placed.version, placed.supersedes) == (2, good.submission.id)


def test_fault_38_a_held_file_is_not_placed_over_a_later_one(desk: Desk) -> None:
    held = send_march(desk, people=30)
    send_march(desk)
    with pytest.raises(Refused, match=r"Version 2 came on .* and counts in its place"):
        place_again(held.submission, desk.manifest.rows)


def test_fault_38_the_first_file_of_a_sender_is_compared_with_nothing(desk: Desk) -> None:
    (loaded,) = desk.load(desk.csv(month_of_records(MARCH, 9, org_treatment="RFR")), organisation="RFR", month=MARCH)
    assert (loaded.submission.state, alarms(loaded)) == ("live", set())


def test_fault_38_a_few_late_records_beside_a_file_are_not_a_fall(desk: Desk) -> None:
    late = month_of_records("2025-02", 4)
    for number, record in enumerate(late):
        record |= {"record_id": f"late-{number}", "pathway_id": f"L{number}"}
    (loaded,) = desk.load(desk.csv(late), organisation="RFF")
    assert (loaded.submission.state, alarms(loaded)) == ("live", set())


def test_fault_38_the_running_month_is_not_compared(desk: Desk) -> None:
    rows = month_of_records(MARCH, 12, report_date="2025-03-31")
    for record in rows:
        record |= {"report_date": "2025-03-20", "treatment_start_date": "2025-03-19"}
    (loaded,) = desk.load(desk.csv(rows), organisation="RFF", month=MARCH)
    assert (loaded.submission.state, alarms(loaded)) == ("live", set())

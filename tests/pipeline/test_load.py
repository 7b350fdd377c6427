"""Loading: what is kept of a file, where, and what is never kept."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.intake.builders import GOOD_RECORD, MonthlyWorkbook, records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.load import load
from clearway.pipeline.staging import contents_problems, folder_of, identifiers_of, sweep
from clearway.records.findings import Refused
from clearway.records.waiting_times import IDENTIFYING
from clearway.store.folder import StoreKind, create_store

REAL_NUMBER = "4505577104"
SECRET = "Mrs Example could not come"


def test_a_guarded_reader_reads_a_file_and_every_row_is_accepted_or_rejected(desk: Desk) -> None:
    path = desk.csv(records({}, {"crtp_start": "2025-02-30"}))
    (loaded,) = load([path], store=desk.store, manifest=desk.manifest)
    assert (loaded.submission.accepted, loaded.submission.rejected) == (1, 1)
    assert [one.id for one in loaded.findings] == ["DATE_IMPOSSIBLE"]
    told = loaded.as_json()
    assert {"submission", "version", "accepted", "rejected", "findings", "duplicate_of"} <= set(told)
    assert told["findings"][0]["kind"] == "logical"
    assert told["findings"][0]["first_row"] == 3


def test_a_submission_keeps_what_was_sent_as_text_and_what_was_read_as_types(desk: Desk) -> None:
    (loaded,) = desk.load(desk.csv(records({}, {"crtp_start": "2025-02-30"})))
    folder = folder_of(desk.store, loaded.submission.id)
    received = pq.read_table(folder / "received.parquet")
    assert received.num_rows == 2
    assert set(map(str, received.schema.types)) == {"string"}
    assert pq.read_table(folder / "records.parquet")["crtp_start"].to_pylist()[0].isoformat() == "2025-03-03"
    assert pq.read_table(folder / "rejected.parquet")["row"].to_pylist() == [3]
    told = json.loads((folder / "findings.json").read_text())
    assert told["files"][0]["sha256"] == loaded.submission.sha256
    assert contents_problems(desk.store, loaded.submission.id) == []


def test_identifiers_are_split_from_what_is_counted(desk: Desk) -> None:
    (loaded,) = desk.load(desk.csv(records({"delay_comment": SECRET})))
    counted = pq.read_table(folder_of(desk.store, loaded.submission.id) / "records.parquet")
    apart = pq.read_table(identifiers_of(desk.store, loaded.submission.id))
    assert not IDENTIFYING & set(counted.column_names)
    assert GOOD_RECORD["nhs_number"] not in str(counted.to_pylist())
    assert SECRET not in str(counted.to_pylist())
    assert apart["nhs_number"].to_pylist() == [GOOD_RECORD["nhs_number"]]
    assert apart["person"].to_pylist() == counted["person"].to_pylist()
    assert apart["pathway"].to_pylist() == counted["pathway"].to_pylist()
    assert apart["delay_comment"].to_pylist() == [SECRET]


def test_only_the_owner_may_read_what_was_loaded(desk: Desk) -> None:
    (loaded,) = desk.load(desk.csv(records({})))
    folder = folder_of(desk.store, loaded.submission.id)
    assert folder.stat().st_mode & 0o077 == 0
    assert identifiers_of(desk.store, loaded.submission.id).stat().st_mode & 0o077 == 0
    assert (folder / "records.parquet").stat().st_mode & 0o077 == 0


def test_a_demo_store_keeps_nothing_of_a_file_with_numbers_of_real_people(desk: Desk) -> None:
    path = desk.csv(records({}, {"nhs_number": REAL_NUMBER}))
    with pytest.raises(Refused, match="this is a demo store") as caught:
        desk.load(path)
    assert REAL_NUMBER not in str(caught.value)
    assert desk.manifest.rows == []
    assert list(desk.store.submissions.iterdir()) == list(desk.store.identifiers.iterdir()) == []


def test_a_live_store_rejects_synthetic_numbers_row_by_row(tmp_path: Path) -> None:
    live = Desk(
        create_store(tmp_path / "live", kind=StoreKind.LIVE, alliance="E56000025"), ManifestInMemory(), tmp_path
    )
    (loaded,) = live.load(live.csv(records({}, {"nhs_number": REAL_NUMBER})))
    assert (loaded.submission.accepted, loaded.submission.rejected) == (1, 1)
    assert [one.id for one in loaded.findings] == ["NHS_NUMBER_SYNTHETIC"]


def test_published_files_are_submissions_of_their_own(desk: Desk) -> None:
    provider = MonthlyWorkbook().save(desk.folder / "MARCH-2025-PROVIDER-FINAL.xlsx")
    commissioner = MonthlyWorkbook(basis="COMMISSIONER").save(desk.folder / "MARCH-2025-COMMISSIONER-FINAL.xlsx")
    loaded = desk.load(provider, commissioner)
    assert [one.submission.source for one in loaded] == [
        "published_workbook_provider",
        "published_workbook_commissioner",
    ]
    assert all(one.submission.release == "final" for one in loaded)


def test_rows_that_stand_in_two_files_of_one_submission_are_told_apart(desk: Desk) -> None:
    one, two, three = records({}, {}, {})
    other_two = {**two, "icd10": "C509"}
    (loaded,) = desk.load(desk.csv([one, two]), desk.csv([one, other_two, three]))
    assert (loaded.submission.accepted, loaded.submission.rejected) == (2, 3)
    assert {(finding.id, finding.count) for finding in loaded.findings} == {("ROW_TWICE", 1), ("RECORD_ID_TWICE", 2)}


def test_the_same_file_given_twice_in_one_load_is_read_once(desk: Desk) -> None:
    rows = records({})
    (loaded,) = desk.load(desk.csv(rows), desk.csv(rows))
    assert (loaded.submission.accepted, loaded.findings) == (1, ())


def test_what_cannot_be_admitted_leaves_nothing_behind(desk: Desk) -> None:
    class ManifestThatFails(ManifestInMemory):
        def admit(self, *arguments: object) -> object:  # type: ignore[override]
            raise RuntimeError("the database went away")

    desk.manifest = ManifestThatFails()
    with pytest.raises(RuntimeError, match="went away"):
        desk.load(desk.csv(records({})))
    assert list(desk.store.submissions.iterdir()) == list(desk.store.identifiers.iterdir()) == []


def test_a_disk_that_is_full_is_said_in_words_and_nothing_is_loaded(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object, **options: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clearway.pipeline.staging.pq.write_table", full)
    with pytest.raises(Refused, match="No space left on device"):
        desk.load(desk.csv(records({})))
    assert desk.manifest.rows == []
    assert list(desk.store.submissions.iterdir()) == []


def test_a_folder_that_was_visible_once_is_never_swept_away(desk: Desk) -> None:
    (loaded,) = desk.load(desk.csv(records({})))
    assert sweep(desk.store, known=()) == ()
    assert folder_of(desk.store, loaded.submission.id).is_dir()
    assert identifiers_of(desk.store, loaded.submission.id).exists()


def test_a_load_says_which_other_submissions_speak_of_the_same_months(desk: Desk) -> None:
    (march,) = desk.load(desk.csv(records({})), organisation="RZA", month="2025-03")
    (wider,) = desk.load(desk.csv(records({}, {})), organisation="RZA")
    (revised,) = desk.load(desk.csv(records({}, {}, {})), organisation="RZA", month="2025-03")
    assert march.overlaps == ()
    assert wider.overlaps == (march.submission.id,)
    assert revised.overlaps == (wider.submission.id,), "the one it replaces is no overlap"

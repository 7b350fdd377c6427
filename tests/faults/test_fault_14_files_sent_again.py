"""Fault 14: the same bytes again do nothing and say so; a revision is a new version; an older file needs a reason."""

from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, csv_file, records
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.intake.reading import Declared
from clearway.pipeline.load import Loaded, load
from clearway.records.findings import Refused
from clearway.store.folder import StoreFolder, StoreKind, create_store

MARCH = Declared(organisation="RZA", month="2025-03")


@pytest.fixture
def store(tmp_path: Path) -> StoreFolder:
    return create_store(tmp_path / "store", kind=StoreKind.DEMO, alliance="E56000025")


@pytest.fixture
def manifest() -> ManifestInMemory:
    return ManifestInMemory()


def send(path: Path, store: StoreFolder, manifest: ManifestInMemory, reason: str = "") -> Loaded:
    """Load one file."""
    (loaded,) = load([path], store=store, manifest=manifest, declared=MARCH, force_reason=reason)
    return loaded


def test_fault_14_the_same_bytes_under_another_name_do_nothing_and_say_so(
    tmp_path: Path, store: StoreFolder, manifest: ManifestInMemory
) -> None:
    first = send(csv_file(tmp_path, records({}), "march.csv"), store, manifest)
    again = send(csv_file(tmp_path, records({}), "march (1).csv"), store, manifest)
    assert not first.is_duplicate
    assert again.is_duplicate
    assert again.submission.id == first.submission.id
    assert len(manifest.rows) == 1


def test_fault_14_a_revised_month_is_a_new_version_and_the_old_one_stays(
    tmp_path: Path, store: StoreFolder, manifest: ManifestInMemory
) -> None:
    first = send(csv_file(tmp_path, records({}), "march.csv"), store, manifest)
    revised = send(csv_file(tmp_path, records({}, {}), "march.csv"), store, manifest)
    assert (first.submission.version, revised.submission.version) == (1, 2)
    assert revised.submission.supersedes == first.submission.id
    assert [row.state for row in manifest.rows] == ["superseded", "live"]
    assert all((store.submissions / row.id).is_dir() for row in manifest.rows)


@pytest.mark.slow
def test_fault_14_an_older_file_after_a_newer_one_is_refused_unless_a_reason_is_given(
    tmp_path: Path, store: StoreFolder, manifest: ManifestInMemory
) -> None:
    older = csv_file(tmp_path, records({}), "older.csv")
    send(older, store, manifest)
    send(csv_file(tmp_path, records({}, {}), "newer.csv"), store, manifest)
    with pytest.raises(Refused, match="a later version has replaced it"):
        send(older, store, manifest)
    assert send(older, store, manifest, reason="the revision was wrong").submission.version == 3


def test_fault_14_a_provisional_workbook_stands_beside_the_final_one(
    tmp_path: Path, store: StoreFolder, manifest: ManifestInMemory
) -> None:
    provisional = MonthlyWorkbook(status="Status: Provisional Official Statistics").save(tmp_path / "MARCH-2025.xlsx")
    final = MonthlyWorkbook().save(tmp_path / "MARCH-2025-FINAL.xlsx")
    for path in (provisional, final):
        load([path], store=store, manifest=manifest)
    assert [(row.release, row.state) for row in manifest.rows] == [("provisional", "live"), ("final", "live")]

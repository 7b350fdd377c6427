"""Identifiable records enter a live store only under a sharing agreement; what needs none is not asked for one."""

from pathlib import Path

import pytest
from tests.intake.builders import MonthlyWorkbook, records
from tests.pipeline.loading import Desk
from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.pipeline.manifest import Cover, DataSet
from clearway.records.findings import Refused
from clearway.store.folder import StoreKind, create_store

REAL = {"nhs_number": "9434765919"}
NAMELESS = {"nhs_number": "", "nhs_number_status": "", "pathway_id": "", "delay_comment": ""}


class NothingAgreed(ManifestInMemory):
    """No organisation has an agreement but those named."""

    def __init__(self, *agreed: str) -> None:
        super().__init__()
        self.agreed = agreed
        self.asked: list[str] = []

    def agreement_for(self, organisation: str, data_set: DataSet) -> Cover:
        self.asked.append(organisation)
        return Cover(organisation in self.agreed, f"{organisation} has no agreement for {data_set}.")


@pytest.fixture
def live(tmp_path: Path) -> Desk:
    store = create_store(tmp_path / "live", kind=StoreKind.LIVE, alliance="E56000025")
    sent = tmp_path / "sent"
    sent.mkdir()
    return Desk(store, NothingAgreed(), sent)


def test_identifiable_records_without_an_agreement_are_refused_before_anything_is_staged(live: Desk) -> None:
    with pytest.raises(Refused) as refusal:
        live.load(live.csv(records(REAL)), organisation="RZA")
    assert refusal.value.code == "AGREEMENT_MISSING"
    assert "RZA has no agreement for waiting_time_records" in refusal.value.reason
    assert "clearway agreements add" in refusal.value.mend
    assert "--party RZA --party E56000025" in refusal.value.mend
    assert "/data/agreements" in refusal.value.mend
    assert REAL["nhs_number"] not in str(refusal.value)
    assert live.manifest.rows == []
    assert list(live.store.submissions.iterdir()) == list(live.store.identifiers.iterdir()) == []


def test_a_pathway_identifier_alone_identifies_and_so_does_a_row_that_was_rejected(live: Desk) -> None:
    only_pathway = {**NAMELESS, "pathway_id": "P1"}
    only_rejected = {**REAL, "crtp_start": "2025-02-30"}
    for row in (only_pathway, only_rejected):
        with pytest.raises(Refused, match="identifies people"):
            live.load(live.csv(records(row)), organisation="RZA")


def test_every_organisation_of_a_file_of_no_single_one_needs_cover(live: Desk) -> None:
    live.manifest = NothingAgreed("RZA")
    path = live.csv(records({**REAL, "org_treatment": "RZB"}))
    with pytest.raises(Refused, match="RZB has no agreement") as refusal:
        live.load(path)
    assert "RZA has no" not in refusal.value.reason
    assert "--organisation CODE" in refusal.value.mend
    live.manifest = NothingAgreed("RZA", "RZB")
    (loaded,) = live.load(path)
    assert loaded.submission.accepted == 1


def test_the_sender_alone_needs_cover_when_it_is_named(live: Desk) -> None:
    live.manifest = NothingAgreed("RZA")
    live.load(live.csv(records({**REAL, "org_treatment": "RZB"})), organisation="RZA")
    assert live.manifest.asked == ["RZA"]


def test_files_without_rows_published_figures_and_demo_stores_need_no_agreement(live: Desk, desk: Desk) -> None:
    live.load(live.csv([]), organisation="RZA")
    live.load(MonthlyWorkbook().save(live.folder / "MARCH-2025-FINAL.xlsx"))
    assert live.manifest.asked == []
    desk.manifest = NothingAgreed()
    desk.load(desk.csv(records({})))
    assert desk.manifest.asked == []

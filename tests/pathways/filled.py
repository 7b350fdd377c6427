"""A small store with records of real trusts and made-up people, for tests of pathways and of their pages."""

import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from tests.pipeline.manifest_in_memory import ManifestInMemory

from clearway.intake.reading import Declared
from clearway.pipeline.load import load
from clearway.pipeline.publish import publish
from clearway.records.waiting_times import COLUMN_NAMES
from clearway.standards import load_rule_book
from clearway.standards.organisations import load_organisations
from clearway.store.folder import StoreFolder, StoreKind, create_store

BARNSLEY, SHEFFIELD, ROTHERHAM, DONCASTER = "RFF", "RHQ", "RFR", "RP5"
TODAY = date(2025, 6, 30)

LATE_HANDOVER: dict[str, Any] = {
    "record_id": "B1",
    "nhs_number": "9990000018",
    "pathway_id": "PW1",
    "pathway_issuer": BARNSLEY,
    "priority_type": "3",
    "source_of_referral": "03",
    "referral_type": "11",
    "crtp_start": "2025-03-03",
    "date_first_seen": "2025-03-18",
    "org_first_seen": BARNSLEY,
    "wta_first_seen": "7",
    "wta_first_seen_reason": "3",
    "fds_end_date": "2025-04-07",
    "fds_end_reason": "01",
    "org_fds_end": BARNSLEY,
    "ctp_start_date": "2025-04-29",
    "treatment_start_date": "2025-05-19",
    "wta_treatment": "0",
    "event_type": "01",
    "modality": "23",
    "care_setting": "01",
    "icd10": "C61",
    "org_treatment": SHEFFIELD,
    "accountable_investigating_org": BARNSLEY,
    "transfer_date": "2025-04-25",
    "delay_ref_to_treat": "02",
    "delay_comment": "Rang Mrs Example twice",
}
"""Breach on day 70: first appointment missed (7 days off), handed over on day 46, treated 24 days later."""

OWN_BREACH = LATE_HANDOVER | {
    "record_id": "B2",
    "nhs_number": "9990000026",
    "pathway_id": "PW2",
    "icd10": "C187",
    "referral_type": "07",
    "wta_first_seen": "0",
    "wta_first_seen_reason": "",
    "date_first_seen": "2025-03-12",
    "org_treatment": BARNSLEY,
    "org_dtt": BARNSLEY,
    "accountable_investigating_org": "",
    "transfer_date": "",
    "fds_end_date": "2025-03-28",
    "treatment_start_date": "2025-05-09",
    "delay_ref_to_treat": "",
    "delay_comment": "",
}
"""Breach on day 67 at one trust, without a reason."""

IN_TIME = OWN_BREACH | {
    "record_id": "B3",
    "nhs_number": "9990000034",
    "pathway_id": "PW3",
    "treatment_start_date": "2025-05-02",
}
ELSEWHERE = OWN_BREACH | {
    "record_id": "D1",
    "nhs_number": "9990000042",
    "pathway_id": "PW4",
    "pathway_issuer": DONCASTER,
    "org_first_seen": DONCASTER,
    "org_fds_end": DONCASTER,
    "org_treatment": DONCASTER,
    "org_dtt": DONCASTER,
}
"""A breach that is none of Barnsley's business."""


def written(path: Path, rows: Iterable[dict[str, Any]]) -> Path:
    """Records as a file to load."""
    with path.open("w", newline="", encoding="utf-8") as lines:
        out = csv.DictWriter(lines, COLUMN_NAMES, restval="")
        out.writeheader()
        out.writerows(rows)
    return path


class FilledStore:
    """A demo store that files are loaded into, with its manifest in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store: StoreFolder = create_store(folder / "store", kind=StoreKind.DEMO, alliance="E56000025")
        self.manifest = ManifestInMemory()

    def take(self, name: str, rows: Iterable[dict[str, Any]], organisation: str = "", release: str = "final") -> None:
        """Load some records as one file."""
        file = written(self.folder / name, rows)
        declared = Declared(organisation=organisation, today=TODAY, release=release)  # type: ignore[arg-type]
        load([file], store=self.store, manifest=self.manifest, declared=declared)

    def publish(self) -> None:
        """Make what was loaded visible to pages."""
        publish(store=self.store, manifest=self.manifest, rules=load_rule_book(), organisations=load_organisations())

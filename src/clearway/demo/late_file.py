"""A second, smaller file: records that one trust sends late, some of which cannot be accepted (assumption FAULT-2)."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.arrays import Ints, Random
from clearway.demo.assumptions import assumed
from clearway.demo.extracts import Extract, csv_bytes, record_names


@dataclass(frozen=True, slots=True)
class Spoiled:
    """A cell as a spreadsheet or a slip leaves it, and the finding with which the reader rejects the row."""

    column: str
    text: str
    finding: str


SPOILED: tuple[Spoiled, ...] = (
    Spoiled("treatment_start_date", "2025-02-30", "DATE_IMPOSSIBLE"),
    Spoiled("event_type", "1", "CODE_LOST_ZERO"),
    Spoiled("wta_treatment", "-3", "DAYS_NEGATIVE"),
    Spoiled("treatment_start_date", "45735", "DATE_SPREADSHEET_NUMBER"),
)
LONG_AGO_DECIDED, LONG_AGO_TREATED = date(2020, 2, 10), date(2020, 3, 18)
"""Before July 2020 a pause by patient choice counted for admitted care only."""

RECENT = timedelta(days=75)


@dataclass(frozen=True)
class LateFile:
    """The file as sent, and how many of its rows the reader must reject."""

    provider: str
    content: bytes
    rows: int
    rejected: int = len(SPOILED)

    @property
    def file_name(self) -> str:
        """What the file is called."""
        return f"synthetic-records-{self.provider}-late.csv"


def held_back(rng: Random, extract: Extract, today: date) -> tuple[Extract, LateFile]:
    """One trust's records in two files: the ones sent in time, and those that come late.

    Raises `ValueError` when the trust has too few recent treatments to hold any back.
    """
    records = extract.records
    wanted = assumed("faults")["late"]["records"]
    treated = records["treatment_start_date"]
    is_recent = pc.and_(pc.greater_equal(treated, today - RECENT), pc.less_equal(treated, today))
    is_later = pc.and_(is_recent, pc.is_null(records["crtp_start"]))
    recent, later = _places(is_recent), _places(is_later)
    if len(recent) < wanted or not len(later):
        raise ValueError(f"{extract.provider} has {len(recent)} recent treatments; a late file needs {wanted}.")
    long_ago = int(rng.choice(later))
    others = rng.choice(recent[recent != long_ago], wanted - 1, replace=False)
    places = np.concatenate([[long_ago], np.sort(others)])
    kept = np.setdiff1d(np.arange(records.num_rows), places)
    late = _spoiled(records.take(places), extract.provider)
    in_time = replace(extract, records=records.take(kept), faults=extract.faults.take(kept))
    return in_time, LateFile(extract.provider, csv_bytes(late), len(places))


def _places(mask: pa.ChunkedArray) -> Ints:
    return np.flatnonzero(pc.fill_null(mask, fill_value=False).to_numpy(zero_copy_only=False)).astype(np.int64)


def _spoiled(records: pa.Table, provider: str) -> pa.Table:
    """The records as text: the first long ago with a pause not allowed then, the next ones with a spoiled cell each."""
    texts = {name: pc.fill_null(records[name].cast(pa.string()), "").to_pylist() for name in records.column_names}
    texts["record_id"] = record_names(f"{provider}-LATE", records.num_rows).tolist()
    long_ago = {
        "mdt_date": "",
        "ctp_start_date": LONG_AGO_DECIDED.isoformat(),
        "treatment_start_date": LONG_AGO_TREATED.isoformat(),
        "wta_treatment": "10",
        "wta_treatment_reason": "PATIENT_CHOICE",
        "care_setting": "03",
        "death_date": "",
    }
    for name, text in long_ago.items():
        texts[name][0] = text
    for row, spoiled in enumerate(SPOILED, start=1):
        texts[spoiled.column][row] = spoiled.text
    return pa.table({name: pa.array(column, pa.string()) for name, column in texts.items()})

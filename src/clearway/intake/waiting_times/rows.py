"""Questions about a row as a whole: is it blank, there twice, without a person, or in the future?"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.judged import Judged, Rows
from clearway.intake.waiting_times.ledger import Ledger
from clearway.records.nhs_number import Kind, nhs_number_faults

CELL_END = "\x00"
"""Stands in no cell: a file that holds one is refused before its rows are read."""

NEVER_AHEAD = ("decision_to_refer_date", "crtp_start", "consultant_upgrade_date", "death_date")
"""What has happened by the day of an extract. Appointments, tellings and treatments may be booked ahead."""


def blank_rows(rows: pa.Table) -> npt.NDArray[np.bool_]:
    """Which rows hold nothing at all: spreadsheets leave such rows behind; they are no records."""
    blank = np.ones(rows.num_rows, dtype=bool)
    for column in rows.itercolumns():
        if not blank.any():
            break
        blank &= pc.equal(pc.utf8_trim_whitespace(column), "").to_numpy()
    return blank


def enter_doubles(rows: pa.Table, record_ids: Judged, blank: npt.NDArray[np.bool_], ledger: Ledger) -> None:
    """Enter rows without a record_id and rows that share one.

    Copies of one row: the first is kept. Different rows under one name: all are rejected, whichever came first.
    """
    is_named = pc.is_valid(record_ids.column).to_numpy(zero_copy_only=False)
    is_missing = ~is_named & ~blank
    for faulty in record_ids.faults.values():
        is_missing[faulty] = False
    ledger.add("RECORD_ID_MISSING", "record_id", np.flatnonzero(is_missing))
    numbers = record_ids.column.dictionary_encode().indices.to_numpy(zero_copy_only=False)
    names = np.where(is_named, numbers, -1).astype(np.int64)
    counts = np.bincount(names[is_named]) if is_named.any() else np.empty(0, dtype=np.int64)
    shared = np.flatnonzero(is_named & (counts[names] > 1)) if counts.size else np.empty(0, dtype=np.int64)
    groups: dict[int, list[int]] = {}
    for position in shared.tolist():
        groups.setdefault(int(names[position]), []).append(position)
    texts = dict(zip(shared.tolist(), whole_rows(rows, shared), strict=True))
    twice, clashing = [], []
    for positions in groups.values():
        if len({texts[position] for position in positions}) == 1:
            twice += positions[1:]
        else:
            clashing += positions
    ledger.add("ROW_TWICE", "", as_rows(twice))
    ledger.add("RECORD_ID_TWICE", "record_id", as_rows(clashing))


def whole_rows(rows: pa.Table, positions: Rows) -> list[str]:
    """Some rows as one text each: equal texts for rows that are equal in every cell."""
    if not positions.size:
        return []
    taken = rows.take(pa.array(positions))
    joined = pc.binary_join_element_wise(*taken.itercolumns(), CELL_END)
    return list(joined.to_pylist())


def checked_nhs_numbers(
    columns: Mapping[str, Judged], blank: npt.NDArray[np.bool_], kind: Kind, ledger: Ledger
) -> pa.Array:
    """The NHS numbers that are sound, others empty, with a fault entered for each that is not.

    A record whose number is missing or unsound is kept under its local pathway identifier; without one it is rejected.
    """
    judged = columns["nhs_number"]
    faults = nhs_number_faults(judged.column, kind)
    faults[blank] = None
    is_faulty = faults != None  # noqa: E711 - element by element
    for fault in sorted(set(faults[is_faulty])):
        ledger.add(fault.value, "nhs_number", np.flatnonzero(faults == fault))
    has_pathway = np.zeros(len(faults), dtype=bool)
    if "pathway_id" in columns:
        has_pathway = pc.is_valid(columns["pathway_id"].column).to_numpy(zero_copy_only=False)
    ledger.add("NO_IDENTIFIER", "nhs_number", np.flatnonzero(is_faulty & ~has_pathway))
    return pc.if_else(pa.array(~is_faulty), judged.column, None)


def enter_future(columns: Mapping[str, Judged], today: date | None, ledger: Ledger) -> None:
    """Enter dates that lie after the day of the extract: the row's own report_date, else the day of sending."""
    reported = columns["report_date"].column if "report_date" in columns else None
    for name in NEVER_AHEAD:
        if name in columns:
            dates = columns[name].column
            limit = pa.nulls(len(dates), pa.date32()) if reported is None else reported
            if today is not None:
                limit = pc.fill_null(limit, pa.scalar(today, pa.date32()))
            ahead = pc.fill_null(pc.greater(dates, limit), fill_value=False)
            ledger.add("DATE_FUTURE", name, np.flatnonzero(ahead.to_numpy(zero_copy_only=False)), columns[name].values)


def as_rows(positions: list[int]) -> Rows:
    """Positions in the order of the file."""
    return np.array(sorted(positions), dtype=np.int64)

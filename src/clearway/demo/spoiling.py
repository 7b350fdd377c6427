"""Faults that only a file can hold: cells as spreadsheets and slips leave them, rows twice, a column or people gone."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clearway.demo.arrays import Flags, Ints, Random, Text, is_chosen
from clearway.demo.extracts import RECORD_ID, Extract, csv_bytes, file_name
from clearway.demo.fault_catalogue import Put, catalogue, put_in

SPREADSHEET_BEGINS = date(1899, 12, 30)
GONE = "icd10"
LATE_DAYS = 30
WHOLE_FILE = ""
"""Stands in the list of faults where a record's name would."""


@dataclass(frozen=True, slots=True)
class SpoiltFile:
    """A CSV file as it would be sent, and what is wrong in it: (record, fault), no record for the file as a whole."""

    name: str
    content: bytes
    faults: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Sheet:
    """Rows as text, column by column, and the fault that each row carries."""

    texts: dict[str, NDArray[Any]]
    faults: Text

    def take(self, rows: Ints | Flags) -> "Sheet":
        """Some rows, in that order."""
        return Sheet({name: column[rows] for name, column in self.texts.items()}, self.faults[rows])

    def csv(self) -> bytes:
        """The file."""
        return csv_bytes(pa.table({name: pa.array(column, pa.string()) for name, column in self.texts.items()}))

    def named(self) -> list[tuple[str, str]]:
        """Each record that carries a fault, with its name."""
        places = np.flatnonzero(self.faults != "")
        return [(str(self.texts[RECORD_ID][place]), str(self.faults[place])) for place in places]


def spoilt_files(rng: Random, extract: Extract, asked: Mapping[str, float], today: date) -> Iterator[SpoiltFile]:
    """One trust's records as one or two files with the asked faults; those of records are in them already.

    A record carries one fault at most, save that a doubled row doubles what is in it.
    """
    sheet = _sheet(extract)
    for name, rate in put_in(asked, Put.CELL).items():
        _spoil_cells(rng, sheet, name, rate)
    of_files, whole = put_in(asked, Put.FILE), []
    is_late = np.zeros(len(sheet.faults), dtype=bool)
    if rate := of_files.get("late-data", 0.0):
        is_late = _treated_since(extract.records, today - timedelta(days=LATE_DAYS)) & (sheet.faults == "")
        is_late &= is_chosen(rng, rate, len(is_late))
    stays = ~is_late
    if rate := of_files.get("volume-drop", 0.0):
        stays &= ~(_stopped_in_month_before(extract.records, today) & is_chosen(rng, rate, len(stays)))
        whole.append((WHOLE_FILE, "volume-drop"))
    sent = sheet.take(stays)
    if rate := of_files.get("duplicate-rows", 0.0):
        sent = _with_doubles(rng, sent, rate)
    if rate := of_files.get("record-id-twice", 0.0):
        _share_record_ids(rng, sent, rate)
    if rng.random() < of_files.get("column-gone", 0.0):
        del sent.texts[GONE]
        whole.append((WHOLE_FILE, "column-gone"))
    yield SpoiltFile(file_name(extract.provider), sent.csv(), (*whole, *sent.named()))
    if is_late.any():
        late = sheet.take(is_late)
        late.faults[:] = "late-data"
        yield SpoiltFile(f"synthetic-records-{extract.provider}-late.csv", late.csv(), tuple(late.named()))


def _sheet(extract: Extract) -> Sheet:
    records = extract.records
    texts = {
        name: pc.fill_null(records[name].cast(pa.string()), "").to_numpy(zero_copy_only=False)
        for name in records.column_names
    }
    return Sheet(texts, pc.fill_null(extract.faults, "").to_numpy(zero_copy_only=False).astype("U40"))


def _spoil_cells(rng: Random, sheet: Sheet, name: str, rate: float) -> None:
    spoil, column = SPOIL[name], sheet.texts[catalogue()[name].column]
    may = np.flatnonzero((column != "") & (sheet.faults == ""))
    for place in may[is_chosen(rng, rate, len(may))].tolist():
        spoilt = spoil(column[place])
        if spoilt != column[place]:
            column[place], sheet.faults[place] = spoilt, name


def _transposed(text: str) -> str:
    """Day and month exchanged where no month has that number; other days would give another date that nobody sees."""
    year, month, day = text.split("-")
    return f"{year}-{day}-{month}" if int(day) > 12 else text


def _other_check_digit(text: str) -> str:
    return f"{text[:-1]}{(int(text[-1]) + 1) % 10}"


SPOIL: dict[str, Callable[[str], str]] = {
    "impossible-date": lambda text: f"{text[:4]}-02-30",
    "transposed-day-and-month": _transposed,
    "spreadsheet-date": lambda text: str((date.fromisoformat(text) - SPREADSHEET_BEGINS).days),
    "default-date": lambda text: "1900-01-01",
    "lost-leading-zero": lambda text: text.lstrip("0") if text.isdecimal() and int(text) else text,
    "unknown-code": lambda text: "ZZ",
    "unknown-diagnosis": lambda text: f"?{text}",
    "negative-days": lambda text: "-3",
    "wrong-check-digit": _other_check_digit,
    "unreadable-trust": lambda text: "the Royal",
}
"""What becomes of a cell, by the fault's name."""


def _with_doubles(rng: Random, sheet: Sheet, rate: float) -> Sheet:
    """Some rows a second time, further down."""
    again = np.flatnonzero((sheet.faults == "") & is_chosen(rng, rate, len(sheet.faults)))
    count = len(sheet.faults)
    whole = sheet.take(np.concatenate([np.arange(count), again]))
    whole.faults[count:] = "duplicate-rows"
    return whole


def _share_record_ids(rng: Random, sheet: Sheet, rate: float) -> None:
    """Some rows take the name of another, sound row; no name is taken twice."""
    sound = np.flatnonzero(_stand_once(sheet) & (sheet.faults == ""))
    chosen = rng.permutation(sound)[: 2 * int(rng.binomial(len(sound) // 2, rate))]
    takers, owners = chosen[::2], chosen[1::2]
    sheet.texts[RECORD_ID][takers] = sheet.texts[RECORD_ID][owners]
    sheet.faults[takers] = "record-id-twice"


def _stand_once(sheet: Sheet) -> Flags:
    _, inverse, count = np.unique(sheet.texts[RECORD_ID].astype("U24"), return_inverse=True, return_counts=True)
    return np.asarray(count[inverse] == 1, dtype=bool)


def _treated_since(records: pa.Table, day: date) -> Flags:
    since = pc.greater_equal(records["treatment_start_date"], day)
    return np.asarray(pc.fill_null(since, fill_value=False).to_numpy(zero_copy_only=False), dtype=bool)


def _stopped_in_month_before(records: pa.Table, today: date) -> Flags:
    """Told or treated in the last whole month."""
    month = (today.replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    stops = [
        pc.fill_null(pc.equal(pc.strftime(records[name], "%Y-%m"), month), fill_value=False)
        for name in ("fds_end_date", "treatment_start_date", "date_first_seen")
    ]
    return np.asarray(pc.or_(pc.or_(stops[0], stops[1]), stops[2]).to_numpy(zero_copy_only=False), dtype=bool)

"""The ledger of a reading: which rows have which fault, as findings for people and as the list of rejected rows."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.faults import Effect, Fault, faults
from clearway.intake.waiting_times.judged import Rows
from clearway.records.findings import Finding
from clearway.records.waiting_times import IDENTIFYING

MOST_SHOWN = 500
"""So many findings of one fault in one column are told row by row; the rest as one finding with their number."""

FIRST_ROW = 2
"""The file's own number of the first row below the heading, where nothing stands above the heading."""

LONGEST_VALUE, LONGEST_KEPT = 24, 60
MANY_DIGITS = re.compile(r"[0-9](?:[ -]?[0-9]){8,}")
UNSHOWABLE = re.compile(r"[^\x20-\x7e]")

REJECTED_SCHEMA = pa.schema(
    [("row", pa.int64()), ("reasons", pa.list_(pa.string())), ("columns", pa.list_(pa.string()))]
)
"""Rejected rows by their number in the file, each with every reason (finding id) and the columns they concern."""

CODED = pa.dictionary(pa.int32(), pa.string())
MENDS_SCHEMA = pa.schema(
    [("row", pa.int64()), ("finding", CODED), ("column", CODED), ("found", pa.string()), ("is_rejection", pa.bool_())]
)
"""Every fault of every row: one row a fault. `found` is the cell as the owner may be shown it, empty where it is
withheld (identifiers, and whatever could be an NHS number)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fault in one column: the rows where it stands (positions from 0), and the cells' text if it has any.

    `first_row` is the file's own number of position 0; `place` is the column as its owner knows it.
    """

    fault: Fault
    column: str
    rows: Rows
    values: pa.DictionaryArray | None
    first_row: int = FIRST_ROW
    place: str = ""

    def finding(self, position: int) -> Finding:
        """The finding for one row, with its number as the file counts."""
        row = position + self.first_row
        value = showable(self.column, self.values[position].as_py()) if self.values is not None else ""
        place = f"Row {row:,}, {self.place or self.column}" if self.column else f"Row {row:,}"
        return self._said(f"{place}: {self.fault.words.format(value=value)}; {self.fault.effect.value}.", row, 1)

    def rest(self) -> Finding:
        """One finding for all rows beyond those told one by one."""
        beyond = self.rows[MOST_SHOWN:]
        words = (
            f"{len(beyond):,} more rows have this fault in {self.place or self.column or 'the row'}, the first is row"
        )
        first = int(beyond[0]) + self.first_row
        return self._said(f"{words} {first:,}.", first, len(beyond))

    def _said(self, message: str, row: int, count: int) -> Finding:
        return Finding(
            id=self.fault.id,
            kind=self.fault.kind,
            message=message,
            mend=self.fault.mend,
            column=self.column,
            row=row,
            is_rejection=self.fault.effect is Effect.REJECTS,
            count=count,
        )


class Ledger:
    """Entries in the order in which columns were judged. `place_of` names a column as its owner knows it."""

    def __init__(self, first_row: int = FIRST_ROW, place_of: Callable[[str], str] = str) -> None:
        self.entries: list[Entry] = []
        self.first_row, self.place_of = first_row, place_of

    def add(self, fault_id: str, column: str, rows: Rows, values: pa.DictionaryArray | None = None) -> None:
        """Enter a fault for some rows; nothing happens when there are none."""
        if len(rows):
            place = self.place_of(column)
            self.entries.append(Entry(faults()[fault_id], column, rows, values, self.first_row, place))

    def findings(self) -> Iterator[Finding]:
        """Every entry as findings."""
        for entry in self.entries:
            yield from (entry.finding(int(position)) for position in entry.rows[:MOST_SHOWN])
            if len(entry.rows) > MOST_SHOWN:
                yield entry.rest()

    def rejected(self) -> pa.Table:
        """The rows that were rejected, in the order of the file, with every reason."""
        reasons: dict[int, list[str]] = {}
        columns: dict[int, list[str]] = {}
        for entry in self.entries:
            if entry.fault.effect is Effect.REJECTS:
                for position in entry.rows.tolist():
                    reasons.setdefault(position, []).append(entry.fault.id)
                    columns.setdefault(position, []).append(entry.column)
        rows = sorted(reasons)
        return pa.table(
            [
                pa.array([row + self.first_row for row in rows], pa.int64()),
                pa.array([reasons[row] for row in rows], REJECTED_SCHEMA.field("reasons").type),
                pa.array([columns[row] for row in rows], REJECTED_SCHEMA.field("columns").type),
            ],
            schema=REJECTED_SCHEMA,
        )

    def mends(self) -> pa.Table:
        """Every fault of every row, for the owner's mend sheet: none is left out, however many there are."""
        parts = [_entry_mends(entry) for entry in self.entries]
        return pa.concat_tables([MENDS_SCHEMA.empty_table(), *parts]).unify_dictionaries().combine_chunks()

    def rejected_positions(self) -> Rows:
        """Positions (from 0) of the rejected rows, sorted and each once."""
        rejecting = [entry.rows for entry in self.entries if entry.fault.effect is Effect.REJECTS]
        return np.unique(np.concatenate(rejecting)) if rejecting else np.empty(0, dtype=np.int64)


def showable(column: str, value: str) -> str:
    """A cell as far as a message may show it: no identifier, nothing that could be an NHS number, no long text."""
    if column in IDENTIFYING or column == "record_id" or MANY_DIGITS.search(value):
        return "the value (not shown)"
    plain = UNSHOWABLE.sub("?", value)
    return f"'{plain}'" if len(plain) <= LONGEST_VALUE else f"'{plain[:LONGEST_VALUE]}…' ({len(value):,} characters)"


def _entry_mends(entry: Entry) -> pa.Table:
    count = len(entry.rows)
    same = pa.array(np.zeros(count, dtype=np.int32))
    return pa.table(
        [
            pa.array(entry.rows + entry.first_row, pa.int64()),
            pa.DictionaryArray.from_arrays(same, [entry.fault.id]),
            pa.DictionaryArray.from_arrays(same, [entry.column]),
            _shown_to_owner(entry),
            pa.repeat(pa.scalar(entry.fault.effect is Effect.REJECTS), count),
        ],
        schema=MENDS_SCHEMA,
    )


def _shown_to_owner(entry: Entry) -> pa.Array:
    """The cells of an entry, judged once for each distinct text: no identifier, no run of many digits, no long text."""
    if entry.values is None or entry.column in IDENTIFYING or entry.column == "record_id":
        return pa.repeat(pa.scalar(""), len(entry.rows))
    coded = entry.values.take(pa.array(entry.rows)).cast(pa.string()).dictionary_encode()
    texts = coded.dictionary
    short = pc.utf8_slice_codeunits(texts, 0, LONGEST_KEPT)
    kept = pc.if_else(pc.match_substring_regex(texts, MANY_DIGITS.pattern), "", short)
    return kept.take(coded.indices)

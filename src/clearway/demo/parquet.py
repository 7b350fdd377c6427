"""Synthetic records straight into Parquet, for benchmarks and for testing tools: no store, no reader, little memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from clearway.demo.extracts import Names, arrow_columns, senders
from clearway.demo.fault_catalogue import Put, catalogue
from clearway.demo.ground import Ground, Scope, ground_of_records
from clearway.demo.months import month_label
from clearway.demo.pseudonyms import pseudonyms
from clearway.demo.rows import FAULT, Rows
from clearway.demo.streamed import Block, synthetic_blocks
from clearway.demo.truth import Truth
from clearway.records.findings import Refused
from clearway.records.pseudonym import PATHWAY, PERSON
from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING, schema
from clearway.standards.organisations import Organisations

Form = Literal["analytical", "contract"]
"""`analytical`: the columns of a loaded submission's `records.parquet`, pseudonyms in place of identifiers.
`contract`: the columns of the waiting-time record, with NHS numbers of the 999 range."""

Progress = Callable[[int, str], None]
"""Told after each block: records written so far, and the last month of the block."""

ROW_GROUP = 122_880
"""Rows of a row group: as many as DuckDB reads at a time."""

ORDINAL, LINK = "ordinal", "link"


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: the files, how many records made, how many bytes, how many faults put in on purpose."""

    files: tuple[Path, ...]
    records: int
    bytes: int
    faults: int


def write_parquet(
    path: Path,
    scope: Scope,
    organisations: Organisations,
    *,
    referrals_a_year: int | None = None,
    form: Form = "analytical",
    faults: Mapping[str, float] | None = None,
    truth: Truth | None = None,
    progress: Progress = lambda records, month: None,
) -> Written:
    """Write the records of a scope to one `.parquet` file, or into a folder with one file for each run of months.

    `referrals_a_year` makes a larger or smaller country in the published proportions; left out, its published size.
    `faults` are faults of records by name and share; `truth` is told where each was put. The same arguments give the
    same records in the same order. A file that is there is written over. `Refused` for faults that only text can hold.
    """
    _refuse_faults_of_text(faults or {})
    told = truth or Truth(None)
    ground = ground_of_records(scope, organisations, referrals_a_year, faults or {})
    name = _one_file(path) if path.suffix == ".parquet" else _file_a_run(path, ground)
    form_of = _Forms(ground, form)
    with _Sink(form_of.schema) as sink:
        for block in synthetic_blocks(ground):
            rows = form_of.sent(block.rows)
            sink.put(name(block), form_of.table(rows))
            told.add(name(block).name, _faults_in(rows))
            progress(sink.records, month_label(int(ground.marginals.months[block.months.stop - 1])))
    return Written(tuple(sink.files), sink.records, sum(file.stat().st_size for file in sink.files), told.count)


def _refuse_faults_of_text(faults: Mapping[str, float]) -> None:
    of_text = [name for name in faults if catalogue()[name].put is not Put.RECORD]
    if of_text:
        raise Refused(
            f"Parquet holds typed values; these faults live in text: {', '.join(of_text)}.",
            "Write a folder of CSV files (--form csv), or ask for faults of records alone.",
            code="FAULT-OF-TEXT",
        )


def _faults_in(rows: Rows) -> list[tuple[str, str]]:
    """Which records carry a fault."""
    places = np.flatnonzero(rows[FAULT] != "")
    return list(zip(rows["record_id"][places].tolist(), rows[FAULT][places].tolist(), strict=True))


def _one_file(path: Path) -> Callable[[Block], Path]:
    path.parent.mkdir(parents=True, exist_ok=True)
    return lambda block: path


def _file_a_run(folder: Path, ground: Ground) -> Callable[[Block], Path]:
    folder.mkdir(parents=True, exist_ok=True)
    months = ground.marginals.months
    return lambda block: folder / f"records-{month_label(months[block.months.start])}.parquet"


class _Forms:
    """Turns rows into tables of one form; names and ordinals run on from block to block."""

    def __init__(self, ground: Ground, form: Form) -> None:
        self._ground = ground
        self._form = form
        self._names = Names(ground.trusts)
        self._count = 0
        whole = schema()
        if form == "analytical":
            kept = [whole.field(name) for name in COLUMN_NAMES if name not in IDENTIFYING]
            texts = [pa.field(name, pa.string()) for name in (PERSON, PATHWAY, LINK)]
            whole = pa.schema([pa.field(ORDINAL, pa.int64()), *texts, *kept])
        self.schema = whole

    def sent(self, rows: Rows) -> Rows:
        """Those of the rows that somebody sends, each named by its sender and its place among that sender's."""
        ground = self._ground
        sender = senders(rows, ground.trusts, ground.parent_trust, ground.scope.today)
        if (sender < 0).any():
            rows, sender = rows.take(sender >= 0), sender[sender >= 0]
        rows["record_id"] = self._names.of(sender)
        return rows

    def table(self, rows: Rows) -> pa.Table:
        """The rows as a table."""
        columns = arrow_columns(rows, [name for name in self.schema.names if name in COLUMN_NAMES])
        if self._form == "analytical":
            columns |= self._analytical(rows)
        self._count += len(rows)
        return pa.table([columns[name] for name in self.schema.names], schema=self.schema)

    def _analytical(self, rows: Rows) -> dict[str, pa.Array]:
        seed = self._ground.scope.seed
        ordinal = self._count + np.arange(len(rows), dtype=np.int64)
        return {
            ORDINAL: pa.array(ordinal),
            PERSON: pseudonyms(rows["person"], seed),
            PATHWAY: pseudonyms(rows["pathway"], seed + 1),
            LINK: pseudonyms(ordinal, seed + 2),
        }


class _Sink:
    """Parquet files written one after the other in row groups of even size."""

    def __init__(self, columns: pa.Schema) -> None:
        self._schema = columns
        self._writer: pq.ParquetWriter | None = None
        self._held: list[pa.Table] = []
        self.files: list[Path] = []
        self.records = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self._close()

    def put(self, file: Path, table: pa.Table) -> None:
        """Add a table to a file; another file than the last one closes that."""
        if not self.files or self.files[-1] != file:
            self._close()
            self._writer = pq.ParquetWriter(file, self._schema, compression="zstd")
            self.files.append(file)
        self._held.append(table)
        self.records += table.num_rows
        self._write(leaving=ROW_GROUP)

    def _write(self, leaving: int) -> None:
        """Write whole row groups until fewer than `leaving` records are held."""
        while self._writer and sum(one.num_rows for one in self._held) >= leaving:
            whole = pa.concat_tables(self._held)
            self._writer.write_table(whole[:ROW_GROUP], row_group_size=ROW_GROUP)
            self._held = [whole[ROW_GROUP:]]
            if whole.num_rows <= ROW_GROUP:
                break

    def _close(self) -> None:
        if self._writer:
            if any(one.num_rows for one in self._held):
                self._write(leaving=1)
            self._writer.close()
        self._writer, self._held = None, []

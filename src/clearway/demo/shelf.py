"""Records put by trust by trust while they are made, so that each trust's file can be written whole."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.arrays import Ints
from clearway.demo.extracts import CARRIED, RECORD_ID, Extract, arrow_columns, carried_schema, record_names
from clearway.demo.rows import FAULT, Rows

STARTED = "started"


class Shelf:
    """A folder with one file of records for each trust, added to block by block; then read trust by trust."""

    def __init__(self, folder: Path, trusts: Sequence[str]) -> None:
        self._folder = folder
        self._trusts = trusts
        self._schema = carried_schema().remove(CARRIED.index(RECORD_ID)).append(pa.field(FAULT, pa.string()))
        self._writers: dict[str, pa.RecordBatchFileWriter] = {}
        self.rows = dict.fromkeys(trusts, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for writer in self._writers.values():
            writer.close()

    def put(self, rows: Rows, sender: Ints) -> None:
        """Put each record by its sender, the place of a trust; -1 is nobody of these trusts."""
        order = np.argsort(sender, kind="stable")
        order = order[sender[order] >= 0]
        columns = arrow_columns(rows.take(order), [name for name in self._schema.names if name != FAULT])
        columns |= {FAULT: pa.array(rows[FAULT][order])}
        table = pa.table([columns[name] for name in self._schema.names], schema=self._schema)
        senders, first = np.unique(sender[order], return_index=True)
        for place, begin, end in zip(senders.tolist(), first, [*first[1:], len(order)], strict=True):
            trust = self._trusts[place]
            self._writer(trust).write_table(table.slice(begin, end - begin))
            self.rows[trust] += int(end - begin)

    def extract(self, trust: str) -> Extract:
        """Everything put by for one trust, in the order of months and pathways, each record named."""
        with pa.ipc.open_file(self._path(trust)) as file:
            records = file.read_all()
        started = pc.coalesce(records["crtp_start"], records["ctp_start_date"])
        order = pc.sort_indices(
            records.append_column(STARTED, started), sort_keys=[(STARTED, "ascending"), ("pathway_id", "ascending")]
        )
        named = records.take(order).append_column(RECORD_ID, pa.array(record_names(trust, len(order))))
        return Extract(trust, named.select(list(CARRIED)), named[FAULT])

    def _writer(self, trust: str) -> pa.RecordBatchFileWriter:
        if trust not in self._writers:
            options = pa.ipc.IpcWriteOptions(compression="zstd")
            self._writers[trust] = pa.ipc.new_file(self._path(trust), self._schema, options=options)
        return self._writers[trust]

    def _path(self, trust: str) -> Path:
        return self._folder / f"{trust}.arrow"

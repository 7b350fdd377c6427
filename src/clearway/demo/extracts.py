"""Records as a trust would send them: one CSV file a trust, in the layout of the waiting-time record."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.csv

from clearway.demo.arrays import Ints, Text
from clearway.demo.marginals import ParentTrust
from clearway.demo.rows import FAULT, Rows
from clearway.records.waiting_times import COLUMNS, schema

NEVER_MADE_UP = frozenset(
    {
        "decision_to_refer_date",
        "fds_method",
        "fds_professional",
        "fds_primary_site",
        "laterality",
        "metastatic_site",
        "rt_priority",
        "rt_intent",
    }
    | {"trial", "delay_comment", "lsoa", "ipt_3_referring", "ipt_3_receiving", "ipt_3_received"}
)
"""Columns that no demo file carries: nothing is published from which to make them up."""

RECORD_ID = "record_id"
CARRIED: tuple[str, ...] = tuple(one.name for one in COLUMNS if one.name not in NEVER_MADE_UP)


@dataclass(frozen=True)
class Extract:
    """The records that one trust sends, typed as the contract says; only the columns that the file carries.

    `faults` names the fault put into each record on purpose, empty for most.
    """

    provider: str
    records: pa.Table
    faults: pa.ChunkedArray

    @property
    def file_name(self) -> str:
        """What the file is called: synthetic, and whose it plays to be."""
        return file_name(self.provider)

    def csv(self) -> bytes:
        """The file: a heading row, then one row a record. Dates are YYYY-MM-DD, empty cells mean not recorded."""
        return csv_bytes(self.records)


def file_name(provider: str) -> str:
    """What a trust's file is called."""
    return f"synthetic-records-{provider}.csv"


def csv_bytes(records: pa.Table) -> bytes:
    """A table as CSV without quotes: no made-up value holds a comma, a quote or a line break."""
    file = io.BytesIO()
    file.write((",".join(records.column_names) + "\n").encode("ascii"))
    options = pyarrow.csv.WriteOptions(include_header=False, quoting_style="none")
    pyarrow.csv.write_csv(records, file, options)
    return file.getvalue()


def extracts(rows: Rows, trusts: Sequence[str], parent_trust: ParentTrust, today: date) -> tuple[Extract, ...]:
    """The records by the trust that sends them, in the order of their months and pathways."""
    sender = senders(rows, trusts, parent_trust, today)
    started = np.where(np.isnat(rows["crtp_start"]), rows["ctp_start_date"], rows["crtp_start"])
    order = np.lexsort((rows["pathway"], started, sender))
    order = order[sender[order] >= 0]
    made: list[Extract] = []
    for place, trust in enumerate(trusts):
        own = order[sender[order] == place]
        if len(own):
            held = rows.take(own)
            made.append(Extract(trust, record_table(held, trust), pa.chunked_array([pa.array(held[FAULT])])))
    return tuple(made)


def senders(rows: Rows, trusts: Sequence[str], parent_trust: ParentTrust, today: date) -> Ints:
    """Who sends each record: the trust of the demo that treated, else told, else saw, else took the referral.

    A trust that merged away sends nothing any more: its records are its successor's to send.
    """
    heirs = {code: place for place, code in enumerate(trusts)}
    sender = np.full(len(rows), -1, dtype=np.int64)
    for column in ("pathway_issuer", "org_first_seen", "org_fds_end", "org_treatment"):
        codes, inverse = np.unique(rows[column], return_inverse=True)
        places = [heirs.get(parent_trust(code, today), -1) if code else -1 for code in codes.tolist()]
        place = np.array(places, dtype=np.int64)[inverse]
        sender = np.where(place >= 0, place, sender)
    return sender


def record_table(rows: Rows, name: str) -> pa.Table:
    """Rows as an Arrow table of the contract's columns, each record named after its sender and its place."""
    whole = schema()
    rows[RECORD_ID] = record_names(name, len(rows))
    return pa.table([_arrow(rows, column, whole) for column in CARRIED], schema=carried_schema())


class Names:
    """Names of records, counted sender by sender over any number of calls."""

    def __init__(self, trusts: Sequence[str]) -> None:
        self._begin = np.array([f"SYN-{trust}-" for trust in trusts])
        self._given = np.zeros(len(trusts), dtype=np.int64)

    def of(self, sender: Ints) -> Text:
        """`SYN-RHQ-0000001` and so on for each record, by the place of its sender."""
        order = np.argsort(sender, kind="stable")
        count = np.bincount(sender, minlength=len(self._given))
        rank = np.empty(len(sender), dtype=np.int64)
        rank[order] = np.arange(1, len(sender) + 1) - np.repeat(count.cumsum() - count, count)
        number = (rank + self._given[sender]).astype("U7")
        self._given += count
        return np.char.add(self._begin[sender], np.char.zfill(number, 7))


def arrow_columns(rows: Rows, names: Sequence[str]) -> dict[str, pa.Array]:
    """Columns of the contract by name; what is never made up is empty."""
    whole = schema()
    return {
        name: pa.nulls(len(rows), whole.field(name).type) if name in NEVER_MADE_UP else _arrow(rows, name, whole)
        for name in names
    }


def record_names(name: str, count: int) -> Text:
    """`SYN-RHQ-0000001` and so on."""
    return np.char.add(f"SYN-{name}-", np.char.zfill(np.arange(1, count + 1).astype("U7"), 7))


def carried_schema() -> pa.Schema:
    """The contract's columns that a demo file carries."""
    whole = schema()
    return pa.schema([whole.field(name) for name in CARRIED])


def _arrow(rows: Rows, column: str, whole: pa.Schema) -> pa.Array:
    values = rows[column]
    if values.dtype.kind == "U":
        return pa.array(values, type=pa.string(), mask=values == "")
    if values.dtype.kind == "M":
        return pa.array(values, type=pa.date32())
    return pa.array(values).cast(whole.field(column).type)

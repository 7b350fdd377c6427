"""Several files of records as one submission: rows numbered through, and rows that stand in two files told apart."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.waiting_times.csv_reader import Parsed
from clearway.intake.waiting_times.ledger import FIRST_ROW, MENDS_SCHEMA
from clearway.records.findings import Finding, FindingKind

TWICE, CLASHING = "ROW_TWICE", "RECORD_ID_TWICE"


@dataclass(frozen=True, slots=True)
class Joined:
    """What several files hold together. `records` carries `ordinal`: the row's number over all files, in order.

    `mends` holds every fault of every row (`MENDS_SCHEMA` of the ledger) with its `ordinal` and `file_number`;
    `rejected_names` what the rejected rows call themselves, with their `ordinal`.

    Splitting a file into parts gives the same records as the whole; files in another order give the same too, because
    they are put in the order of their checksums.
    """

    parts: tuple[Parsed, ...]
    records: pa.Table
    rejected: pa.Table
    findings: tuple[Finding, ...]
    mends: pa.Table
    rejected_names: pa.Table

    @property
    def received(self) -> list[pa.Table]:
        """Each file as sent."""
        return [part.received for part in self.parts]

    @property
    def sha256(self) -> str:
        """The checksum of the one file, or of the checksums of all."""
        shas = [part.source.sha256 for part in self.parts]
        return shas[0] if len(shas) == 1 else hashlib.sha256("".join(sorted(shas)).encode("ascii")).hexdigest()

    @property
    def file_name(self) -> str:
        """The name of the one file, or the first name and how many more."""
        first = self.parts[0].source.file_name
        return first if len(self.parts) == 1 else f"{first} and {len(self.parts) - 1} more"

    @property
    def profile(self) -> str:
        """The mapping profile that the files were read with, empty for the record's own layout."""
        return self.parts[0].profile

    @property
    def first_month(self) -> str:
        """The first month of which any file speaks."""
        return min((part.first_month for part in self.parts if part.first_month), default="")

    @property
    def last_month(self) -> str:
        """The last month of which any file speaks."""
        return max((part.last_month for part in self.parts), default="")

    def told(self) -> Mapping[str, Any]:
        """What was read, for `findings.json`: files, columns carried, each first row below a heading row, findings."""
        return {
            "files": [asdict(part.source) for part in self.parts],
            "carried": sorted(frozenset.union(*(part.carried for part in self.parts))),
            "sent_as": [dict(part.sent_as) for part in self.parts],
            "first_rows": [part.first_row for part in self.parts],
            "findings": [asdict(one) for one in self.findings],
        }


def joined(parts: Sequence[Parsed]) -> Joined:
    """Files of records as one submission. A row that stands in two files is kept once; two different rows under one
    `record_id` are both rejected, as they would be within one file."""
    offsets = _offsets(parts)
    records = pa.concat_tables(
        part.records.append_column("ordinal", pc.add(part.record_rows, offset)).append_column(
            "file_number", pa.repeat(pa.scalar(number, pa.int64()), part.records.num_rows)
        )
        for number, (part, offset) in enumerate(zip(parts, offsets, strict=True))
    )
    rejected = pa.concat_tables(
        part.rejected.append_column("file_number", pa.repeat(pa.scalar(number, pa.int64()), part.rejected.num_rows))
        for number, part in enumerate(parts)
    )
    findings = [finding for part in parts for finding in part.findings]
    mends = pa.concat_tables(_numbered(part.mends, number, offsets) for number, part in enumerate(parts))
    names = pa.concat_tables(_numbered(part.rejected_names, number, offsets) for number, part in enumerate(parts))
    if len(parts) > 1:
        whole = records
        records, again, said = _told_apart(records, offsets)
        rejected = pa.concat_tables([rejected, again])
        mends = pa.concat_tables([mends, _mends_of(again, offsets)])
        names = pa.concat_tables([names, _names_of(whole, again, offsets)])
        findings += said
    return Joined(
        tuple(parts),
        records.drop_columns(["file_number"]),
        rejected,
        tuple(findings),
        mends.unify_dictionaries().combine_chunks(),
        names.drop_columns(["row", "file_number"]),
    )


def _offsets(parts: Sequence[Parsed]) -> list[int]:
    """What turns a row's number in its file into its number over all files, in which a heading row is row 1."""
    before = [sum(part.received.num_rows for part in parts[:number]) for number in range(len(parts))]
    return [rows + FIRST_ROW - part.first_row for rows, part in zip(before, parts, strict=True)]


def _numbered(rows: pa.Table, number: int, offsets: Sequence[int]) -> pa.Table:
    """Rows of one file with their number over all files, and the file's number from 0."""
    file_number = pa.repeat(pa.scalar(number, pa.int64()), rows.num_rows)
    return rows.append_column("ordinal", pc.add(rows["row"], offsets[number])).append_column("file_number", file_number)


def _mends_of(again: pa.Table, offsets: Sequence[int]) -> pa.Table:
    """Rows rejected because of another file, as faults of theirs."""
    count = again.num_rows
    faults = pa.table(
        [
            again["row"],
            pc.list_element(again["reasons"], 0).cast(MENDS_SCHEMA.field("finding").type),
            pc.list_element(again["columns"], 0).cast(MENDS_SCHEMA.field("column").type),
            pa.repeat(pa.scalar(""), count),
            pa.repeat(pa.scalar(True), count),
        ],
        schema=MENDS_SCHEMA,
    )
    return faults.append_column("ordinal", _ordinals(again, offsets)).append_column("file_number", again["file_number"])


def _names_of(records: pa.Table, again: pa.Table, offsets: Sequence[int]) -> pa.Table:
    """What rows rejected because of another file call themselves."""
    ordinals = _ordinals(again, offsets)
    found = records.take(pc.index_in(ordinals, value_set=records["ordinal"].combine_chunks()))
    names = found.select(["record_id", "pathway_issuer", "pathway_id"])
    numbered = names.add_column(0, "row", again["row"]).append_column("ordinal", ordinals)
    return numbered.append_column("file_number", again["file_number"])


def _ordinals(again: pa.Table, offsets: Sequence[int]) -> pa.Array:
    before = pa.array(offsets, pa.int64()).take(again["file_number"].combine_chunks())
    return pc.add(again["row"].combine_chunks(), before)


def _told_apart(records: pa.Table, offsets: Sequence[int]) -> tuple[pa.Table, pa.Table, list[Finding]]:
    """Records without those that share a name across files, the rejected ones, and what is said of them."""
    places: dict[str, list[int]] = {}
    for position, name in enumerate(records["record_id"].to_pylist()):
        places.setdefault(name, []).append(position)
    shared = [positions for positions in places.values() if len(positions) > 1]
    reasons: dict[int, str] = {}
    plain = records.drop_columns(["ordinal", "file_number"])
    for positions in shared:
        is_same = len({tuple(row.values()) for row in plain.take(positions).to_pylist()}) == 1
        reasons |= dict.fromkeys(positions[1:] if is_same else positions, TWICE if is_same else CLASHING)
    if not reasons:
        return records, _no_rejections(), []
    out = sorted(reasons)
    dropped = records.take(out)
    rows = [
        ordinal - offsets[number]
        for ordinal, number in zip(dropped["ordinal"].to_pylist(), dropped["file_number"].to_pylist(), strict=True)
    ]
    again = pa.table(
        {
            "row": pa.array(rows, pa.int64()),
            "reasons": pa.array([[reasons[position]] for position in out], pa.list_(pa.string())),
            "columns": pa.array([["record_id"] for _ in out], pa.list_(pa.string())),
            "file_number": dropped["file_number"],
        }
    )
    keep = pa.array([position not in reasons for position in range(records.num_rows)])
    return records.filter(keep), again, list(_said(reasons, out, rows))


def _said(reasons: Mapping[int, str], out: Sequence[int], rows: Sequence[int]) -> list[Finding]:
    words = {
        TWICE: ("stand in another file of this submission already", "Send each row once."),
        CLASHING: (
            "share their record_id with a different row of another file",
            "Give every row a record_id of its own.",
        ),
    }
    findings = []
    for name, (what, mend) in words.items():
        found = [row for position, row in zip(out, rows, strict=True) if reasons[position] == name]
        if found:
            findings.append(
                Finding(
                    id=name,
                    kind=FindingKind.LOGICAL,
                    message=f"{len(found):,} rows {what}; rejected. The first is row {min(found):,} of its file.",
                    mend=mend,
                    column="record_id",
                    row=min(found),
                    is_rejection=True,
                    count=len(found),
                )
            )
    return findings


def _no_rejections() -> pa.Table:
    return pa.schema(
        [
            pa.field("row", pa.int64()),
            pa.field("reasons", pa.list_(pa.string())),
            pa.field("columns", pa.list_(pa.string())),
            pa.field("file_number", pa.int64()),
        ]
    ).empty_table()

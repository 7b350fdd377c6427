"""The reader of waiting-time records: every row is accepted, or rejected with a reason; the two add up to rows read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.limits import Limits
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.waiting_times import rows, whole_file
from clearway.intake.waiting_times.feed import Feed, feed_of
from clearway.intake.waiting_times.judged import Judged, judge
from clearway.intake.waiting_times.judgements import PLAIN, CodeLists, after, judgement_of
from clearway.intake.waiting_times.ledger import Ledger
from clearway.intake.waiting_times.text_table import TextTable
from clearway.records.findings import Finding, FindingKind
from clearway.records.waiting_times import COLUMNS, schema

NAME = "waiting_time_records"
TITLE = "waiting-time records (CSV)"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file of waiting-time records, read.

    `received` holds every row as sent, all text, headings as sent: row n of the file is its row n - `first_row`.
    `records` holds the accepted ones, typed as `WaitingTimeRecord` says; `record_rows` gives each record's row in the
    file. `rejected` lists the others with their reasons. `carried` names the columns that the feed has, filled or not.
    `mends` holds every fault of every row, `rejected_names` what the rejected rows call themselves. `sent_as` gives,
    for each column of the record that the file has, the heading under which the sender has it. `profile` names the
    mapping profile it was read with, empty for the record's own layout.
    """

    source: Source
    received: pa.Table
    records: pa.Table
    record_rows: pa.ChunkedArray
    rejected: pa.Table
    findings: list[Finding]
    carried: frozenset[str]
    first_month: str
    last_month: str
    mends: pa.Table
    rejected_names: pa.Table
    sent_as: Mapping[str, str]
    first_row: int
    profile: str

    @property
    def rows_read(self) -> int:
        """Rows that hold a record: accepted and rejected together. Blank rows are none."""
        return int(self.records.num_rows + self.rejected.num_rows)


def parsed(reading: Reading) -> Parsed:
    """A reading by this reader in its own words. Raises `ValueError` for another reader's."""
    if reading.reader != NAME:
        raise ValueError(f"{reading.source.file_name} was read by {reading.reader}, not as waiting-time records")
    return Parsed(
        source=reading.source,
        received=reading.tables["received"],
        records=reading.tables["records"],
        record_rows=reading.tables["record_rows"]["row"],
        rejected=reading.tables["rejected"],
        findings=reading.findings,
        carried=frozenset(reading.facts["carried"].split()),
        first_month=reading.facts["first_month"],
        last_month=reading.facts["last_month"],
        mends=reading.tables["mends"],
        rejected_names=reading.tables["rejected_names"],
        sent_as=json.loads(reading.facts["sent_as"]),
        first_row=int(reading.facts["first_row"]),
        profile=reading.facts["profile"],
    )


def read(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """Read a file of waiting-time records strictly: in the record's own layout, or by the profile that was declared.

    Raises `Refused` for what concerns the file as a whole (encoding, quotes, headings, date format, another
    organisation or month than declared); everything else is said row by row.
    """
    feed = feed_of(path, declared, limits)
    text = feed.text
    ledger, blank = Ledger(feed.first_row, feed.place_of), rows.blank_rows(text.rows)
    columns = judged_columns(feed, declared.today, ledger)
    typed = {name: one.column for name, one in columns.items()}
    rows.enter_doubles(text.rows, columns["record_id"], blank, ledger)
    rows.enter_future(columns, declared.today, ledger)
    enter_long_cells(feed, limits, ledger)
    if "nhs_number" in columns:
        typed["nhs_number"] = rows.checked_nhs_numbers(columns, blank, declared.store_kind, ledger)
    whole_file.check_organisation(declared.organisation, columns)
    months = whole_file.stop_months(typed)
    whole_file.check_month(declared.month, typed, months)
    kept = np.setdiff1d(np.flatnonzero(~blank), ledger.rejected_positions())
    tables = {
        "received": text.rows.rename_columns(list(text.headings)),
        "records": records_table(typed, kept),
        "record_rows": pa.table({"row": pa.array(kept + feed.first_row, pa.int64())}),
        "rejected": ledger.rejected(),
        "mends": ledger.mends(),
        "rejected_names": names_of(columns, ledger.rejected_positions(), feed.first_row),
    }
    findings = [*feed.findings, *trimmed_findings(columns, feed), *ledger.findings(), *size_findings(text, blank)]
    facts = {
        "carried": " ".join(sorted(feed.carried)),
        "first_month": min(months, default=""),
        "last_month": max(months, default=""),
        "rows_read": str(int((~blank).sum())),
        "accepted": str(len(kept)),
        "rejected": str(tables["rejected"].num_rows),
        "blank_rows": str(int(blank.sum())),
        "sent_as": json.dumps(feed.sent_as),
        "first_row": str(feed.first_row),
        "profile": declared.profile.label if declared.profile else "",
    }
    return Reading(NAME, source, tables, findings, facts)


def judged_columns(feed: Feed, today: date | None, ledger: Ledger) -> dict[str, Judged]:
    """Every column of the record that the file carries, typed, with its faults entered."""
    types = schema()
    judged: dict[str, Judged] = {}
    in_order = sorted((column for column in COLUMNS if column.name in feed.cells), key=lambda one: one.kind != "date")
    lists = CodeLists(today)
    for column in in_order:
        empty = 0 if column.kind == "days" else None
        judgement = after(feed.conversion_of(column), judgement_of(column, feed.dates_of(column), lists), empty)
        one = judge(feed.cells[column.name], judgement, types.field(column.name).type, empty, PLAIN.get(judgement))
        if column.kind == "date":
            date_format = feed.dates_of(column).name
            whole_file.refuse_other_format(feed.place_of(column.name), one, date_format, feed.first_row)
            lists.seen(one.column)
        for fault, positions in one.faults.items():
            ledger.add(fault, column.name, positions, one.values)
        judged[column.name] = one
    return judged


def enter_long_cells(feed: Feed, limits: Limits, ledger: Ledger) -> None:
    """Enter cells of the record that are longer than the limit."""
    for name, cells in feed.cells.items():
        lengths = pc.utf8_length(cells).to_numpy()
        if lengths.size and lengths.max() > limits.cell_characters:
            ledger.add("CELL_TOO_LONG", name, np.flatnonzero(lengths > limits.cell_characters))


def records_table(typed: Mapping[str, pa.Array], kept: npt.NDArray[np.int64]) -> pa.Table:
    """The accepted rows with every column of the record; columns that the file does not carry are empty, days are 0."""
    positions = pa.array(kept)
    filled = []
    for field, column in zip(schema(), COLUMNS, strict=True):
        if field.name in typed:
            filled.append(typed[field.name].take(positions))
        elif column.kind == "days":
            filled.append(pa.repeat(pa.scalar(0, field.type), len(kept)))
        else:
            filled.append(pa.nulls(len(kept), field.type))
    return pa.Table.from_arrays(filled, schema=schema())


NAMES = ("record_id", "pathway_issuer", "pathway_id")
"""What a row calls itself in its owner's register."""


def names_of(columns: Mapping[str, Judged], positions: npt.NDArray[np.int64], first_row: int) -> pa.Table:
    """What some rows call themselves, as sent, with their number in the file: so that an owner finds rejected ones."""
    taken = pa.array(positions)
    nothing = pa.nulls(len(positions), pa.string())
    names = {name: columns[name].values.take(taken).cast(pa.string()) if name in columns else nothing for name in NAMES}
    return pa.table({"row": pa.array(positions + first_row, pa.int64()), **names})


def trimmed_findings(columns: Mapping[str, Judged], feed: Feed) -> list[Finding]:
    """One finding for each column where spaces stood around values: they were left out of the value."""
    return [
        Finding(
            id="SPACES_REMOVED",
            kind=FindingKind.STRUCTURAL,
            message=f"{one.trimmed_rows:,} cells of {feed.place_of(name)} had spaces around their value; "
            "it was read without them.",
            mend="Nothing to do for this file; the export could leave them out.",
            column=name,
            count=one.trimmed_rows,
        )
        for name, one in columns.items()
        if one.trimmed_rows
    ]


def size_findings(text: TextTable, blank: npt.NDArray[np.bool_]) -> list[Finding]:
    """Notices on a file without records, with blank rows, or without a line break at its end."""
    said = []
    if blank.all():
        words = "The file has a heading row and no records."
        said.append(("FILE_WITHOUT_ROWS", words, "Nothing to do if nothing happened; otherwise export it again."))
    if blank.any():
        words = f"{int(blank.sum()):,} blank rows were passed over."
        said.append(("ROWS_BLANK", words, "Nothing to do; the export could leave them out."))
    if not text.ends_with_line_break:
        words = "The file does not end with a line break: if it was cut short, its last row is wrong."
        said.append(("NO_LAST_LINE_BREAK", words, "Look at the last row in the register."))
    return [Finding(id=name, kind=FindingKind.STRUCTURAL, message=words, mend=mend) for name, words, mend in said]

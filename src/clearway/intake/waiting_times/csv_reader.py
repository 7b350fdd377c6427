"""The reader of waiting-time records: every row is accepted, or rejected with a reason; the two add up to rows read."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clearway.intake.limits import Limits
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.waiting_times import codes, numbers, rows, whole_file
from clearway.intake.waiting_times.dates import FORMATS, DateFormat, read_date
from clearway.intake.waiting_times.headings import Headings, read_headings
from clearway.intake.waiting_times.judged import Judged, Judgement, judge
from clearway.intake.waiting_times.ledger import Ledger
from clearway.intake.waiting_times.text_bytes import clean_bytes
from clearway.intake.waiting_times.text_table import TextTable, heading_cells, text_table
from clearway.records.column import Column
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.records.waiting_times import COLUMNS, schema
from clearway.standards import RuleNotKnown, load_rule_book

NAME = "waiting_time_records"
TITLE = "waiting-time records (CSV)"
DIAGNOSIS_SCOPE = "icd10_scope"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file of waiting-time records, read.

    `received` holds every row as sent, all text, headings as sent: row n of the file is its row n - 2. `records` holds
    the accepted ones, typed as `WaitingTimeRecord` says; `record_rows` gives each record's row in the file. `rejected`
    lists the others with their reasons. `carried` names the columns that the feed has, filled or not. `mends` holds
    every fault of every row, `rejected_names` what the rejected rows call themselves. `sent_as` gives, for each column
    of the record that the file has, the heading under which the sender has it.
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
    )


def read(path: Path, source: Source, declared: Declared, limits: Limits) -> Reading:
    """Read a CSV of waiting-time records strictly.

    Raises `Refused` for what concerns the file as a whole (encoding, quotes, headings, date format, another
    organisation or month than declared); everything else is said row by row.
    """
    if declared.date_format not in FORMATS:
        words = f"The date format {declared.date_format} is not known."
        raise Refused(words, f"Declare one of {', '.join(FORMATS)}.", code="DATE_FORMAT_UNKNOWN")
    text, headings = text_of(path, declared, limits)
    refuse_nameless_values(text)
    ledger, blank = Ledger(), rows.blank_rows(text.rows)
    columns = judged_columns(text.rows, headings, declared, ledger)
    typed = {name: one.column for name, one in columns.items()}
    rows.enter_doubles(text.rows, columns["record_id"], blank, ledger)
    rows.enter_future(columns, declared.today, ledger)
    enter_long_cells(text.rows, headings, limits, ledger)
    if "nhs_number" in columns:
        typed["nhs_number"] = rows.checked_nhs_numbers(columns, blank, declared.store_kind, ledger)
    whole_file.check_organisation(declared.organisation, columns)
    months = whole_file.stop_months(typed)
    whole_file.check_month(declared.month, typed, months)
    kept = np.setdiff1d(np.flatnonzero(~blank), ledger.rejected_positions())
    tables = {
        "received": text.rows.rename_columns(list(text.headings)),
        "records": records_table(typed, kept),
        "record_rows": pa.table({"row": pa.array(kept + 2, pa.int64())}),
        "rejected": ledger.rejected(),
        "mends": ledger.mends(),
        "rejected_names": names_of(columns, ledger.rejected_positions()),
    }
    findings = [*headings.findings, *trimmed_findings(columns), *ledger.findings(), *size_findings(text, blank)]
    facts = {
        "carried": " ".join(sorted(headings.carried)),
        "first_month": min(months, default=""),
        "last_month": max(months, default=""),
        "rows_read": str(int((~blank).sum())),
        "accepted": str(len(kept)),
        "rejected": str(tables["rejected"].num_rows),
        "blank_rows": str(int(blank.sum())),
        "sent_as": json.dumps({name: text.headings[place] for name, place in headings.at.items()}),
    }
    return Reading(NAME, source, tables, findings, facts)


def text_of(path: Path, declared: Declared, limits: Limits) -> tuple[TextTable, Headings]:
    """The file as text with its headings mapped. The bytes are let go here: they are as large as all that follows."""
    clean = clean_bytes(path, declared.encoding)
    sent = heading_cells(clean, declared.separator, limits)
    headings = read_headings(sent)
    return text_table(clean, sent, declared.separator, limits), headings


def refuse_nameless_values(text: TextTable) -> None:
    """`Refused` when a column without a heading holds values; empty trailing columns of a spreadsheet are let pass."""
    for position, heading in enumerate(text.headings):
        if not heading:
            filled = pc.not_equal(pc.utf8_trim_whitespace(text.rows.column(position)), "").to_numpy()
            if filled.any():
                words = (
                    f"Column {position + 1} has no heading, but row {int(np.argmax(filled)) + 2:,} has a value in it."
                )
                raise Refused(words, "Give the column its heading, or empty it.", code="HEADING_EMPTY")


def judged_columns(table: pa.Table, headings: Headings, declared: Declared, ledger: Ledger) -> dict[str, Judged]:
    """Every column of the record that the file carries, typed, with its faults entered."""
    date_format = FORMATS[declared.date_format]
    types = schema()
    judged: dict[str, Judged] = {}
    in_order = sorted(
        (column for column in COLUMNS if column.name in headings.at), key=lambda column: column.kind != "date"
    )
    lists = CodeLists(declared.today)
    for column in in_order:
        text = table.column(headings.at[column.name])
        empty = 0 if column.kind == "days" else None
        one = judge(text, judgement_of(column, date_format, lists), types.field(column.name).type, empty)
        if column.kind == "date":
            whole_file.refuse_other_format(column.name, one, date_format.name)
            lists.seen(one.column)
        for fault, positions in one.faults.items():
            ledger.add(fault, column.name, positions, one.values)
        judged[column.name] = one
    return judged


class CodeLists:
    """The codes in use on the first and on the last day that a file speaks of; a code of either day is known."""

    def __init__(self, today: date | None) -> None:
        self.days = {today} if today else set()

    def seen(self, dates: pa.Array) -> None:
        """Let a column of dates widen the span of days."""
        span = pc.min_max(dates).as_py()
        self.days |= {day for day in span.values() if day is not None}

    def codes(self, name: str) -> frozenset[str]:
        """The codes of a list in use on the first or the last day; empty where nothing is known of those days."""
        book = load_rule_book()
        known: set[str] = set()
        for day in {min(self.days), max(self.days)} if self.days else set():
            try:
                known |= book.codes(name, day).keys()
            except RuleNotKnown:
                continue
        return frozenset(known)


def judgement_of(column: Column, date_format: DateFormat, lists: CodeLists) -> Callable[[str], Judgement]:
    """How the values of a column are judged, by its kind and its code list."""
    named: Mapping[str, Callable[[str], Judgement]] = {
        "pathway_id": codes.judge_pathway_id,
        "nhs_number": as_sent,
        "icd10": codes.diagnosis_in(lists.codes(DIAGNOSIS_SCOPE)) if column.name == "icd10" else as_sent,
    }
    if column.name in named:
        return named[column.name]
    if column.kind == "date":
        return lambda text: date_or_fault(text, date_format)
    if column.kind == "code":
        has_list = column.constraint in load_rule_book().code_lists
        return codes.code_on(lists.codes(column.constraint) if has_list else frozenset())
    by_kind: Mapping[str, Callable[[str], Judgement]] = {
        "days": numbers.judge_days,
        "number": numbers.judge_age,
        "organisation": codes.judge_organisation,
        "identifier": codes.judge_identifier,
        "text": as_sent,
    }
    return by_kind[column.kind]


def as_sent(text: str) -> Judgement:
    """Any text is itself; NHS numbers are judged apart, all at once."""
    return text, None


def date_or_fault(text: str, date_format: DateFormat) -> Judgement:
    """A date, or the id of its fault."""
    found = read_date(text, date_format)
    return (found, None) if isinstance(found, date) else (None, found.value)


def enter_long_cells(table: pa.Table, headings: Headings, limits: Limits, ledger: Ledger) -> None:
    """Enter cells of the record that are longer than the limit."""
    for name, position in headings.at.items():
        lengths = pc.utf8_length(table.column(position)).to_numpy()
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


def names_of(columns: Mapping[str, Judged], positions: npt.NDArray[np.int64]) -> pa.Table:
    """What some rows call themselves, as sent, with their number in the file: so that an owner finds rejected ones."""
    taken = pa.array(positions)
    nothing = pa.nulls(len(positions), pa.string())
    names = {name: columns[name].values.take(taken).cast(pa.string()) if name in columns else nothing for name in NAMES}
    return pa.table({"row": pa.array(positions + 2, pa.int64()), **names})


def trimmed_findings(columns: Mapping[str, Judged]) -> list[Finding]:
    """One finding for each column where spaces stood around values: they were left out of the value."""
    return [
        Finding(
            id="SPACES_REMOVED",
            kind=FindingKind.STRUCTURAL,
            message=f"{one.trimmed_rows:,} cells of {name} had spaces around their value; it was read without them.",
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

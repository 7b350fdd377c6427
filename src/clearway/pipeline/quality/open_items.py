"""What is open to be mended: counted for a page, and row by row for the owner's sheet."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearway.intake.waiting_times.ledger import FIRST_ROW
from clearway.pipeline.quality.catalogue import Said, catalogue
from clearway.pipeline.quality.ledger import OPEN, read_ledger
from clearway.pipeline.staging import FINDINGS, ITEMS, folder_of, identifiers_of, received_name
from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING
from clearway.store.folder import StoreFolder

EMPTY = "empty"
WITHHELD = "not shown"


@dataclass(frozen=True, slots=True)
class ItemCount:
    """Open items of one finding in one column of one sender's file. `since` is the oldest day it was told on."""

    organisation: str
    submission_id: str
    finding: str
    column: str
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class MonthOfMending:
    """What happened in one month: items told for the first time, mended, gone, and open at its end."""

    month: str
    told: int
    mended: int
    gone: int
    open_at_end: int


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One item as it may be shown: a row, what is wrong with it, since when. `found` and names are filled in apart.

    `file_row` counts as the sender's file does, heading first; None when the file is no longer kept. `link` leads to
    the pathway; empty for a rejected row.
    """

    organisation: str
    submission_id: str
    ordinal: int
    said: Said
    column: str
    sent_as: str
    file_number: int
    file_row: int | None
    first_submission: str
    first_told_on: date
    link: str = ""
    found: str = WITHHELD
    record_id: str = WITHHELD
    pathway_id: str = WITHHELD


def open_counts(store: StoreFolder, organisations: Iterable[str]) -> list[ItemCount]:
    """Every open item of some senders, counted by finding, column and file, the most frequent first."""
    counts = []
    for code in sorted(organisations):
        rows = read_ledger(store, code)
        still = rows.filter(pc.equal(rows["state"], OPEN))
        grouped = still.group_by(["submission_id", "finding", "column"]).aggregate(
            [("ordinal", "count"), ("first_told_on", "min")]
        )
        counts += [
            ItemCount(
                code,
                row["submission_id"],
                row["finding"],
                row["column"],
                row["ordinal_count"],
                row["first_told_on_min"],
            )
            for row in grouped.to_pylist()
            if row["finding"] in catalogue()
        ]
    return sorted(counts, key=lambda one: (-one.count, one.finding, one.column, one.organisation))


def months_of_mending(store: StoreFolder, organisations: Iterable[str]) -> list[MonthOfMending]:
    """Month by month what was told, mended and gone, from the first telling to the last event, none left out."""
    events: dict[str, list[int]] = {}
    for code in organisations:
        rows = read_ledger(store, code)
        for place, column, state in ((0, "first_told_on", ""), (1, "closed_on", "mended"), (2, "closed_on", "gone")):
            chosen = rows.filter(pc.equal(rows["state"], state)) if state else rows
            for one in pc.value_counts(pc.strftime(chosen[column], format="%Y-%m")).to_pylist():
                events.setdefault(one["values"], [0, 0, 0])[place] += one["counts"]
    months, is_open = [], 0
    for month in sorted(events):
        told, mended, gone = events[month]
        is_open += told - mended - gone
        months.append(MonthOfMending(month, told, mended, gone, is_open))
    return months


def open_items(
    store: StoreFolder, organisation: str, *, finding: str = "", column: str = "", submission: str = "", most: int
) -> tuple[list[OpenItem], int]:
    """Open items of one sender without values and names, in the order of its files, and how many there are in all."""
    rows = read_ledger(store, organisation)
    kept = pc.equal(rows["state"], OPEN)
    for name, wanted in (("finding", finding), ("column", column), ("submission_id", submission)):
        if wanted:
            kept = pc.and_(kept, pc.equal(rows[name], wanted))
    chosen = rows.filter(kept).sort_by([("submission_id", "ascending"), ("ordinal", "ascending")])
    shown = chosen.slice(0, most).to_pylist()
    files = {one: SentFiles.of(store, one) for one in {row["submission_id"] for row in shown}}
    items = [_item(organisation, row, files[row["submission_id"]]) for row in shown if row["finding"] in catalogue()]
    return items, chosen.num_rows


def with_links(items: Sequence[OpenItem], figures: duckdb.DuckDBPyConnection) -> list[OpenItem]:
    """The items with the link of their pathway, where the row counts in the figures."""
    wanted = _places(items)
    links = figures.sql(
        "SELECT submission_id, ordinal, link FROM records SEMI JOIN wanted USING (submission_id, ordinal)"
    ).fetchall() if _known(figures, wanted) else []  # fmt: skip
    found = {(submission, ordinal): link for submission, ordinal, link in links}
    return [replace(one, link=found.get((one.submission_id, one.ordinal), "")) for one in items]


def with_values(store: StoreFolder, items: Sequence[OpenItem], figures: duckdb.DuckDBPyConnection) -> list[OpenItem]:
    """The items with what was found: the cell as sent, or for a flag of the clocks the columns that it speaks of."""
    cells = _cells(store, items)
    wanted = _places(items)
    columns = sorted({name for one in items for name in (*one.said.columns, *one.said.beside)} - IDENTIFYING)
    records: dict[tuple[str, int], Mapping[str, object]] = {}
    if columns and _known(figures, wanted):
        chosen = ", ".join(f'"{name}"' for name in columns if name in COLUMN_NAMES)
        query = f"SELECT submission_id, ordinal, {chosen} FROM records SEMI JOIN wanted USING (submission_id, ordinal)"  # noqa: S608
        rows = figures.sql(query).to_arrow_table().to_pylist()
        records = {(row["submission_id"], row["ordinal"]): row for row in rows}
    sent = {one: SentFiles.of(store, one) for one in {item.submission_id for item in items}}
    return [replace(one, found=_found(one, cells, records, sent[one.submission_id])) for one in items]


def with_names(store: StoreFolder, items: Sequence[OpenItem]) -> list[OpenItem]:
    """The items with the names by which their owner finds them: record and pathway as in the owner's register."""
    names: dict[tuple[str, int], tuple[str, str]] = {}
    for submission in {one.submission_id for one in items}:
        path = identifiers_of(store, submission)
        if path.exists():
            ordinals = [one.ordinal for one in items if one.submission_id == submission]
            held = pq.read_table(path, columns=["ordinal", "record_id", "pathway_id"])
            for row in held.filter(pc.is_in(held["ordinal"], value_set=pa.array(ordinals))).to_pylist():
                names[submission, row["ordinal"]] = (row["record_id"] or "", row["pathway_id"] or "")
    nobody = (WITHHELD, WITHHELD)
    named = ((one, names.get((one.submission_id, one.ordinal), nobody)) for one in items)
    return [replace(one, record_id=record, pathway_id=pathway) for one, (record, pathway) in named]


@dataclass(frozen=True, slots=True)
class SentFiles:
    """The files of one submission: how many rows each had before the next, the sender's own headings, and the number
    of the first row below them."""

    offsets: tuple[int, ...]
    headings: tuple[Mapping[str, str], ...]
    first_rows: tuple[int, ...] = ()

    @staticmethod
    def of(store: StoreFolder, submission_id: str) -> "SentFiles":
        """What is kept of the files; after a purge nothing is known of rows and headings."""
        folder = folder_of(store, submission_id)
        offsets, number = [0], 1
        while (path := folder / received_name(number)).exists():
            offsets.append(offsets[-1] + pq.read_metadata(path).num_rows)
            number += 1
        told = _told(folder / FINDINGS)
        return SentFiles(tuple(offsets), tuple(told.get("sent_as", ())), tuple(told.get("first_rows", ())))

    def place(self, ordinal: int) -> tuple[int, int | None]:
        """File number (from 0) and row in that file, of a row numbered over all files."""
        if len(self.offsets) < 2:
            return 0, None
        number = max(place for place, before in enumerate(self.offsets[:-1]) if place == 0 or before + 2 <= ordinal)
        title_rows = self.first_rows[number] - FIRST_ROW if number < len(self.first_rows) else 0
        return number, ordinal - self.offsets[number] + title_rows

    def heading(self, column: str, number: int = 0) -> str:
        """The column as the sender named it; the record's own name when that is not known."""
        named = self.headings[number] if number < len(self.headings) else {}
        return named.get(column, column)


def _told(path: Path) -> Mapping[str, Any]:
    """What was told of the files when they were read; nothing where that is not kept."""
    try:
        told: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return told


def _item(organisation: str, row: Mapping[str, object], sent: SentFiles) -> OpenItem:
    said = catalogue()[str(row["finding"])]
    ordinal, told_on = row["ordinal"], row["first_told_on"]
    assert isinstance(ordinal, int) and isinstance(told_on, date)  # noqa: S101, PT018 - as the ledger's schema says
    number, file_row = sent.place(ordinal)
    columns = said.columns or (str(row["column"]),)
    return OpenItem(
        organisation=organisation,
        submission_id=str(row["submission_id"]),
        ordinal=ordinal,
        said=said,
        column=str(row["column"]),
        sent_as=", ".join(sent.heading(column, number) for column in columns if column),
        file_number=number,
        file_row=file_row,
        first_submission=str(row["first_submission"]),
        first_told_on=told_on,
    )


def _places(items: Sequence[OpenItem]) -> pa.Table:
    return pa.table(
        {
            "submission_id": pa.array([one.submission_id for one in items], pa.string()),
            "ordinal": pa.array([one.ordinal for one in items], pa.int64()),
        }
    )


def _known(figures: duckdb.DuckDBPyConnection, wanted: pa.Table) -> bool:
    """Make places known to a connection; whether there is any."""
    figures.register("wanted", wanted)
    return bool(wanted.num_rows)


def _cells(store: StoreFolder, items: Sequence[OpenItem]) -> dict[tuple[str, int, str, str], str]:
    """The cells of faults, as sent and as far as they are kept."""
    cells = {}
    for submission in {one.submission_id for one in items if not one.said.columns}:
        path = folder_of(store, submission) / ITEMS
        if path.exists():
            held = pq.read_table(path)
            ordinals = pa.array([one.ordinal for one in items if one.submission_id == submission])
            for row in held.filter(pc.is_in(held["ordinal"], value_set=ordinals)).to_pylist():
                cells[submission, row["ordinal"], row["finding"], row["column"]] = row["found"]
    return cells


def _found(
    item: OpenItem,
    cells: Mapping[tuple[str, int, str, str], str],
    records: Mapping[tuple[str, int], Mapping[str, object]],
    sent: SentFiles,
) -> str:
    if not item.said.columns:
        if item.column in IDENTIFYING or item.column == "record_id":
            return WITHHELD
        return cells.get((item.submission_id, item.ordinal, item.said.id, item.column), "") or EMPTY
    row = records.get((item.submission_id, item.ordinal))
    if row is None:
        return WITHHELD
    mended = [name for name in item.said.columns if name in row]
    if len(mended) > 1 and not item.said.beside and all(row[name] in (None, "") for name in mended):
        return "all empty"
    columns = [name for name in (*item.said.columns, *item.said.beside) if name in row]
    return "; ".join(f"{sent.heading(name, item.file_number)}: {_shown(row[name])}" for name in columns)


def _shown(value: object) -> str:
    return EMPTY if value in (None, "") else str(value)

"""Everything that a store's files hold about one person: identifiers, rows as received, records, findings, figures.

A person is found by NHS number, and by the pseudonym that stands for it. What was sent without a number, or under a
wrong one, cannot be found like this. Every table of the analytical file is looked at: rows are a person's where they
carry the person, or the submission and number of one of the person's records.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearway.intake.waiting_times.ledger import FIRST_ROW
from clearway.pipeline.pseudonyms import person_pseudonym
from clearway.pipeline.staging import ITEMS, RECORDS, REJECTED, folder_of, identifiers_of
from clearway.records.findings import Refused
from clearway.records.nhs_number import nhs_number_fault
from clearway.store.analytical import current_version, open_read_only
from clearway.store.folder import StoreFolder

LISTS_OF_MENDS, CONFLICTS = "quality", "identity.parquet"
RECEIVED = re.compile(r"received(?:-(\d+))?\.parquet")
ROW_KEYS = frozenset({"submission_id", "ordinal"})
SPACES = re.compile(r"[\s-]")


@dataclass(frozen=True, slots=True)
class HeldTable:
    """What one place of the store holds: `place` names it, `columns` and `rows` are as they are held there."""

    place: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class HeldAbout:
    """All tables with a row about one person, and the pseudonyms under which other places may speak of them."""

    number: str
    person: str
    pseudonyms: tuple[str, ...]
    submissions: tuple[str, ...]
    tables: tuple[HeldTable, ...]


def checked_number(text: str) -> str:
    """An NHS number as ten digits. Refused when it is none; the refusal does not repeat it."""
    number = SPACES.sub("", text)
    if nhs_number_fault(number) is not None:
        raise Refused("This is no NHS number.", "Give all ten digits as they were issued.", code="NHS-NUMBER")
    return number


def held_about(store: StoreFolder, submissions: Sequence[str], number: str) -> HeldAbout:
    """What the files of a store hold about the person with an NHS number, in the submissions named."""
    person = person_pseudonym(number, store.key())
    tables: list[HeldTable] = []
    rows_of: dict[str, list[int]] = {}
    pseudonyms = {person}
    for submission in submissions:
        found = _in_submission(store, submission, number, person)
        tables += found.tables
        if found.ordinals:
            rows_of[submission] = found.ordinals
        pseudonyms |= found.pseudonyms
    tables += _mends(store, rows_of)
    conflicts = _conflicts(store, person)
    tables += conflicts
    pseudonyms |= {row[0] for table in conflicts for row in table.rows}
    tables += _figures(store, person, rows_of)
    return HeldAbout(number, person, tuple(sorted(pseudonyms)), tuple(rows_of), tuple(tables))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one submission holds of a person: its tables, the numbers of the records, and their pseudonyms."""

    tables: list[HeldTable]
    ordinals: list[int]
    pseudonyms: set[str]


def _in_submission(store: StoreFolder, submission: str, number: str, person: str) -> _Found:
    tables: list[HeldTable] = []
    ordinals: set[int] = set()
    pseudonyms: set[str] = set()
    kept = identifiers_of(store, submission)
    if kept.exists():
        held = pq.read_table(kept)
        own = held.filter(_is(held, "person", [person]))
        tables += _told(f"identifiers of {submission}", own)
        ordinals |= set(own["ordinal"].to_pylist())
    folder = folder_of(store, submission)
    sent = list(_received(folder, number))
    for name, table, _ in sent:
        tables += _told(f"{name} of {submission}", table)
    if (records := folder / RECORDS).exists():
        held = pq.read_table(records)
        own = held.filter(_is(held, "ordinal", sorted(ordinals)))
        tables += _told(f"records of {submission}", own)
        pseudonyms |= {one for one in own["link"].to_pylist() if one}
    for name in (REJECTED, ITEMS):
        if (folder / name).exists():
            held = pq.read_table(folder / name)
            tables += _told(
                f"{name.removesuffix('.parquet')} of {submission}", held.filter(_of_rows(held, sent, ordinals))
            )
    return _Found(tables, sorted(ordinals), pseudonyms)


def _received(folder: Path, number: str) -> Iterator[tuple[str, pa.Table, tuple[int, list[int]]]]:
    """Rows as received with a cell that is the number: file by file, with its number (from 0) and those rows."""
    for path in sorted(folder.glob("received*.parquet")):
        named = RECEIVED.fullmatch(path.name)
        if named is None:
            continue
        held = pq.read_table(path)
        cells = [pc.replace_substring_regex(column.cast(pa.string()), r"[\s-]", "") for column in held.columns]
        is_own = pa.chunked_array([pa.array([False] * held.num_rows)])
        for column in cells:
            is_own = pc.or_(is_own, pc.fill_null(pc.equal(column, number), False))
        places = pc.indices_nonzero(is_own.combine_chunks()).to_pylist()
        rows = [place + FIRST_ROW for place in places]
        yield path.stem, held.take(pa.array(places, pa.int64())), (int(named[1] or 1) - 1, rows)


def _of_rows(
    held: pa.Table, sent: Sequence[tuple[str, pa.Table, tuple[int, list[int]]]], ordinals: set[int]
) -> pa.ChunkedArray:
    """Which rows of a table about rows of files speak of the person's rows."""
    wanted = _is(held, "ordinal", sorted(ordinals)) if "ordinal" in held.column_names else None
    for _, _, (file, rows) in sent:
        here = pc.and_(_is(held, "row", rows), _is(held, "file_number", [file]))
        wanted = here if wanted is None else pc.or_(wanted, here)
    return wanted if wanted is not None else _is(held, "row", [])


def _mends(store: StoreFolder, rows_of: Mapping[str, Sequence[int]]) -> Iterator[HeldTable]:
    """What has to be mended in the person's records, sender by sender."""
    for path in sorted((store.path / LISTS_OF_MENDS).glob("*.parquet")):
        if path.name == CONFLICTS:
            continue
        held = pq.read_table(path)
        for submission, ordinals in rows_of.items():
            here = pc.and_(_is(held, "submission_id", [submission]), _is(held, "ordinal", list(ordinals)))
            yield from _told(f"what {path.stem} has to mend in {submission}", held.filter(here))


def _conflicts(store: StoreFolder, person: str) -> list[HeldTable]:
    """Where the person's identity is in doubt; the pseudonyms of others in the same conflict are left out."""
    path = store.path / LISTS_OF_MENDS / CONFLICTS
    if not path.exists():
        return []
    columns = ["key", "kind", "first_seen_on", "ended_on", "people"]
    held = [one for one in pq.read_table(path, columns=columns).to_pylist() if person in (one["people"] or ())]
    rows = tuple(tuple(one[name] for name in columns[:-1]) for one in held)
    return [HeldTable("doubts about who is who", tuple(columns[:-1]), rows)] if rows else []


def _figures(store: StoreFolder, person: str, rows_of: Mapping[str, Sequence[int]]) -> Iterator[HeldTable]:
    """Rows about the person in every table of the current figures."""
    version = current_version(store.analytical)
    if version is None:
        return
    connection = open_read_only(store.analytical / version.file)
    try:
        for table, columns in tables_of(connection).items():
            if "person" in columns:
                yield from _rows(connection, table, "person = ?", [person])
            elif columns >= ROW_KEYS:
                for submission, ordinals in rows_of.items():
                    words = "submission_id = ? AND list_contains(?, ordinal)"
                    yield from _rows(connection, table, words, [submission, list(ordinals)])
    finally:
        connection.close()


def tables_of(connection: duckdb.DuckDBPyConnection) -> dict[str, frozenset[str]]:
    """Every table of the figures with its columns; views hold nothing of their own."""
    found = connection.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() JOIN duckdb_tables() USING (table_name) "
        "GROUP BY table_name ORDER BY table_name"
    ).fetchall()
    return {name: frozenset(columns) for name, columns in found}


def _rows(
    connection: duckdb.DuckDBPyConnection, table: str, words: str, values: Sequence[object]
) -> Iterator[HeldTable]:
    answer = connection.execute(f'SELECT * FROM "{table}" WHERE {words}', values)  # noqa: S608 (our own names)
    columns = tuple(one[0] for one in answer.description or ())
    rows = tuple(answer.fetchall())
    if rows:
        yield HeldTable(f"figures, {table}", columns, rows)


def _told(place: str, table: pa.Table) -> list[HeldTable]:
    """A table as it is told; nothing where it has no row."""
    rows = tuple(tuple(one.values()) for one in table.to_pylist())
    return [HeldTable(place, tuple(table.column_names), rows)] if rows else []


def _is(table: pa.Table, column: str, wanted: Sequence[object]) -> pa.ChunkedArray:
    """Which rows hold one of the wanted values."""
    kind = table.schema.field(column).type
    return pc.is_in(table[column], value_set=pa.array(wanted, type=kind))

"""Conflicts of identity: one NHS number for what may be two people, one pathway under two numbers (fault 20).

What can be told. Records carry no name and no date of birth. Two people under one number show themselves only by what
cannot be one person's: two sexes, ages that put their birth years apart by more than a year, two days of death. One
person under two numbers shows itself where both stand on one pathway of one issuer: in one file, in two files, or in a
file and the one that replaced it, which is how a number that was corrected later looks too. What cannot be told: two
people of one sex and age under one number, and one person with two numbers on two pathways.

Nothing is ever merged here. A conflict is named by pseudonym; numbers lie with the identifiers.
"""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Submission
from clearway.pipeline.staging import identifiers_of
from clearway.pipeline.statements import statements
from clearway.store.analytical import open_read_only
from clearway.store.folder import StoreFolder

FILE = "identity.parquet"
TWO_PEOPLE, TWO_NUMBERS, CHANGED = "two people, one number", "one pathway, two numbers", "number changed later"
KEY_DIGITS = 16

CONFLICT_SCHEMA = pa.schema(
    [
        pa.field("key", pa.string(), nullable=False),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("pathway", pa.string(), nullable=False),
        pa.field("people", pa.list_(pa.string()), nullable=False),
        pa.field("evidence", pa.string(), nullable=False),
        pa.field("organisations", pa.list_(pa.string()), nullable=False),
        pa.field("submissions", pa.list_(pa.string()), nullable=False),
        pa.field("first_seen_on", pa.date32(), nullable=False),
        pa.field("ended_on", pa.date32()),
    ]
)
"""One row a conflict. `key` names it in addresses; `people` are pseudonyms of persons; `ended_on`: seen no more."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict as it was found. `pathway` is empty for two people under one number."""

    key: str
    kind: str
    pathway: str
    people: tuple[str, ...]
    evidence: str
    organisations: tuple[str, ...]
    submissions: tuple[str, ...]
    first_seen_on: date
    ended_on: date | None


def read_conflicts(folder: Path) -> list[Conflict]:
    """Every conflict of a store, open ones first; none before anything was published."""
    path = folder / FILE
    if not path.exists():
        return []
    rows = pq.read_table(path, schema=CONFLICT_SCHEMA).to_pylist()
    found = [
        Conflict(
            **{
                **row,
                **{name: tuple(row[name]) for name in ("people", "organisations", "submissions")},
            }
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.ended_on is not None, one.kind, one.key))


def conflicts_with(
    before: Sequence[Conflict],
    store: StoreFolder,
    submissions: Sequence[Submission],
    figures: Path,
    *,
    come: Collection[str],
    gone: Collection[str],
) -> list[Conflict]:
    """The conflicts that are known after some files came and others went, looking only at whom these speak of.

    Each keeps the day on which it was first seen; what is seen no more has ended and stays known. What a purged file
    told of people is forgotten with it.
    """
    today = max(one.counted_on for one in submissions)
    purged = {one.id for one in submissions if one.state == "purged"}
    live = [one for one in submissions if one.state == "live" and one.data_set == WAITING_TIME_RECORDS]
    replaced = {one.supersedes for one in live if one.supersedes}
    is_told = replaced | {one.id for one in live}
    told = [one for one in submissions if one.id in is_told]
    loose = [one for one in before if not (purged | set(gone)).isdisjoint(one.submissions)]
    connection = open_read_only(figures)
    try:
        people, pathways = _spoken_of(connection, come, loose)
        connection.register("replaced_pair", _pairs(store, [one for one in told if one.id in replaced]))
        connection.register("sent", _sent(told))
        connection.register("asked_person", pa.table({"person": people}))
        connection.register("asked_pathway", pa.table({"pathway": pathways}))
        (query,) = statements("identity")
        rows = connection.sql(query).to_arrow_table().to_pylist()
    finally:
        connection.close()
    now = [_conflict(row, today) for row in rows]
    asked_people, asked_pathways = set(people.to_pylist()), set(pathways.to_pylist())
    looked_at = [
        one
        for one in before
        if (one.pathway in asked_pathways if one.pathway else not asked_people.isdisjoint(one.people))
    ]
    known = [*(one for one in before if one not in looked_at), *together(looked_at, now, today)]
    return [one for one in known if purged.isdisjoint(one.submissions)]


def together(before: Sequence[Conflict], now: Sequence[Conflict], today: date) -> list[Conflict]:
    """What was known and what is found now: each keeps the day it was first seen; what is seen no more ended."""
    known = {one.key: one for one in before}
    found = {one.key for one in now}
    still = [replace(one, first_seen_on=known[one.key].first_seen_on if one.key in known else today) for one in now]
    ended = [one if one.ended_on else replace(one, ended_on=today) for one in before if one.key not in found]
    return [*still, *ended]


def _spoken_of(
    figures: duckdb.DuckDBPyConnection, come: Collection[str], loose: Sequence[Conflict]
) -> tuple[pa.Array, pa.Array]:
    """The people and pathways to look at: those of files that came, and of conflicts that lost a file."""
    found = []
    for column, known in (
        ("person", [person for one in loose for person in one.people]),
        ("pathway", [one.pathway for one in loose if one.pathway]),
    ):
        rows = figures.sql(
            f"SELECT DISTINCT {column} FROM records WHERE list_contains($come, submission_id) AND {column} IS NOT NULL",  # noqa: S608
            params={"come": sorted(come)},
        ).to_arrow_table()
        values = pa.concat_arrays([*rows[column].chunks, pa.array(known, pa.string())])
        found.append(values.unique())
    return found[0], found[1]


def _sent(told: Sequence[Submission]) -> pa.Table:
    return pa.table(
        {
            "submission_id": pa.array([one.id for one in told], pa.string()),
            "organisation": pa.array([one.organisation_code for one in told], pa.string()),
        }
    )


def _conflict(row: Mapping[str, Any], today: date) -> Conflict:
    return Conflict(
        _key(row["kind"], row["pathway"], row["people"]), row["kind"], row["pathway"], tuple(row["people"]),
        row["evidence"], tuple(row["organisations"]), tuple(row["submissions"]), today, None,
    )  # fmt: skip


def as_table(conflicts: Sequence[Conflict]) -> pa.Table:
    """Conflicts as they are kept."""
    rows = [{name: getattr(one, name) for name in CONFLICT_SCHEMA.names} for one in conflicts]
    return pa.Table.from_pylist(
        [{**row, **{name: list(row[name]) for name in ("people", "organisations", "submissions")}} for row in rows],
        schema=CONFLICT_SCHEMA,
    )


def _key(kind: str, pathway: str, people: Sequence[str]) -> str:
    """A name for a conflict that stays while it is the same one. Pseudonyms are hashed again: it is in addresses."""
    return hashlib.sha256("|".join((kind, pathway, *people)).encode()).hexdigest()[:KEY_DIGITS]


def _pairs(store: StoreFolder, replaced: Sequence[Submission]) -> pa.Table:
    """Pathway and person of every row of files that were replaced, as far as they are kept."""
    schema = pa.schema([("submission_id", pa.string()), ("pathway", pa.string()), ("person", pa.string())])
    parts = [schema.empty_table()]
    for one in replaced:
        path = identifiers_of(store, one.id)
        if path.exists():
            held = pq.read_table(path, columns=["pathway", "person"])
            parts.append(held.add_column(0, "submission_id", pa.repeat(pa.scalar(one.id), held.num_rows)).cast(schema))
    return pa.concat_tables(parts)

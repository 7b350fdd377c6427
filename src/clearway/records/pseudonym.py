"""Pseudonyms: a keyed one-way code in place of a person's or pathway's identifier, and the split of such columns.

HMAC-SHA-256 under a key that is kept outside the store. An unkeyed hash would be no protection: all ten-digit numbers
can be tried in minutes. The key's id stands in front of each pseudonym, so that keys can be changed later.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass, field

import pyarrow as pa
import pyarrow.compute as pc

from clearway.records.waiting_times import IDENTIFYING

PSEUDONYM_BYTES = 16
"""Half of the digest: 128 bits, so that two of a million people share one with odds below 1 in 10^26."""

PERSON, PATHWAY = "person", "pathway"
"""The pseudonym columns that stand in analytical rows."""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """A key and its id. `key` has 32 bytes; it is not shown when the object is printed."""

    key_id: str
    key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.key) < 32:
            raise ValueError("A pseudonym key has at least 32 bytes")

    def of(self, purpose: str, identifier: str) -> str:
        """The pseudonym of one identifier for one purpose; the same text under another purpose gives another code."""
        message = f"{purpose}\0{identifier}".encode()
        return f"{self.key_id}-{hmac.digest(self.key, message, 'sha256')[:PSEUDONYM_BYTES].hex()}"

    def column(self, purpose: str, identifiers: pa.Array | pa.ChunkedArray) -> pa.Array:
        """The pseudonyms of a text column; empty stays empty. Each distinct identifier is worked out once."""
        encoded = pc.dictionary_encode(identifiers)
        if isinstance(encoded, pa.ChunkedArray):
            encoded = encoded.combine_chunks()
        codes = pa.array([self.of(purpose, one) for one in encoded.dictionary.to_pylist()], pa.string())
        return codes.take(encoded.indices)


def split_identifiers(records: pa.Table, pseudonyms: Pseudonyms) -> tuple[pa.Table, pa.Table]:
    """Analytical rows and identifiers, apart.

    The first table is `records` without its identifying columns and with `person` and `pathway`; the second holds
    these two with the identifying columns, one row a record, in the same order. A person without an NHS number is
    known by the local pathway instead, and so counts as another person from pathway to pathway.
    """
    issuer = pc.fill_null(records["pathway_issuer"], "")
    local = pc.if_else(
        pc.is_valid(records["pathway_id"]), pc.binary_join_element_wise(issuer, records["pathway_id"], "|"), None
    )
    pathway = pseudonyms.column(PATHWAY, local)
    by_number = pseudonyms.column(PERSON, records["nhs_number"])
    person = pc.coalesce(by_number, pseudonyms.column(f"{PERSON} without a number", local))
    own = {PERSON: person, PATHWAY: pathway}
    analytical = with_columns(records.drop_columns(sorted(IDENTIFYING)), own.items())
    identifying = [
        name for name in records.column_names if name in IDENTIFYING or name in ("record_id", "pathway_issuer")
    ]
    return analytical, with_columns(records.select(identifying), own.items())


def with_columns(table: pa.Table, columns: Iterable[tuple[str, pa.Array]]) -> pa.Table:
    """The table with further columns at its end."""
    for name, column in columns:
        table = table.append_column(name, column)
    return table

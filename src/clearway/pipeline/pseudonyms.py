"""Identifiers split from analytical rows: a keyed pseudonym stands in for the person and for the pathway.

A third pseudonym, the link, names one record in addresses: it stays the same when the record is sent again, and holds
neither the sender's own id nor anything of the person. Each is an HMAC-SHA-256 under a key of its own purpose, cut to
80 bits. The key lies outside the store; without it the ten-digit space of NHS numbers cannot be searched.
"""

import hmac
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from clearway.records.waiting_times import COLUMN_NAMES, IDENTIFYING, schema
from clearway.store.keys import StoreKey

HEX_DIGITS = 20
PERSON, PATHWAY, LINK = "pseudonym of a person", "pseudonym of a pathway", "link to a record"
SEPARATOR = "|"

PSEUDONYMOUS_COLUMNS = ("person", "pathway", "link")
ANALYTICAL_COLUMNS = (*PSEUDONYMOUS_COLUMNS, *(name for name in COLUMN_NAMES if name not in IDENTIFYING))
"""What an analytical row holds of a record: the pseudonyms in place of the identifying columns."""

IDENTIFIER_COLUMNS = (
    *("ordinal", "record_id", "person", "nhs_number", "nhs_number_status"),
    *("pathway", "pathway_issuer", "pathway_id", "delay_comment", "key_id"),
)


@dataclass(frozen=True, slots=True)
class Split:
    """Records without identifiers, and the identifiers apart; `ordinal` joins the two within one submission."""

    records: pa.Table
    identifiers: pa.Table


def split_identifiers(records: pa.Table, key: StoreKey) -> Split:
    """Split records (columns of the waiting-time record, with their `ordinal`) by the store's key."""
    people = _pseudonyms(records["nhs_number"], key.for_purpose(PERSON))
    pathways = pathway_pseudonyms(records["pathway_issuer"], records["pathway_id"], key)
    links = _links(people, pathways, records["record_id"], key.for_purpose(LINK))
    whole = records.append_column("person", people).append_column("pathway", pathways).append_column("link", links)
    kept = whole.append_column("key_id", pa.repeat(pa.scalar(key.id), records.num_rows))
    return Split(whole.select(["ordinal", *ANALYTICAL_COLUMNS]), kept.select(list(IDENTIFIER_COLUMNS)))


def person_pseudonym(nhs_number: str, key: StoreKey) -> str:
    """The pseudonym under which a store holds a person: how a search by NHS number finds them without keeping it."""
    return _pseudonym(nhs_number, key.for_purpose(PERSON))


def pathway_pseudonym(issuer: str, pathway_id: str, key: StoreKey) -> str:
    """The pseudonym under which a store holds a pathway; `issuer` is empty when the record names none."""
    return _pseudonym(f"{issuer}{SEPARATOR}{pathway_id}", key.for_purpose(PATHWAY))


def pathway_pseudonyms(issuers: pa.ChunkedArray, pathway_ids: pa.ChunkedArray, key: StoreKey) -> pa.Array:
    """The pseudonym of each pathway, none for a row without an identifier."""
    named = pc.binary_join_element_wise(pc.fill_null(issuers, ""), pathway_ids, SEPARATOR)
    return _pseudonyms(named, key.for_purpose(PATHWAY))


def analytical_schema() -> pa.Schema:
    """The columns of an analytical record, with `ordinal` first."""
    whole = schema()
    names = [name for name in ANALYTICAL_COLUMNS if name not in PSEUDONYMOUS_COLUMNS]
    return pa.schema(
        [
            pa.field("ordinal", pa.int64()),
            *(pa.field(name, pa.string()) for name in PSEUDONYMOUS_COLUMNS),
            *(whole.field(name) for name in names),
        ]
    )


def _links(people: pa.Array, pathways: pa.Array, record_ids: pa.ChunkedArray, key: bytes) -> pa.ChunkedArray:
    """One record under one person and pathway, whichever file it came in."""
    named = (pc.fill_null(column, "") for column in (people, pathways, record_ids))
    return _pseudonyms(pc.binary_join_element_wise(*named, SEPARATOR), key)


def _pseudonyms(values: pa.ChunkedArray, key: bytes) -> pa.ChunkedArray:
    """A pseudonym for each value, worked out once for each distinct one; none for none."""
    encoded = pa.chunked_array([values]) if isinstance(values, pa.Array) else values
    whole = encoded.combine_chunks()
    coded = (pa.concat_arrays(whole.chunks) if isinstance(whole, pa.ChunkedArray) else whole).dictionary_encode()
    names = [None if value is None else _pseudonym(value, key) for value in coded.dictionary.to_pylist()]
    return pa.array(names, pa.string()).take(coded.indices)


def _pseudonym(value: str, key: bytes) -> str:
    return hmac.digest(key, value.encode("utf-8"), "sha256").hex()[:HEX_DIGITS]

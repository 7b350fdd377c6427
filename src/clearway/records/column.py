"""How a contract class declares a column: its type, its meaning and its weakness in one place."""

from collections.abc import Iterator
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, Literal

import pyarrow as pa

Kind = Literal["identifier", "code", "organisation", "date", "days", "number", "text"]

ARROW_TYPES: dict[Kind, pa.DataType] = {
    "identifier": pa.string(),
    "code": pa.string(),
    "organisation": pa.string(),
    "date": pa.date32(),
    "days": pa.int32(),
    "number": pa.int32(),
    "text": pa.string(),
}
"""How a typed table holds each kind."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a contract.

    `need` is `always`, `conditional` or `optional` for a valid record; `constraint` is the name of a code list,
    a range in words, or empty; `name_trust` says how sure the NHS Data Dictionary name is.
    """

    name: str
    kind: Kind
    dictionary_name: str
    meaning: str
    weakness: str
    constraint: str
    need: str
    name_trust: str


def column(
    kind: Kind,
    dictionary_name: str,
    meaning: str,
    *,
    weakness: str = "",
    constraint: str = "",
    need: str = "conditional",
    name_trust: str = "verified",
    default: Any = None,
) -> Any:
    """Declare a column of a contract dataclass; the metadata becomes its `Column`."""
    return field(
        default=default,
        metadata={
            "kind": kind,
            "dictionary_name": dictionary_name,
            "meaning": meaning,
            "weakness": weakness,
            "constraint": constraint,
            "need": need,
            "name_trust": name_trust,
        },
    )


def columns_of(contract: type) -> Iterator[Column]:
    """The columns of a contract dataclass, in the order in which a file should hold them."""
    for declared in fields(contract):
        if declared.metadata and declared.default is not MISSING:
            yield Column(name=declared.name, **declared.metadata)

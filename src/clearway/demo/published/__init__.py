"""Official waiting-time figures that travel with the product: real, by provider and by commissioner.

Monthly workbooks and extracts from October 2023 on, and tables of the standards before: June 2015 to March 2017 and
July 2021.

Written by `scripts/pack_published.py` from the publisher's own files with this product's own readers; every row keeps
its release, its sheet, its source file and that file's SHA-256. Source: NHS England, Cancer Waiting Times. Contains
public sector information licensed under the Open Government Licence v3.0.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from clearway.records.published import PUBLISHED_SCHEMA

PACKS = ("provider_workbooks", "commissioner_workbooks", "provider_extracts")
"""The figures of the standards since October 2023, which the synthetic records are fitted to. Workbooks and extracts
overlap in months: choose one source for a figure, never add them."""

HISTORY = "former_standards"
"""The figures of the standards until September 2023: history beside the others, never fitted to and never added."""

SOURCES = "sources.json"
ATTRIBUTION = "Contains public sector information licensed under the Open Government Licence v3.0."


@dataclass(frozen=True, slots=True)
class PackedSource:
    """One published file: what it is called, whose it is, what it holds, and the SHA-256 of its bytes.

    `table` tells one of several tables of a month apart; `findings` are what its reader found, by kind.
    """

    pack: str
    file_name: str
    publisher: str
    publication: str
    licence: str
    release: str
    basis: str
    months: tuple[str, ...]
    rows: int
    bytes: int
    sha256: str
    table: str = ""
    findings: tuple[Mapping[str, Any], ...] = ()


def packed_sources() -> tuple[PackedSource, ...]:
    """Every packed file, in the order of the packs."""
    listed = json.loads(files(__package__).joinpath(SOURCES).read_text(encoding="utf-8"))
    lists = ("months", "findings")
    return tuple(PackedSource(**one | {name: tuple(one[name]) for name in lists}) for one in listed["files"])


def packed_figures(packs: Sequence[str] = PACKS) -> pa.Table:
    """The packed figures in the schema of published figures, in the order in which the files print them."""
    with as_file(files(__package__)) as folder:
        return pa.concat_tables([read_pack(Path(folder) / f"{name}.parquet") for name in packs])


def read_pack(path: Path) -> pa.Table:
    """One pack as published figures."""
    return pq.read_table(path).cast(PUBLISHED_SCHEMA)


def write_pack(figures: pa.Table, path: Path) -> None:
    """Write one pack: zstd and dictionaries, decimals as integers. The same figures give the same bytes."""
    pq.write_table(
        figures.cast(PUBLISHED_SCHEMA),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=True,
        store_decimal_as_integer=True,
        row_group_size=200_000,
        write_statistics=True,
        data_page_size=1 << 20,
    )

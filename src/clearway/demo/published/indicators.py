"""Published indicators that travel with the product: real values, each with its publisher, release, file and place.

Written by `scripts/pack_indicators.py` from the publishers' own files with this product's own readers. Contains public
sector information licensed under the Open Government Licence v3.0; the publisher stands with every value.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clearway.intake.indicators.observing import TABLE
from clearway.intake.reading import Reading, Source
from clearway.records.findings import Finding, FindingKind
from clearway.records.observations import OBSERVATIONS_SCHEMA

LISTED = "indicators.json"


@dataclass(frozen=True, slots=True)
class PackedFile:
    """One published file: in which pack its values are, which reader read it, what it says of itself, its findings.

    `declared` is the month that the reader was told where the file does not say it.
    """

    pack: str
    reader: str
    file_name: str
    sha256: str
    bytes: int
    rows: int
    licence: str
    facts: Mapping[str, str]
    declared: str = ""
    findings: tuple[Mapping[str, Any], ...] = ()


def packed_files() -> tuple[PackedFile, ...]:
    """Every packed file of indicators, in the order of the packs."""
    listed = json.loads(files(__package__).joinpath(LISTED).read_text(encoding="utf-8"))
    return tuple(PackedFile(**one | {"findings": tuple(one["findings"])}) for one in listed["files"])


def packed_observations(pack: str) -> pa.Table:
    """The values of one pack, in the order in which its files print them."""
    with as_file(files(__package__).joinpath(f"{pack}.parquet")) as path:
        return pq.read_table(path).cast(OBSERVATIONS_SCHEMA)


def indicator_readings() -> list[Reading]:
    """Each packed file as if it had just been read: its values, its name and the checksum of the original bytes."""
    readings, pack, held = [], "", OBSERVATIONS_SCHEMA.empty_table()
    for one in packed_files():
        if one.pack != pack:
            pack, held = one.pack, packed_observations(one.pack)
        own = held.filter(pc.equal(held["source_sha256"], one.sha256))
        source = Source(one.file_name, one.sha256, one.bytes)
        readings.append(Reading(one.reader, source, {TABLE: own}, findings_of(one), dict(one.facts)))
    return readings


def findings_of(one: PackedFile) -> list[Finding]:
    """What the reader found in a packed file."""
    return [Finding(**{**finding, "kind": FindingKind(finding["kind"])}) for finding in one.findings]


def write_observations(observations: pa.Table, path: Path) -> None:
    """Write one pack: zstd; places differ from row to row only in their ends. The same values give the same bytes."""
    names = OBSERVATIONS_SCHEMA.names
    pq.write_table(
        observations.cast(OBSERVATIONS_SCHEMA),
        path,
        compression="zstd",
        compression_level=19,
        use_dictionary=[name for name in names if name != "place_in_file"],
        column_encoding={"place_in_file": "DELTA_BYTE_ARRAY"},
        row_group_size=200_000,
        data_page_size=1 << 20,
    )

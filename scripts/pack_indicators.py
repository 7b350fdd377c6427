"""Pack the published indicators that travel with the product.

    .venv/bin/python scripts/pack_indicators.py [FOLDER]

FOLDER holds the publishers' own files where `PACKS` says (default: ../shared/data). Each is read with the
product's own reader; a file with a finding that something does not add up stops the packing.
Writes `src/clearway/demo/published/*.parquet` and `indicators.json`; the waiting-time figures have `pack_published.py`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa

from clearway.demo.published import ATTRIBUTION
from clearway.demo.published.indicators import LISTED, PackedFile, write_observations
from clearway.intake.indicators.observing import TABLE
from clearway.intake.readers import read_file
from clearway.intake.reading import Declared, Reading
from clearway.records.findings import counted

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/clearway/demo/published"
LICENCE = "Open Government Licence v3.0"
PACKS = {
    "diagnostics": ("dm01/*.xls",),
    "screening": ("fingertips/*.csv",),
    "registrations": ("registrations/*.csv*",),
    "stage": ("stage/*.csv",),
    "health_index": ("health_index/*.csv.gz",),
    "population": (
        "population/population20_ltla21_*.csv.gz",
        "population/local_authority_age.csv",
        "population/census2021_*.csv",
        "population/ons_uk_population_2023_*.csv.gz",
        "population/npp_hhh.csv.gz",
    ),
}
"""Where the files of each pack lie. Populations of small areas are not packed."""

DECLARED = {"local_authority_age.csv": "2023-06"}
"""The month of a file that does not say its own: its people of England are those that ONS printed for mid-2023."""

HARMLESS = frozenset(
    {
        *("YOUNGEST_MISSING", "SIGN_LOST", "VALUES_REPEATED", "OUTSIDE_ENGLAND"),
        *("COLUMN_NOT_READ", "UNIT_FROM_COUNTS", "NOT_SUBMITTED"),
    }
)
"""Findings about what a file does not hold, or that were told from it; each travels with its file."""


def readings_of(folder: Path, pack: str) -> list[Reading]:
    """Every file of a pack by name; stops at a finding that is not harmless, and at a folder without files."""
    readings = []
    for pattern in PACKS[pack]:
        paths = sorted(folder.glob(pattern))
        if not paths:
            sys.exit(f"No file is like {folder / pattern}")
        for path in paths:
            reading = read_file(path, Declared(month=DECLARED.get(path.name, "")))
            if serious := [one for one in reading.findings if one.id not in HARMLESS]:
                sys.exit(f"{path.name}: {len(serious)} findings, the first: {serious[0].message}")
            print(f"{path.name}: {reading.tables[TABLE].num_rows:,} values", file=sys.stderr)
            readings.append(reading)
    return sorted(readings, key=lambda one: (one.reader, one.facts["last_month"], one.source.file_name))


def packed(reading: Reading, pack: str) -> PackedFile:
    """What the list of files says of one."""
    return PackedFile(
        pack=pack,
        reader=reading.reader,
        file_name=reading.source.file_name,
        sha256=reading.source.sha256,
        bytes=reading.source.byte_count,
        rows=reading.tables[TABLE].num_rows,
        licence=LICENCE,
        facts=dict(reading.facts),
        declared=DECLARED.get(reading.source.file_name, ""),
        findings=tuple(
            {"id": one.id, "kind": one.kind.value, "message": one.message, "mend": one.mend, "count": one.count}
            for one in counted(reading.findings)
        ),
    )


def main(folder: Path) -> None:
    """Write every pack and the list of files."""
    listed: list[PackedFile] = []
    for pack in PACKS:
        readings = readings_of(folder, pack)
        listed += [packed(reading, pack) for reading in readings]
        write_observations(pa.concat_tables([one.tables[TABLE] for one in readings]), TARGET / f"{pack}.parquet")
    told = {"attribution": ATTRIBUTION, "files": [asdict(one) for one in listed]}
    (TARGET / LISTED).write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/data")

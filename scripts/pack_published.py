"""Pack the official waiting-time figures that travel with the product.

    .venv/bin/python scripts/pack_published.py [FOLDER]

FOLDER holds `provider_workbooks/`, `commissioner_workbooks/`, `provider_extracts/`, `provider_2015_17/` and
`commissioner_2021_old_standards/` with the publisher's own files (default: ../shared/data/cwt). Each is read with the
product's own reader; a file with a finding that something was left out or does not add up stops the packing.
Writes `src/clearway/demo/published/*.parquet` and `sources.json`.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.published import ATTRIBUTION, HISTORY, PACKS, SOURCES, PackedSource, write_pack
from clearway.intake.readers import read_file
from clearway.intake.reading import Reading
from clearway.records.findings import counted

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "src/clearway/demo/published"
HARMLESS = frozenset({"RELEASE_NOT_STATED", "MONTH_FROM_FILE_NAME", "PERCENTAGE_MISSING", "ENGLAND_ROW_MISSING"})
FOLDERS = {**{pack: (pack,) for pack in PACKS}, HISTORY: ("provider_2015_17", "commissioner_2021_old_standards")}
"""Where the files of each pack lie."""

PUBLISHER = "NHS England"
LICENCE = "Open Government Licence v3.0"


def readings_of(folder: Path, pack: str) -> list[Reading]:
    """Every workbook of a pack, by month and then by name; stops at a finding that is not harmless."""
    readings = []
    for path in sorted(path for name in FOLDERS[pack] for path in (folder / name).iterdir()):
        reading = read_file(path)
        if serious := [one for one in reading.findings if one.id not in HARMLESS]:
            sys.exit(f"{path.name}: {len(serious)} findings, the first: {serious[0].message}")
        print(f"{path.name}: {reading.tables['figures'].num_rows:,} figures", file=sys.stderr)
        readings.append(reading)
    return sorted(readings, key=lambda reading: (reading.facts["month"], reading.source.file_name))


def source_of(reading: Reading, pack: str) -> PackedSource:
    """What `sources.json` says of one file."""
    figures = reading.tables["figures"]
    return PackedSource(
        pack=pack,
        file_name=reading.source.file_name,
        publisher=PUBLISHER,
        publication=reading.facts["publication"],
        licence=LICENCE,
        release=reading.facts["release"],
        basis=reading.facts["basis"],
        months=tuple(sorted(pc.unique(figures["month"]).to_pylist())),
        rows=figures.num_rows,
        bytes=reading.source.byte_count,
        sha256=reading.source.sha256,
        table=reading.facts.get("table", ""),
        findings=tuple(
            {"id": one.id, "kind": one.kind.value, "message": one.message, "mend": one.mend, "count": one.count}
            for one in counted(reading.findings)
        ),
    )


def main(folder: Path) -> None:
    """Write every pack and the list of sources."""
    TARGET.mkdir(parents=True, exist_ok=True)
    sources: list[PackedSource] = []
    for pack in FOLDERS:
        readings = readings_of(folder, pack)
        sources += [source_of(reading, pack) for reading in readings]
        write_pack(pa.concat_tables([reading.tables["figures"] for reading in readings]), TARGET / f"{pack}.parquet")
    listed = {"attribution": ATTRIBUTION, "files": [asdict(source) for source in sources]}
    (TARGET / SOURCES).write_text(json.dumps(listed, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/data/cwt")

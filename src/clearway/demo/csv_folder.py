"""Synthetic records as a folder of CSV files, one a trust, with faults on request: as a region's senders send them."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from clearway.demo.extracts import senders
from clearway.demo.ground import Ground, Scope, Streams, ground_of_records
from clearway.demo.months import month_label
from clearway.demo.parquet import Progress, Written
from clearway.demo.shelf import Shelf
from clearway.demo.spoiling import spoilt_files
from clearway.demo.streamed import synthetic_blocks
from clearway.demo.truth import Truth
from clearway.standards.organisations import Organisations

SPOILING = 8
"""Which further streams choose the cells and files that are spoilt."""


def write_csv_folder(
    folder: Path,
    scope: Scope,
    organisations: Organisations,
    *,
    referrals_a_year: int | None = None,
    faults: Mapping[str, float] | None = None,
    truth: Truth,
    progress: Progress = lambda records, month: None,
) -> Written:
    """Write each trust's records to a CSV file of its own, in the layout of the waiting-time record.

    `faults` are asked for by name and share, `truth` is told where each was put. The same arguments give the same
    bytes. The folder is made; files in it are written over.
    """
    asked = faults or {}
    ground = ground_of_records(scope, organisations, referrals_a_year, asked)
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    with TemporaryDirectory(prefix="clearway-records-", dir=folder) as place:
        shelf = _filled_shelf(Path(place), ground, progress)
        for number, (trust, rows) in enumerate(shelf.rows.items()):
            if not rows:
                continue
            random = Streams(scope.seed_sequence(SPOILING, number))()
            for file in spoilt_files(random, shelf.extract(trust), asked, scope.today):
                (folder / file.name).write_bytes(file.content)
                truth.add(file.name, file.faults)
                files.append(folder / file.name)
    records = sum(shelf.rows.values())
    return Written(tuple(files), records, sum(file.stat().st_size for file in files), truth.count)


def _filled_shelf(place: Path, ground: Ground, progress: Progress) -> Shelf:
    with Shelf(place, ground.trusts) as shelf:
        for block in synthetic_blocks(ground):
            shelf.put(block.rows, senders(block.rows, ground.trusts, ground.parent_trust, ground.scope.today))
            progress(sum(shelf.rows.values()), month_label(int(ground.marginals.months[block.months.stop - 1])))
    return shelf

"""Filling a demo store: the published figures that travel with the product, and the synthetic records beside them.

Nothing here knows the operational database: what loads and publishes is handed in. Records go in as CSV files through
the reader, as any trust's would.
"""

import hashlib
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.ground import DEFAULT_SEED, Scope, scope_of
from clearway.demo.late_file import LateFile, held_back
from clearway.demo.published import HISTORY, packed_figures, packed_sources
from clearway.demo.synthetic import synthetic_extracts
from clearway.intake.published import extract, former, monthly
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.waiting_times import csv_reader
from clearway.records.findings import Finding, FindingKind, Refused
from clearway.standards.organisations import Organisations

READERS = {
    "provider_workbooks": monthly.NAME,
    "commissioner_workbooks": monthly.NAME,
    "provider_extracts": extract.NAME,
    HISTORY: former.NAME,
}
"""Which reader each pack was made with: a packed file stands in the manifest as if it had been sent itself."""


@dataclass(frozen=True)
class Steps:
    """What fills a store, handed in by whoever has one open."""

    held_records: Callable[[], Collection[str]]
    """Checksums of the record files that the store holds already."""

    admit_published: Callable[[Sequence[Reading]], None]
    load_records: Callable[[Path, Declared], None]
    publish: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Filled:
    """What a demo store was filled with."""

    scope: Scope
    published_files: int
    records: int
    late_records: int


def build_demo(
    steps: Steps,
    *,
    alliance: str,
    organisations: Organisations,
    years: int = 2,
    seed: int = DEFAULT_SEED,
    today: date | None = None,
    late_from: str = "",
    say: Callable[[str], None] = lambda words: None,
) -> Filled:
    """Fill a demo store for one alliance and publish its figures.

    `today` is the day on which the records are seen; left out, late in the month after the last published one.
    `late_from` names the trust that sends a second, late file; left out, or without recent treatments, the largest.
    The same arguments give the same files, so a build that was broken off can be run again. `Refused` when it was
    begun with others, or when there are more people than made-up numbers.
    """
    figures = packed_figures()
    scope = scope_of(figures, alliance=alliance, years=years, seed=seed, today=today)
    period = f"{scope.first_month} to {scope.today:%d %B %Y}"
    say(f"Making up people from {period}: synthetic, no real patient is among them")
    files = record_files(scope, figures, organisations, late_from)
    _refuse_other_people(files, steps.held_records())
    readings = published_readings(figures)
    say(f"Loading {len(readings)} published files (NHS England, Open Government Licence v3.0)")
    steps.admit_published(readings)
    for number, file in enumerate(files, start=1):
        say(f"Loading synthetic records {number} of {len(files)}: {organisations.name(file.provider, scope.today)}")
        with TemporaryDirectory(prefix="clearway-demo-") as folder:
            path = Path(folder) / file.name
            path.write_bytes(file.content())
            steps.load_records(path, declared(file.provider, scope))
    say("Working out the figures")
    steps.publish()
    late = sum(file.rows for file in files if file.is_late)
    return Filled(scope, len(readings), sum(file.rows for file in files), late)


@dataclass(frozen=True)
class RecordFile:
    """One CSV file to load: whose it is, its name, its rows, and its bytes when they are asked for."""

    provider: str
    name: str
    rows: int
    is_late: bool
    content: Callable[[], bytes]


def record_files(
    scope: Scope, figures: pa.Table, organisations: Organisations, late_from: str = ""
) -> tuple[RecordFile, ...]:
    """Every trust's file, and after them the late one."""
    made = {one.provider: one for one in synthetic_extracts(scope, figures, organisations)}
    largest = max(made, key=lambda provider: (made[provider].records.num_rows, provider))
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([scope.seed, len(made)])))
    late: LateFile
    try:
        made[late_from], late = held_back(random, made[late_from], scope.today)
    except (KeyError, ValueError):
        made[largest], late = held_back(random, made[largest], scope.today)
    return (
        *(RecordFile(one.provider, one.file_name, one.records.num_rows, False, one.csv) for one in made.values()),
        RecordFile(late.provider, late.file_name, late.rows, True, lambda: late.content),
    )


def _refuse_other_people(files: Sequence[RecordFile], held: Collection[str]) -> None:
    """A demo that was begun with another seed or other years cannot be finished with these."""
    if set(held) - {hashlib.sha256(file.content()).hexdigest() for file in files}:
        raise Refused(
            "This demo store was begun with another seed, other years or by another version, and was broken off.",
            "Remove its folder and its key, and make it anew.",
            code="DEMO-BEGUN-OTHERWISE",
        )


def declared(provider: str, scope: Scope) -> Declared:
    """What the sending trust says of its file."""
    return Declared(source=csv_reader.NAME, organisation=provider, today=scope.today)


def published_readings(figures: pa.Table) -> list[Reading]:
    """Each packed file as if it had just been read: its figures, its name and the checksum of the original bytes.

    `figures` are those of the standards since October 2023; the history before them is added here.
    """
    history = packed_figures([HISTORY])
    readings = []
    for source in packed_sources():
        held = history if source.pack == HISTORY else figures
        own = held.filter(pc.equal(held["source_file"], source.file_name))
        facts = {"month": " ".join(source.months), "basis": source.basis, "release": source.release}
        if source.table:
            facts["table"] = source.table
        readings.append(
            Reading(
                READERS[source.pack],
                Source(source.file_name, source.sha256, source.bytes),
                {"figures": own},
                [Finding(**{**one, "kind": FindingKind(one["kind"])}) for one in source.findings],
                facts,
            )
        )
    return readings

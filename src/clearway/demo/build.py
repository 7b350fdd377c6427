"""Filling a demo store: published figures and indicators that travel with the product, and synthetic records beside.

Nothing here knows the operational database: what loads and publishes is handed in. Records go in as CSV files through
the reader, as any trust's would.
"""

import hashlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clearway.demo.extracts import Extract, file_name, senders
from clearway.demo.ground import DEFAULT_SEED, Scope, Streams, lay_ground, scope_of
from clearway.demo.late_file import held_back
from clearway.demo.published import HISTORY, packed_figures, packed_sources
from clearway.demo.published.indicators import indicator_readings
from clearway.demo.shelf import Shelf
from clearway.demo.streamed import synthetic_blocks
from clearway.demo.synthetic import extracts_of
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

AT_ONCE = 500_000
"""How many people told may be made in one go; more are made block by block."""


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
    of_england: bool = False,
    today: date | None = None,
    late_from: str = "",
    say: Callable[[str], None] = lambda words: None,
) -> Filled:
    """Fill a demo store for one alliance and publish its figures.

    With `of_england` the store holds records of every trust of England; the alliance is whose store it is.
    `today` is the day on which the records are seen; left out, late in the month after the last published one.
    `late_from` names the trust that sends a second, late file; left out, or without recent treatments, the largest.
    The same arguments give the same files, so a build that was broken off can be run again. `Refused` when it was
    begun with others.
    """
    figures = packed_figures()
    scope = scope_of(figures, alliance=alliance, years=years, seed=seed, today=today, of_england=of_england)
    period = f"{scope.first_month} to {scope.today:%d %B %Y}"
    say(f"Making up people from {period}: synthetic, no real patient is among them")
    readings = [*published_readings(figures), *indicator_readings()]
    with TemporaryDirectory(prefix="clearway-demo-") as folder:
        files = record_files(scope, figures, organisations, late_from, Path(folder))
        del figures
        _refuse_other_people(files, steps.held_records())
        _load(steps, scope, readings, files, organisations, Path(folder), say)
    say("Working out the figures")
    steps.publish()
    late = sum(file.rows for file in files if file.is_late)
    return Filled(scope, len(readings), sum(file.rows for file in files), late)


def _load(
    steps: Steps,
    scope: Scope,
    readings: Sequence[Reading],
    files: Sequence["RecordFile"],
    organisations: Organisations,
    folder: Path,
    say: Callable[[str], None],
) -> None:
    """Published figures first, then each trust's records from a file that is there only while it is loaded."""
    say(f"Loading {len(readings)} published files (real figures, Open Government Licence v3.0)")
    steps.admit_published(readings)
    for number, file in enumerate(files, start=1):
        say(f"Loading synthetic records {number} of {len(files)}: {organisations.name(file.provider, scope.today)}")
        path = folder / file.name
        path.write_bytes(file.content())
        steps.load_records(path, declared(file.provider, scope))
        path.unlink()


@dataclass(frozen=True)
class RecordFile:
    """One CSV file to load: whose it is, its name, its rows, and its bytes when they are asked for."""

    provider: str
    name: str
    rows: int
    is_late: bool
    content: Callable[[], bytes]


def record_files(
    scope: Scope, figures: pa.Table, organisations: Organisations, late_from: str = "", shelf: Path | None = None
) -> tuple[RecordFile, ...]:
    """Every trust's file, and after them the late one.

    More people than fit into memory at once are made block by block and wait on the `shelf`, an empty folder that must
    last as long as the files are asked for.
    """
    draw = Streams(scope.seed_sequence())
    ground = lay_ground(draw, scope, figures, organisations)
    if shelf is None or not (scope.of_england or ground.marginals.told.sum() > AT_ONCE):
        made = {one.provider: one for one in extracts_of(draw, ground)}
        rows = {provider: one.records.num_rows for provider, one in made.items()}
        return _with_late(scope, rows, late_from, made.__getitem__)
    with Shelf(shelf, ground.trusts) as shelved:
        for block in synthetic_blocks(ground):
            shelved.put(block.rows, senders(block.rows, ground.trusts, ground.parent_trust, scope.today))
    rows = {provider: count for provider, count in shelved.rows.items() if count}
    return _with_late(scope, rows, late_from, shelved.extract)


def _with_late(
    scope: Scope, rows: Mapping[str, int], late_from: str, extract_of: Callable[[str], Extract]
) -> tuple[RecordFile, ...]:
    """A file for each trust, one of which keeps some records back for the late file."""
    largest = max(rows, key=lambda provider: (rows[provider], provider))
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([scope.seed, len(rows)])))
    try:
        kept, late = held_back(random, extract_of(late_from), scope.today)
    except (KeyError, ValueError):
        kept, late = held_back(random, extract_of(largest), scope.today)
    in_time = [
        _file(kept) if provider == kept.provider else _file_later(provider, count, extract_of)
        for provider, count in rows.items()
    ]
    return (*in_time, RecordFile(late.provider, late.file_name, late.rows, True, lambda: late.content))


def _file(extract: Extract) -> RecordFile:
    return RecordFile(extract.provider, extract.file_name, extract.records.num_rows, False, extract.csv)


def _file_later(provider: str, rows: int, extract_of: Callable[[str], Extract]) -> RecordFile:
    return RecordFile(provider, file_name(provider), rows, False, lambda: extract_of(provider).csv())


def _refuse_other_people(files: Sequence[RecordFile], held: Collection[str]) -> None:
    """A demo that was begun with another seed or other years cannot be finished with these."""
    if held and set(held) - {hashlib.sha256(file.content()).hexdigest() for file in files}:
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

"""Loading: files are read by a guarded reader, staged out of sight, and become visible by one row of the manifest.

Files of waiting-time records given together are one submission; each published file is a submission of its own. Every
row read is either accepted or rejected with its reason.
"""

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from clearway.intake.limits import DEFAULT, Limits
from clearway.intake.readers import read_file, refuse_too_large, sha256_of, with_shipped_profile
from clearway.intake.reading import Declared, Reading
from clearway.intake.waiting_times import csv_reader
from clearway.measures.months import last_day
from clearway.pipeline.manifest import (
    OBSERVATIONS,
    PUBLISHED_FIGURES,
    WAITING_TIME_RECORDS,
    AlreadyHeld,
    Arrival,
    Manifest,
    Submission,
    place,
)
from clearway.pipeline.originals import keep_originals
from clearway.pipeline.parts import Joined, joined
from clearway.pipeline.pseudonyms import split_identifiers
from clearway.pipeline.quality.drift import Drift
from clearway.pipeline.quality.earlier import drift_findings, drift_of
from clearway.pipeline.quality.items import items_of, rejected_identifiers, with_rejected
from clearway.pipeline.quality.shape import Shape, as_stored, shape_of
from clearway.pipeline.sharing import check_agreements
from clearway.pipeline.staging import (
    FIGURES,
    ITEMS,
    OBSERVED,
    RECORDS,
    REJECTED,
    SHAPE,
    Staged,
    mark_visible,
    received_name,
    remove,
    staged,
    sweep,
)
from clearway.pipeline.tombstones import finish
from clearway.records.findings import Finding, FindingCount, FindingKind, Refused, counted
from clearway.store.folder import StoreFolder, StoreKind
from clearway.store.writing import writer_lock

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

LONGEST_SOURCE = 80
"""So many letters the manifest keeps of a source."""

REAL_NUMBER = "NHS_NUMBER_NOT_SYNTHETIC"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What became of one submission. `is_duplicate`: the same bytes were there already, and nothing was done.

    `overlaps` names other live submissions of the same organisation that speak of some of the same months without
    being replaced: a record that several hold counts once, as it was known last.
    """

    submission: Submission
    findings: tuple[FindingCount, ...]
    is_duplicate: bool = False
    overlaps: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The shape that scripts read."""
        held = self.submission
        return {
            "submission": held.id,
            "version": held.version,
            "accepted": held.accepted,
            "rejected": held.rejected,
            "findings": [finding_json(one) for one in self.findings],
            "duplicate_of": held.id if self.is_duplicate else None,
            "data_set": held.data_set,
            "organisation": held.organisation_code,
            "first_month": held.first_month,
            "last_month": held.last_month,
            "release": held.release,
            "supersedes": held.supersedes or None,
            "file_name": held.file_name,
            "sha256": held.sha256,
            "overlaps": list(self.overlaps),
            "state": held.state,
        }


def load(
    files: Sequence[Path],
    *,
    store: StoreFolder,
    manifest: Manifest,
    declared: Declared | None = None,
    names: Mapping[Path, str] | None = None,
    force_reason: str = "",
    limits: Limits = DEFAULT,
    progress: Progress = lambda words, done, total: None,
) -> list[Loaded]:
    """Load files into a store: one submission of records together, and one for each published file.

    `declared` says what the sender knows of them (organisation, month, release, source, today); `names` what the sender
    calls files that lie here under other names. Each submission becomes visible wholly or not at all. Raises `Refused`
    with words for a person; what was loaded before the refusal stays.
    """
    for path in files:
        refuse_too_large(path.stat().st_size, limits)
    declared = replace(declared or Declared(), store_kind="demo" if store.kind is StoreKind.DEMO else "live")
    unique = {sha256_of(path): path for path in files}
    with writer_lock(store.path):
        held = manifest.submissions()
        sweep(store, {one.id for one in held})
        finish(store, held)
        if not force_reason and (known := _known(tuple(unique), held, declared)):
            return [Loaded(known, findings_of(known), is_duplicate=True)]
        readings = []
        for number, path in enumerate(unique.values()):
            name = (names or {}).get(path, path.name)
            progress(f"Reading {name}", number, len(unique))
            readings.append(read_file(path, replace(declared, file_name=name), limits, scratch=store.path))
        return admit_readings(
            readings,
            store=store,
            manifest=manifest,
            declared=declared,
            originals=unique,
            force_reason=force_reason,
            progress=progress,
        )


def admit_readings(
    readings: Sequence[Reading],
    *,
    store: StoreFolder,
    manifest: Manifest,
    declared: Declared,
    originals: Mapping[str, Path] | None = None,
    force_reason: str = "",
    progress: Progress = lambda words, done, total: None,
) -> list[Loaded]:
    """Admit what was read: records together, each published file by itself. The caller holds the writer lock.

    `originals` are the files themselves by their SHA-256, kept as sent; readings of no file have none.
    """
    kept = originals or {}
    records = sorted((one for one in readings if one.reader == csv_reader.NAME), key=lambda one: one.source.sha256)
    published = [one for one in readings if one.reader != csv_reader.NAME]
    work: list[Callable[[], Loaded]] = []
    if records:
        together = joined([csv_reader.parsed(one) for one in records])
        work.append(lambda: _admit_records(together, store, manifest, declared, kept, force_reason))
    for one in published:
        admit_one = _admit_observations if Path(OBSERVED).stem in one.tables else _admit_figures
        work.append(lambda one=one, admit=admit_one: admit(one, store, manifest, kept, force_reason))  # type: ignore[misc]
    loaded = []
    for number, admit in enumerate(work):
        progress("Storing what was read", number, len(work))
        loaded.append(admit())
    return loaded


def findings_of(held: Submission) -> tuple[FindingCount, ...]:
    """The counted findings of a submission as the manifest keeps them."""
    return tuple(FindingCount(**{**one, "kind": FindingKind(one["kind"])}) for one in held.findings)


def finding_json(finding: FindingCount) -> dict[str, Any]:
    """A counted finding as plain values."""
    return {**asdict(finding), "kind": finding.kind.value}


def _admit_records(
    together: Joined,
    store: StoreFolder,
    manifest: Manifest,
    declared: Declared,
    originals: Mapping[str, Path],
    force_reason: str,
) -> Loaded:
    _refuse_real_people(together.findings, store)
    check_agreements(together, declared.organisation, store, manifest)
    findings = counted(list(together.findings))
    split = split_identifiers(together.records, store.key())
    arrival = Arrival(
        id=_new_id("records", declared.organisation, declared.month or together.last_month),
        source=csv_reader.NAME,
        data_set=WAITING_TIME_RECORDS,
        organisation_code=declared.organisation,
        first_month=declared.month or together.first_month,
        last_month=declared.month or together.last_month,
        release=declared.release or "provisional",
        sha256=together.sha256,
        file_name=together.file_name,
        accepted=together.records.num_rows,
        rejected=together.rejected.num_rows,
        findings=[finding_json(one) for one in findings],
        forced_reason=force_reason,
        profile=together.profile,
    )
    shape = shape_of(split.records, _day_seen(declared, arrival))
    arrival, alarms = _judged(arrival, shape, store, manifest)
    findings = [*findings, *drift_findings(alarms)]

    def write(staging: Staged) -> None:
        keep_originals(staging.folder, [part.source for part in together.parts], originals)
        for number, received in enumerate(together.received, start=1):
            staging.write(received_name(number), received)
        staging.write(RECORDS, split.records)
        staging.write(REJECTED, together.rejected)
        staging.write(ITEMS, items_of(together))
        staging.write(SHAPE, as_stored(shape))
        staging.write_identifiers(with_rejected(split.identifiers, rejected_identifiers(together, store.key())))
        staging.write_findings({**together.told(), "drift": asdict(alarms)})

    return _admit(arrival, write, findings, store, manifest)


def _day_seen(declared: Declared, arrival: Arrival) -> date:
    """The day on which records without a report date were seen: of sending, else the last that the file speaks of."""
    if declared.today or not arrival.last_month:
        return declared.today or date.min
    return last_day(arrival.last_month)


def _judged(arrival: Arrival, shape: Shape, store: StoreFolder, manifest: Manifest) -> tuple[Arrival, Drift]:
    """An arrival beside what its sender sent before; held back when it is too unlike, unless a reason came with it."""
    held = manifest.submissions()
    try:
        found = drift_of(shape, arrival, place(arrival, held), store, held)
    except AlreadyHeld:
        return arrival, Drift()
    said = [*arrival.findings, *(finding_json(one) for one in drift_findings(found))]
    return replace(arrival, findings=said, is_held_back=found.holds_back and not arrival.forced_reason), found


def _admit_figures(
    reading: Reading, store: StoreFolder, manifest: Manifest, originals: Mapping[str, Path], force_reason: str
) -> Loaded:
    figures = reading.tables[Path(FIGURES).stem]
    months = sorted(reading.facts["month"].split())
    findings = counted(reading.findings)
    arrival = Arrival(
        id=_new_id("published", reading.facts["basis"], months[-1]),
        source="_".join(filter(None, (reading.reader, reading.facts["basis"], reading.facts.get("table")))),
        data_set=PUBLISHED_FIGURES,
        organisation_code="",
        first_month=months[0],
        last_month=months[-1],
        release=reading.facts["release"],
        sha256=reading.source.sha256,
        file_name=reading.source.file_name,
        accepted=figures.num_rows,
        rejected=sum(one.count for one in reading.findings if one.is_rejection),
        findings=[finding_json(one) for one in findings],
        forced_reason=force_reason,
    )

    return _admit(arrival, _writing(reading, FIGURES, originals), findings, store, manifest)


def _admit_observations(
    reading: Reading, store: StoreFolder, manifest: Manifest, originals: Mapping[str, Path], force_reason: str
) -> Loaded:
    findings = counted(reading.findings)
    arrival = Arrival(
        id=_new_id("indicators", reading.reader, reading.facts["last_month"]),
        source=_source_of(reading.reader, reading.facts["table"]),
        data_set=OBSERVATIONS,
        organisation_code="",
        first_month=reading.facts["first_month"],
        last_month=reading.facts["last_month"],
        release=reading.facts["release"],
        sha256=reading.source.sha256,
        file_name=reading.source.file_name,
        accepted=reading.tables[Path(OBSERVED).stem].num_rows,
        rejected=sum(one.count for one in reading.findings if one.is_rejection),
        findings=[finding_json(one) for one in findings],
        forced_reason=force_reason,
    )
    return _admit(arrival, _writing(reading, OBSERVED, originals), findings, store, manifest)


def _source_of(reader: str, table: str) -> str:
    """The reader and the table that a file is, as the manifest keeps it; what is too long ends in its checksum."""
    whole = "_".join(filter(None, (reader, table)))
    if len(whole) <= LONGEST_SOURCE:
        return whole
    sign = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12]
    return f"{whole[: LONGEST_SOURCE - 13]}-{sign}"


def _writing(reading: Reading, name: str, originals: Mapping[str, Path]) -> Callable[[Staged], None]:
    """What writes a published file: as sent, its values as `name`, and what its reader said of it."""

    def write(staging: Staged) -> None:
        keep_originals(staging.folder, [reading.source], originals)
        staging.write(name, reading.tables[Path(name).stem])
        staging.write_findings(
            {
                "files": [asdict(reading.source)],
                "facts": dict(reading.facts),
                "findings": [asdict(one) for one in reading.findings],
            }
        )

    return write


def _admit(
    arrival: Arrival,
    write: Callable[[Staged], None],
    findings: Sequence[FindingCount],
    store: StoreFolder,
    manifest: Manifest,
) -> Loaded:
    """Stage, move into place, and make visible by one commit. What does not become visible is removed."""
    try:
        place(arrival, manifest.submissions())
    except AlreadyHeld as held:
        return Loaded(held.submission, findings_of(held.submission), is_duplicate=True)
    with staged(store, arrival.id) as staging:
        write(staging)
        staging.move_into_place()
    try:
        submission = manifest.admit(arrival, place)
    except AlreadyHeld as held:
        remove(store, arrival.id)
        return Loaded(held.submission, findings_of(held.submission), is_duplicate=True)
    except BaseException:
        if arrival.id not in {one.id for one in manifest.submissions()}:
            remove(store, arrival.id)
        raise
    mark_visible(store, submission.id)
    return Loaded(submission, tuple(findings), overlaps=_overlaps(submission, manifest.submissions()))


def _overlaps(one: Submission, held: Sequence[Submission]) -> tuple[str, ...]:
    if one.data_set != WAITING_TIME_RECORDS or not one.first_month:
        return ()
    return tuple(
        other.id
        for other in held
        if other.state == "live"
        and other.id != one.id
        and other.data_set == one.data_set
        and other.organisation_code == one.organisation_code
        and other.first_month <= one.last_month
        and one.first_month <= other.last_month
    )


def _known(shas: tuple[str, ...], held: Sequence[Submission], declared: Declared) -> Submission | None:
    """The live submission that these bytes are already, read with the same profile; told before anything is read."""
    sha256 = combined_sha256(shas)
    chosen = with_shipped_profile(declared).profile
    profile = chosen.label if chosen else ""
    for one in held:
        is_same_release = declared.release in (None, one.release)
        is_same_release &= one.profile == profile
        if one.state in ("live", "held") and one.sha256 == sha256 and is_same_release:
            return one
    return None


def combined_sha256(shas: Sequence[str]) -> str:
    """The checksum of a submission: of its one file, or of the checksums of its files in order."""
    return shas[0] if len(shas) == 1 else hashlib.sha256("".join(sorted(shas)).encode("ascii")).hexdigest()


def _refuse_real_people(findings: Sequence[Finding], store: StoreFolder) -> None:
    """A demo store keeps nothing of a file that holds numbers as they are issued to people: not even what was sent."""
    real = sum(one.count for one in findings if one.id == REAL_NUMBER)
    if store.kind is StoreKind.DEMO and real:
        raise Refused(
            f"{real:,} rows hold NHS numbers as they are issued to people, and this is a demo store.",
            "Load real records into a live store (a new folder). Nothing of this file was kept here.",
            code="REAL_PEOPLE_IN_DEMO",
        )


def _new_id(what: str, whose: str, month: str) -> str:
    """A name for a submission's folder: what it is, whose, which month, and a part that makes it unique."""
    parts = (what, whose.lower(), month, secrets.token_hex(6))
    return "-".join(part for part in parts if part)

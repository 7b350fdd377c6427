"""Publishing: from the live submissions to the next analytical version, and to figures as they were known on a day."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from clearway.pipeline.build import Build, BuildSettings, Progress, build, open_for_building
from clearway.pipeline.digests import places_digest, rules_digest, snapshot_name, span_of, submissions_name
from clearway.pipeline.manifest import Manifest, Submission, live, live_on
from clearway.pipeline.mishaps import in_words
from clearway.pipeline.places import places_hold
from clearway.pipeline.quality.ledger import settle
from clearway.pipeline.tombstones import finish
from clearway.records.findings import Refused
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations
from clearway.store.analytical import Version, aside, building, current_version, damage, open_read_only
from clearway.store.analytical import publish as publish_version
from clearway.store.folder import StoreFolder
from clearway.store.writing import writer_lock


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did. `is_new` is false when the current version held these figures already."""

    version: Version
    snapshot: str
    is_new: bool
    is_refresh: bool = False


def publish(
    *,
    store: StoreFolder,
    manifest: Manifest,
    rules: RuleBook,
    organisations: Organisations,
    settings: BuildSettings | None = None,
    anew: bool = False,
    progress: Progress = lambda words, done, total: None,
) -> Published:
    """Make the live submissions' figures the current analytical version.

    Only what came or went since the current version is worked on, unless rules or organisations changed or `anew` asks
    for a build from nothing; both give the same figures. Readers keep the version they have until they ask again.
    """
    with writer_lock(store.path):
        finish(store, manifest.submissions())
        received = manifest.submissions()
        submissions = live(received)
        current = current_version(store.analytical)
        if current is not None and damage(store.analytical, current):
            current = None
        before = {} if current is None else about_version(store.analytical / current.file)
        about = _about(store, submissions, rules, organisations, before)
        if current is not None and before.get("snapshot") == about["snapshot"] and not anew:
            settle(store, received, store.analytical / current.file, about["rules"])
            return Published(current, about["snapshot"], is_new=False)
        is_refresh = (
            not anew
            and current is not None
            and before.get("rules") == about["rules"]
            and _places_hold(store.analytical / current.file, organisations, before)
        )
        with (
            in_words(store, submissions),
            building(store.analytical, start_from=current if is_refresh else None) as path,
        ):
            _build(path, store, submissions, rules, organisations, settings, about, progress, is_refresh=is_refresh)
            version = publish_version(store.analytical, path)
            settle(store, received, store.analytical / version.file, about["rules"])
        return Published(version, about["snapshot"], is_new=True, is_refresh=is_refresh)


@contextmanager
def as_known_on(
    day: date,
    *,
    store: StoreFolder,
    received: Sequence[Submission],
    rules: RuleBook,
    organisations: Organisations,
    settings: BuildSettings | None = None,
    progress: Progress = lambda words, done, total: None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Figures from the submissions that counted at the end of a day, under the rules known by then.

    `received` is the whole manifest. Refused when nothing had been received by that day.
    """
    submissions = live_on(received, day)
    if not submissions:
        raise Refused(
            f"Nothing had been received by {day}.",
            "Ask for a later day; `clearway submissions` lists when each file came.",
            code="NOTHING_KNOWN",
        )
    with built_aside(
        submissions,
        store=store,
        rules=rules.as_known_on(day),
        organisations=organisations,
        settings=settings,
        progress=progress,
        about={"as_known_on": day.isoformat()},
    ) as figures:
        yield figures


@contextmanager
def built_aside(
    submissions: Sequence[Submission],
    *,
    store: StoreFolder,
    rules: RuleBook,
    organisations: Organisations,
    settings: BuildSettings | None = None,
    progress: Progress = lambda words, done, total: None,
    about: Mapping[str, str] | None = None,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Figures of some submissions, built for one question and thrown away: other rules, another day, another engine."""
    told = {**_about(store, submissions, rules, organisations, {}), **(about or {})}
    with aside(store.analytical) as folder:
        path = folder / "figures.duckdb"
        _build(path, store, submissions, rules, organisations, settings, told, progress, is_refresh=False)
        connection = open_read_only(path)
        try:
            yield connection
        finally:
            connection.close()


def about_version(path: Path) -> dict[str, str]:
    """What an analytical file says of itself; nothing when it is missing or cannot be read (it is built anew then)."""
    try:
        connection = open_read_only(path)
    except Refused:
        return {}
    try:
        return {str(name): str(value) for name, value in connection.execute("FROM about").fetchall()}
    except duckdb.Error:
        return {}
    finally:
        connection.close()


def _places_hold(path: Path, organisations: Organisations, before: Mapping[str, str]) -> bool:
    if before.get("organisations") == organisations.digest:
        return True
    connection = open_read_only(path)
    try:
        return places_hold(connection, organisations)
    finally:
        connection.close()


def _about(
    store: StoreFolder,
    submissions: Sequence[Submission],
    rules: RuleBook,
    organisations: Organisations,
    before: Mapping[str, str],
) -> dict[str, str]:
    """What a file will say of itself. `before` is what an earlier one says: the places that it names hold as long as
    reference and months are the same."""
    digest = rules_digest(rules, organisations)
    counted = submissions_name(submissions)
    span = span_of(submissions)
    reference = {"organisations": organisations.digest, "months": " to ".join(span[:1] + span[-1:])}
    is_placed = all(before.get(name) == value for name, value in reference.items()) and "places" in before
    places = before["places"] if is_placed else places_digest(organisations, span)
    return {
        **reference,
        "places": places,
        "snapshot": snapshot_name(counted, digest, places),
        "submissions": counted,
        "rules": digest,
        "rule_set": rules.label,
        "store": store.id,
        "store_kind": store.kind.value,
        "alliance": store.alliance,
        "duckdb": duckdb.__version__,
    }


def _build(
    path: Path,
    store: StoreFolder,
    submissions: Sequence[Submission],
    rules: RuleBook,
    organisations: Organisations,
    settings: BuildSettings | None,
    about: dict[str, str],
    progress: Progress,
    *,
    is_refresh: bool,
) -> None:
    settings = settings or BuildSettings()
    connection = open_for_building(path, settings)
    try:
        work = Build(connection, store, rules, organisations, settings, progress)
        build(work, submissions, about, is_refresh=is_refresh)
    finally:
        connection.close()

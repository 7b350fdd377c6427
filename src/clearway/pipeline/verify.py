"""Is the store as it was written? Checksums, counts, and what stands without its row; nothing is repaired."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

import pyarrow.parquet as pq

from clearway.pipeline.digests import submissions_name
from clearway.pipeline.manifest import WAITING_TIME_RECORDS, Submission, live
from clearway.pipeline.publish import about_version
from clearway.pipeline.staging import REJECTED, ROWS_OF, contents_problems, folder_of, stranded
from clearway.pipeline.tombstones import purge_problems
from clearway.store.analytical import current_version, damage
from clearway.store.folder import StoreFolder


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is not as it was written, and what to do about it."""

    where: str
    problem: str
    mend: str


FROM_BACKUP = "Bring the store's folder back from a backup; the manifest says what should be there."
RESTORE = "Stop Clearway, keep the store as it is, and bring the newest backup back: clearway restore."
PUBLISH_AGAIN = "Nothing is lost: clearway rebuild builds the figures anew."
PURGE_AGAIN = "A purge that was broken off is finished at the next load or start; if this stays, bring the store back."


def problems_of(store: StoreFolder, submissions: Sequence[Submission]) -> Iterator[Problem]:
    """Every problem of submissions and figures. `submissions` is the whole manifest."""
    for one in submissions:
        if one.state == "purged":
            for problem in purge_problems(store, one):
                yield Problem(one.id, problem, PURGE_AGAIN)
        elif one.state != "refused":
            for problem in contents_problems(store, one.id):
                yield Problem(one.id, problem, FROM_BACKUP)
            yield from _count_problems(store, one)
    for name in stranded(store, {one.id for one in submissions}):
        yield Problem(
            name,
            "was visible once and has no row in the manifest any more",
            "The operational database has lost something: bring it back from a newer backup.",
        )
    yield from _figure_problems(store, submissions)


def database_problems(store: StoreFolder) -> Iterator[Problem]:
    """Damaged pages of the operational database in SQLite, told by itself: nothing of it is read but by SQLite."""
    if store.database != "sqlite":
        return
    try:
        with closing(sqlite3.connect(f"file:{quote(str(store.operational))}?mode=ro", uri=True)) as database:
            told = [str(line) for (line,) in database.execute("PRAGMA integrity_check(10)")]
    except sqlite3.DatabaseError as error:
        told = [str(error)]
    for line in told:
        if line != "ok":
            yield Problem("operational.sqlite3", f"is damaged ({line.splitlines()[0]})", RESTORE)


def _count_problems(store: StoreFolder, one: Submission) -> Iterator[Problem]:
    folder = folder_of(store, one.id)
    counted = [(ROWS_OF[one.data_set], one.accepted)]
    if one.data_set == WAITING_TIME_RECORDS:
        counted.append((REJECTED, one.rejected))
    for name, expected in counted:
        try:
            found = pq.read_metadata(folder / name).num_rows
        except (OSError, ValueError) as error:
            yield Problem(one.id, f"{name} cannot be read ({type(error).__name__})", FROM_BACKUP)
            continue
        if found != expected:
            yield Problem(one.id, f"{name} holds {found:,} rows, the manifest says {expected:,}", FROM_BACKUP)


def _figure_problems(store: StoreFolder, submissions: Sequence[Submission]) -> Iterator[Problem]:
    version = current_version(store.analytical)
    counted = live(submissions)
    if version is None:
        if counted:
            yield Problem("analytical", "no figures have been published from what was loaded", PUBLISH_AGAIN)
        return
    about = about_version(store.analytical / version.file)
    if wrong := damage(store.analytical, version):
        yield Problem(version.file, wrong, PUBLISH_AGAIN)
    elif not about:
        yield Problem(version.file, "cannot be read", PUBLISH_AGAIN)
    elif about["store"] != store.id:
        yield Problem(version.file, "belongs to another store", PUBLISH_AGAIN)
    elif about["submissions"] != submissions_name(counted):
        yield Problem(version.file, "was built from other submissions than those that count now", PUBLISH_AGAIN)

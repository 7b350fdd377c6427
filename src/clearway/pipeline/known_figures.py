"""Figures as they were known here on an earlier day: told apart into what can be answered at once and what is built.

What counts is the day on which a file was received (or accepted) in this store, not when anybody published it.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from clearway.measures.months import last_day
from clearway.pipeline.build import BuildSettings, Progress
from clearway.pipeline.digests import places_digest, rules_digest, snapshot_name, span_of, submissions_name
from clearway.pipeline.manifest import (
    LONDON,
    OBSERVATIONS,
    PUBLISHED_FIGURES,
    WAITING_TIME_RECORDS,
    DataSet,
    Submission,
    live,
    live_on,
)
from clearway.pipeline.publish import as_known_on
from clearway.records.findings import Refused
from clearway.standards import RuleBook
from clearway.standards.dated import DatedValue
from clearway.standards.organisations import Organisations
from clearway.store.analytical import kept_aside
from clearway.store.folder import StoreFolder


@dataclass(frozen=True, slots=True)
class KnownOn:
    """What was known here at the end of a day.

    `file` is where the figures of that day are kept once they were built. `published_until` is the moment before which
    a release must have come to answer, None when a file that counted then is no longer among the figures of now.
    `records_differ` and `rules_differ` say whether other records counted than count now, and whether the clocks knew
    other rules: when neither, nothing needs to be built.
    """

    day: date
    submissions: tuple[Submission, ...]
    snapshot: str
    file: Path
    published_until: datetime | None
    records_differ: bool
    rules_differ: bool

    @property
    def records_are_as_now(self) -> bool:
        """Whether the same records counted under the same rules as now."""
        return not self.records_differ and not self.rules_differ

    @property
    def is_built(self) -> bool:
        """Whether the figures of that day are at hand."""
        return self.file.is_file()


def end_of(day: date) -> datetime:
    """The moment at which a calendar day ends in London: 23, 24 or 25 hours after it began."""
    return datetime.combine(day + timedelta(days=1), time(), LONDON)


def known_on(
    day: date, *, store: StoreFolder, received: Sequence[Submission], rules: RuleBook, organisations: Organisations
) -> KnownOn:
    """What was known on a day. `received` is the whole manifest.

    Refused when nothing had been received by then, and when what counted then has been purged since.
    """
    counted = live_on(received, day)
    if not counted:
        raise Refused(
            f"Nothing had been received here by {day}.",
            "Choose a later day; the list of files says when each came.",
            code="NOTHING_KNOWN",
        )
    now = live(received)
    then_rules = rules.as_known_on(day)
    digest = rules_digest(then_rules, organisations)
    snapshot = snapshot_name(submissions_name(counted), digest, places_digest(organisations, span_of(counted)))
    return KnownOn(
        day=day,
        submissions=counted,
        snapshot=snapshot,
        file=kept_aside(store.analytical, snapshot),
        published_until=_told_apart_at(day, counted, now, PUBLISHED_FIGURES),
        records_differ=_ids(counted, WAITING_TIME_RECORDS) != _ids(now, WAITING_TIME_RECORDS),
        rules_differ=_values_by(then_rules, counted) != _values_by(rules, counted),
    )


def keep_known(
    known: KnownOn,
    *,
    store: StoreFolder,
    received: Sequence[Submission],
    rules: RuleBook,
    organisations: Organisations,
    settings: BuildSettings | None = None,
    progress: Progress = lambda words, done, total: None,
) -> Path:
    """Build the figures of a day beside the current ones and keep them until the next publishing, for the next reader.

    Built already, nothing is done. Raises what `as_known_on` raises.
    """
    if known.is_built:
        return known.file
    with as_known_on(
        known.day,
        store=store,
        received=received,
        rules=rules,
        organisations=organisations,
        settings=settings,
        progress=progress,
    ) as figures:
        ((built,),) = figures.execute("SELECT path FROM duckdb_databases() WHERE path IS NOT NULL").fetchall()
        linked = known.file.with_suffix(f".{os.getpid()}")
        linked.unlink(missing_ok=True)
        os.link(built, linked)
        linked.replace(known.file)
    return known.file


def _values_by(rules: RuleBook, counted: Sequence[Submission]) -> dict[str, list[DatedValue]]:
    """What the clocks can have read for the months of some records: values that begin later change nothing there."""
    last = max((one.last_month for one in counted if one.last_month and one.data_set != OBSERVATIONS), default="")
    until = last_day(last) if last else date.max
    return {
        name: [value for value in held.values if value.applies_from <= until] for name, held in rules.parameters.items()
    }


def _told_apart_at(
    day: date, counted: Sequence[Submission], now: Sequence[Submission], data_set: DataSet
) -> datetime | None:
    """The end of a day when what counted then is what counts now and was received before it; None otherwise."""
    moment = end_of(day)
    received = {one.id for one in now if one.data_set == data_set and one.received_at < moment}
    return moment if _ids(counted, data_set) == received else None


def _ids(submissions: Sequence[Submission], data_set: DataSet) -> set[str]:
    return {one.id for one in submissions if one.data_set == data_set}

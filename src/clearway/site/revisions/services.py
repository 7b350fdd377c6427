"""What may be compared by whom. Reading alone: nothing here changes anything."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal

import duckdb

from clearway.measures.position import snapshot_of
from clearway.measures.revised_figures import computed_revision, published_revision, revised_months
from clearway.measures.revisions import Count, Revised, Revision, Telling, cause_of
from clearway.pipeline.known_figures import KnownOn
from clearway.pipeline.record_versions import VersionDifference, version_before, version_difference
from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.performance import figures
from clearway.site.performance.known import looked_at, not_built, site_store
from clearway.site.performance.permissions import only_provider
from clearway.site.revisions.asked import AskedRevision
from clearway.site.standards import books
from clearway.site.submissions.models import DataSet, Submission, SubmissionState
from clearway.site.submissions.services import all_submissions
from clearway.site.submissions.viewing import NotShown, one_submission
from clearway.store.analytical import open_read_only


def months() -> list[tuple[str, str, str]]:
    """Month, standard and side of everything that more than one published file prints, newest first."""
    with figures.reader().open() as opened:
        return [(month, standard, side) for month, standard, side in revised_months(opened)]


def replaced_files(by: Membership) -> list[Submission]:
    """The files of records that took the place of others that are still kept, as far as a membership sees them."""
    seen = Submission.objects.for_membership(by).filter(data_set=DataSet.WAITING_TIME_RECORDS, supersedes__isnull=False)
    kept = seen.exclude(state=SubmissionState.PURGED).exclude(supersedes__state=SubmissionState.PURGED)
    return list(kept.select_related("supersedes").order_by("-received_at"))


def compare(*, by: Membership, asked: AskedRevision) -> Revision | None:
    """The comparison asked for; None when there are no two tellings.

    Computed figures are seen by the trust they belong to and by the alliance: others see their own rows, and the sum
    of these alone. Refused for a computed comparison without an earlier day, and when that day is not worked out yet.
    """
    if asked.basis == "published":
        with figures.reader().open() as opened:
            return published_revision(opened, month=asked.month, standard=asked.standard, side=asked.side, by=asked.by)
    then = looked_at()
    if then is None:
        raise Refused(
            "Computed figures are compared with those of an earlier day.",
            "Say which: add as_known_on=2025-05-31 to the address, or use the form.",
            code="NO_EARLIER_DAY",
        )
    cause = cause_of(records_differ=then.records_differ, rules_differ=then.rules_differ)
    if not then.records_are_as_now and not then.is_built:
        raise not_built(then)
    with figures.reader().open() as now, _of_day(then) as before:
        tellings = (Telling(then.snapshot, "", then.day), Telling(snapshot_of(now), "", None))
        found = computed_revision(
            before, now, month=asked.month, standard=asked.standard, tellings=tellings, cause=cause, by=asked.by
        )
    own = only_provider(by, "computed")
    return found if found is None or own is None else _only(found, own)


@contextmanager
def _of_day(then: KnownOn) -> Iterator[duckdb.DuckDBPyConnection]:
    """The figures of an earlier day: those of now where nothing has changed, else those that were built for it."""
    if then.records_are_as_now:
        with figures.reader().open() as now:
            yield now
        return
    with closing(open_read_only(then.file)) as before:
        yield before


def _only(found: Revision, provider: str) -> Revision:
    """The comparison of one trust alone: the sum shown is its own."""
    rows = tuple(row for row in found.rows if row.code == provider)
    name = next((row.name for row in rows), provider)
    before, after = _summed(row.before for row in rows), _summed(row.after for row in rows)
    return replace(found, rows=rows, whole=Revised(provider, name, "", before, after))


def _summed(counts: Iterable[Count | None]) -> Count | None:
    held = [one for one in counts if one]
    if not held:
        return None
    return Count(sum((one.total for one in held), Decimal(0)), sum((one.within for one in held), Decimal(0)))


@dataclass(frozen=True, slots=True)
class Versions:
    """A file of records beside the one that it replaced, and what differs."""

    later: Submission
    earlier: Submission
    difference: VersionDifference


def compare_versions(*, by: Membership, submission_id: str, request_id: str) -> Versions:
    """A file of records and the one before it. Raises NotShown for a file that is not this membership's to see, or
    that took the place of none that is kept."""
    later = one_submission(by=by, submission_id=submission_id, request_id=request_id)
    earlier = later.supersedes
    if earlier is None or later.data_set != DataSet.WAITING_TIME_RECORDS:
        raise NotShown(submission_id)
    received = all_submissions()
    rows = {one.id: one for one in received}
    before = version_before(rows[later.pk], received)
    if before is None or rows[later.pk].state == "purged":
        raise NotShown(submission_id)
    found = version_difference(
        site_store(), before, rows[later.pk], rules=books.national(), organisations=books.organisations()
    )
    return Versions(later, earlier, found)

"""Looking at what has to be mended, and deciding on what is held back. Each is checked, scoped and audited."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from clearway.pipeline.quality.completeness import ColumnCompleteness
from clearway.pipeline.quality.completeness import completeness as completeness_of
from clearway.pipeline.quality.earlier import senders_shapes
from clearway.pipeline.quality.ledger import Mending, mending_of
from clearway.pipeline.quality.open_items import (
    ItemCount,
    MonthOfMending,
    OpenItem,
    months_of_mending,
    open_counts,
    open_items,
    with_links,
    with_names,
    with_values,
)
from clearway.site.audit import services as audit
from clearway.site.audit.refusals import record_refusal
from clearway.site.exports import limits
from clearway.site.exports.models import Export
from clearway.site.exports.services import Wish, take_at_once
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.quality.asked import Asked
from clearway.site.quality.permissions import check_may_see_items, owns
from clearway.site.submissions.models import DataSet, Submission, SubmissionState
from clearway.site.submissions.services import plain
from clearway.site.tracking import holdings

LISTED, DOWNLOADED = "mend list viewed", "mend sheet downloaded"
SUBJECT = "mend sheet"
MOST_SHOWN, MOST_DOWNLOADED = 50, 20_000


class NotShown(LookupError):
    """There is no such sender, or it is not this membership's to see: a visitor is told the same."""


@dataclass(frozen=True)
class Found:
    """What is open for the senders that a membership sees, with the live files it is found in."""

    counts: tuple[ItemCount, ...]
    months: tuple[MonthOfMending, ...]
    files: tuple[Submission, ...]


@dataclass(frozen=True)
class MendList:
    """Open items of one sender. `is_owner`: values and names are there. `loads` tell what each load changed.

    `export` is the number under which an owner's sheet is taken away; none for a page, or without names.
    """

    items: tuple[OpenItem, ...]
    found: int
    is_owner: bool
    files: tuple[Submission, ...]
    loads: tuple[tuple[Submission, Mending], ...]
    export: Export | None = None


def live_files(by: Membership) -> list[Submission]:
    """The files that count now and that a membership sees, the newest first."""
    return list(Submission.objects.for_membership(by).filter(state=SubmissionState.LIVE))


def senders(by: Membership) -> list[str]:
    """The senders of records that a membership sees; empty text stands for files of no single sender."""
    held = Submission.objects.for_membership(by).filter(data_set=DataSet.WAITING_TIME_RECORDS)
    found = held.exclude(state=SubmissionState.REFUSED).order_by("organisation_code")
    return list(found.values_list("organisation_code", flat=True).distinct())


def findings(*, by: Membership) -> Found:
    """Counts of everything open, and what happened month by month. Counts are nobody's record: no event is written."""
    codes = senders(by)
    files = tuple(live_files(by))
    if settings.STORE is None:
        return Found((), (), files)
    return Found(tuple(open_counts(settings.STORE, codes)), tuple(months_of_mending(settings.STORE, codes)), files)


def check_sender(by: Membership, organisation: str, *, request_id: str) -> None:
    """Raise NotShown for a sender whose files this membership does not see; asking for another's is recorded."""
    if organisation in senders(by):
        return
    if is_there(Submission.unscoped.filter(organisation_code=organisation, data_set=DataSet.WAITING_TIME_RECORDS)):
        record_refusal(by=by, subject=(SUBJECT, organisation), screen="data/quality", request_id=request_id)
    raise NotShown(organisation)


def completeness(*, by: Membership, organisation: str, request_id: str) -> list[ColumnCompleteness]:
    """How complete one sender's records are. Counts alone: no event is written. Raises NotShown."""
    check_sender(by, organisation, request_id=request_id)
    if settings.STORE is None:
        return []
    own = [plain(one) for one in reversed(_own_files(by, organisation))]
    shapes = senders_shapes(settings.STORE, organisation, own)
    return completeness_of([(shape, one.first_month, one.last_month) for one, shape in shapes])


def mend_list(*, by: Membership, asked: Asked, request_id: str, is_download: bool = False) -> MendList:
    """The rows that one sender has to mend, as far as this membership may see them; the look is recorded.

    The owner's trackers get values and the names of rows as in their register; others of the alliance get the pathway's
    link and the column. Raises PermissionDenied for roles that see no single record, NotShown, and LimitReached.
    """
    check_may_see_items(by)
    check_sender(by, asked.organisation, request_id=request_id)
    store, is_owner = holdings.store(), owns(by, asked.organisation)
    most = MOST_DOWNLOADED if is_download else MOST_SHOWN
    items, found = open_items(
        store, asked.organisation, finding=asked.finding, column=asked.column, submission=asked.file, most=most
    )
    with holdings.figures() as figures:
        items = with_links(items, figures)
        if is_owner:
            items = with_values(store, items, figures)
    if is_owner:
        items = with_names(store, items)
    export = _counted(by, asked, len(items), is_owner=is_owner, is_download=is_download)
    with transaction.atomic():
        audit.record(
            event=DOWNLOADED if is_download else LISTED,
            by=by,
            subject=(SUBJECT, asked.organisation),
            after={
                "request": request_id, "asked": asked.query(), "rows": len(items), "found": found,
                "identified": is_owner,
            },
        )  # fmt: skip
    files = [one for one in _own_files(by, asked.organisation) if one.state != SubmissionState.HELD]
    loads = tuple((one, mending_of(store, plain(one))) for one in files if one.state == SubmissionState.LIVE)
    return MendList(tuple(items), found, is_owner, tuple(files), loads, export)


def _counted(by: Membership, asked: Asked, rows: int, *, is_owner: bool, is_download: bool) -> Export | None:
    """Count the look or the file against the daily limits; an owner's sheet names people, and gets a number."""
    if not is_download:
        limits.look_through(by)
        return None
    if not is_owner:
        limits.take_away(by, rows=rows)
        return None
    about = f"{rows:,} rows to mend of {asked.organisation}"
    wish = Wish(kind="mend_sheet", owner_code=asked.organisation, about=about, asked=asked.query(), is_own=True)
    return take_at_once(by=by, wish=wish, rows=rows)


def _own_files(by: Membership, organisation: str) -> Sequence[Submission]:
    seen = Submission.objects.for_membership(by)
    return list(seen.filter(organisation_code=organisation, data_set=DataSet.WAITING_TIME_RECORDS))


def held_files(by: Membership) -> list[Submission]:
    """The files that wait for somebody to decide, the oldest first."""
    seen = Submission.objects.for_membership(by)
    return list(seen.filter(state=SubmissionState.HELD).order_by("received_at"))


def can_decide(by: Membership, submission: Submission) -> bool:
    """Whether this membership may say whether a held file counts."""
    from clearway.site.submissions.permissions import can_load

    return by.may(Permission.LOAD_SUBMISSIONS) and can_load(by, submission.organisation_code)

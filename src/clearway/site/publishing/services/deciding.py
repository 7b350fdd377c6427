"""Letting a publication out: asking a second person, approving or sending back, publishing, withdrawing."""

from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.measures import figures
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, people_of
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.publishing.models import LONGEST_REASON, Release, ReleaseFile, ReleaseState
from clearway.site.publishing.permissions import check_may_approve, check_may_make, check_may_publish
from clearway.site.publishing.services.making import ask_to_write


class WithReason(Protocol):
    """A step that is taken with a reason."""

    def __call__(self, *, by: Membership, release: Release, reason: str) -> Release:
        """Take the step."""


def ask_for_approval(*, by: Membership, release: Release) -> Release:
    """Ask a second person. Refused while a check fails, or when the figures have moved on; approvers are told."""
    check_may_make(by)
    with transaction.atomic():
        held = _in_state(release, ReleaseState.CHECKED)
        _check_checks(held)
        _check_figures(held)
        held.state, held.asked_by, held.asked_at = ReleaseState.ASKED, by.person, timezone.now()
        held.sent_back_because, held.took_part = "", sorted({*held.took_part, by.person_id})
        held.save()
        audit.record(event="approval asked for", by=by, subject=held, after=_standing(held))
        _tell_approvers(by, held)
    return held


def approve(*, by: Membership, release: Release, seen_round: int) -> Release:
    """Approve what was looked at. Refused when it was made again since, or when the figures have moved on."""
    with transaction.atomic():
        held = _in_state(release, ReleaseState.ASKED)
        check_may_approve(by, held)
        if held.round != seen_round:
            raise Refused("It was made again since you opened it.", "Look at it as it is now.", code="RELEASE-CHANGED")
        _check_checks(held)
        _check_figures(held)
        held.state, held.approved_by, held.approved_at = ReleaseState.APPROVED, by.person, timezone.now()
        held.save()
        audit.record(event="publication approved", by=by, subject=held, after=_standing(held))
        ask_to_write(by, held)
        _tell_maker(by, held, f"{by.person.name} approved: {held.title}", "Publish it.", "approved")
    return held


def send_back(*, by: Membership, release: Release, reason: str) -> Release:
    """Send a release back to its maker, with the reason."""
    words = checked_words(reason, what="The reason", longest=LONGEST_REASON)
    with transaction.atomic():
        held = _in_state(release, ReleaseState.ASKED, ReleaseState.APPROVED)
        check_may_approve(by, held)
        held.state, held.sent_back_because = ReleaseState.CHECKED, words
        held.asked_by, held.asked_at, held.approved_by, held.approved_at = None, None, None, None
        held.is_written = False
        held.save()
        audit.record(event="publication sent back", by=by, subject=held, reason=words)
        _tell_maker(by, held, f"{by.person.name} sent back: {held.title}", "Read why, and make it again.", "back")
    return held


def publish(*, by: Membership, release: Release) -> Release:
    """Publish what was approved. An earlier one of the same kind, month, audience and place is replaced, and stays.

    Refused when the figures have moved on since it was made, and while its approval is being written on its pages.
    """
    check_may_publish(by)
    with transaction.atomic():
        held = _in_state(release, ReleaseState.APPROVED)
        _check_figures(held)
        if not held.is_written:
            raise Refused(
                "Its files are still being written with the approval on them.",
                "Wait a moment and look again; a worker does it.",
                code="RELEASE-WRITING",
            )
        for earlier in locked(_same(held).filter(state=ReleaseState.PUBLISHED)):
            earlier.state, earlier.replaced_by = ReleaseState.SUPERSEDED, held
            earlier.save(update_fields=["state", "replaced_by"])
            audit.record(event="publication replaced", by=by, subject=earlier, after={"by": held.pk})
        held.state, held.published_by, held.published_at = ReleaseState.PUBLISHED, by.person, timezone.now()
        held.is_open = held.audience != "own_trust"
        held.save()
        ReleaseFile.unscoped.filter(release=held).update(is_open=held.is_open)
        audit.record(event="publication published", by=by, subject=held, after=_standing(held))
    return held


def withdraw(*, by: Membership, release: Release, reason: str) -> Release:
    """Take back what is out, with the reason. Its row and the reason stay readable, its files are given to nobody."""
    check_may_publish(by)
    words = checked_words(reason, what="The reason", longest=LONGEST_REASON)
    with transaction.atomic():
        held = _in_state(release, ReleaseState.PUBLISHED, ReleaseState.SUPERSEDED)
        held.state, held.withdrawn_by, held.withdrawn_at = ReleaseState.WITHDRAWN, by.person, timezone.now()
        held.withdrawn_because = words
        held.save()
        ReleaseFile.unscoped.filter(release=held).update(is_open=False)
        audit.record(event="publication withdrawn", by=by, subject=held, reason=words)
    return held


def moved_on(release: Release) -> str:
    """The name of today's figures where an unpublished release was made from others; empty where it was not."""
    if release.is_out or not release.snapshot:
        return ""
    try:
        now = figures.snapshot()
    except Refused:
        return ""
    return "" if now == release.snapshot else now


def _check_figures(release: Release) -> None:
    if now := moved_on(release):
        raise Refused(
            f"The figures moved on: it was made from {release.snapshot}, and {now} is shown now.",
            "Make it again, look at it, and ask again.",
            code="RELEASE-STALE",
        )


def _check_checks(release: Release) -> None:
    failed = [one["title"] for one in release.checks if one["outcome"] == "failed"]
    if failed or not release.checks:
        raise Refused(
            f"A check before release failed: {', '.join(failed) or 'none was made'}.",
            "Mend what it says and make it again.",
            code="RELEASE-CHECKS",
        )


def _in_state(release: Release, *states: ReleaseState) -> Release:
    held = locked(Release.unscoped.filter(pk=release.pk)).get()
    if held.state not in states:
        raise Refused(
            f"This cannot be done now: it is “{held.get_state_display().lower()}”.",
            "Somebody may have been quicker. Look at it as it is now.",
            code="RELEASE-STATE",
        )
    return held


def _same(release: Release) -> "QuerySet[Release]":
    return Release.unscoped.filter(
        kind=release.kind, month=release.month, audience=release.audience, place=release.place
    ).exclude(pk=release.pk)


def _standing(release: Release) -> dict[str, object]:
    files = {one.name: one.sha256 for one in release.files.defer("content")}
    return {"state": release.state, "snapshot": release.snapshot, "round": release.round, "files": files}


def _tell_approvers(by: Membership, release: Release) -> None:
    people = people_of(by.organisation.code, Permission.APPROVE_PUBLICATIONS)
    notify(
        [one for one in people if one.pk not in release.took_part],
        organisation_code=by.organisation.code,
        kind=NoticeKind.RELEASE,
        words=f"{by.person.name} asks you to approve: {release.title}",
        to_do="Look at it and its checks; approve it or send it back.",
        link=reverse("publishing:release", args=[release.pk]),
        mark=f"release {release.pk} asked {release.round}",
    )


def _tell_maker(by: Membership, release: Release, words: str, to_do: str, what: str) -> None:
    if release.made_by is not None:
        notify(
            [release.made_by],
            organisation_code=by.organisation.code,
            kind=NoticeKind.RELEASE,
            words=words,
            to_do=to_do,
            link=reverse("publishing:release", args=[release.pk]),
            mark=f"release {release.pk} {what} {release.round}",
        )

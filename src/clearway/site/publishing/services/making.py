"""Having a publication made: asked for, made by a worker, checked, its words changed, made again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from clearway.publications.disclosure import Audience
from clearway.publications.releases import Asked, Made, MadeFile, Report, checked
from clearway.publications.releases.checks import month_in_words
from clearway.publications.releases.opening import why_not_open
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.jobs.services import enqueue
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.performance import figures
from clearway.site.performance.audience import showing_to
from clearway.site.publishing.kinds import KINDS, ReleaseKind
from clearway.site.publishing.models import LONGEST_TITLE, UNFINISHED, Release, ReleaseFile, ReleaseState
from clearway.site.publishing.permissions import check_may_make
from clearway.site.publishing.services.words import approval_words
from clearway.site.retention.services import site_store
from clearway.site.words import day

MAKER = SystemProcess("publication maker")
JOB = "publication"
LONGEST_PARAGRAPH = 5_000


def begin(
    *,
    by: Membership,
    kind: str,
    month: str = "",
    audience: str = "",
    place: str = "",
    options: Mapping[str, Any] | None = None,
) -> Release:
    """Ask for a new publication; a worker makes it. Raises PermissionDenied, or Refused for what the kind has not."""
    check_may_make(by)
    chosen = _kind(by, kind)
    whom = Audience(audience) if audience in [one.value for one in chosen.audiences] else chosen.audiences[0]
    named = dict(chosen.places()).get(place, "")
    if bool(chosen.places()) and not named:
        raise Refused("Choose what it is about.", "Choose one of the list.", code="RELEASE-PLACE")
    if chosen.is_of_a_month and not month:
        raise Refused("Choose a month.", "Choose one of the list.", code="RELEASE-MONTH")
    with transaction.atomic():
        release = Release.unscoped.create(
            kind=kind,
            title=_title(chosen, named, month),
            month=month if chosen.is_of_a_month else "",
            audience=whom.value,
            organisation_code=_owner(by, whom, place),
            place=place if named else "",
            options=dict(options or {}),
            made_by=by.person,
            took_part=[by.person_id],
            begun_at=timezone.now(),
        )
        audit.record(event="publication begun", by=by, subject=release, after={"kind": kind, "month": month})
        _ask_for_work(by, release)
    return release


def make_again(*, by: Membership, release: Release, text: Mapping[str, str] | None = None) -> Release:
    """Have a draft made again, from the figures of now; `text` are its paragraphs as a person wants them.

    What was approved meanwhile is approved no longer. Who has it made again is its maker from now on.
    """
    check_may_make(by)
    written = {
        name: checked_words(words, what=f"“{name}”", longest=LONGEST_PARAGRAPH) if words.strip() else ""
        for name, words in (text or {}).items()
    }
    with transaction.atomic():
        held = locked(Release.unscoped.filter(pk=release.pk)).get()
        if held.state not in UNFINISHED:
            raise Refused("It was published, and stays as it is.", "Begin a new one instead.", code="RELEASE-OUT")
        _kind(by, held.kind)
        before = held.state
        held.state, held.made_by, held.asked_by, held.asked_at = ReleaseState.DRAFT, by.person, None, None
        held.approved_by, held.approved_at, held.is_written = None, None, False
        held.took_part = sorted({*held.took_part, by.person_id})
        if text is not None:
            held.text = written
        held.save()
        audit.record(
            event="publication made again", by=by, subject=held, before={"state": before}, after={"state": held.state}
        )
        _ask_for_work(by, held)
    return held


def make_now(number: int, wanted_round: int, report: Report) -> Release:
    """Do the work of one round in a worker: make a draft, or write an approved one with its approval.

    A round that is done, or that another replaced, is left alone: doing it twice leaves what doing it once leaves.
    """
    release = Release.unscoped.get(pk=number)
    if release.round != wanted_round:
        return release
    if release.state == ReleaseState.APPROVED and not release.is_written:
        return _write(release)
    if release.state != ReleaseState.DRAFT:
        return release
    kind = _known(release.kind)
    asked = _asked(release)
    with figures.reader().one_version(), showing_to(asked.audience):
        made = kind.make(site_store(), asked, report)
    return _keep(release, asked, made)


def ask_to_write(by: Membership, release: Release) -> None:
    """Have the files of an approved release written with its approval; nothing to do where its kind does not."""
    kind = _known(release.kind)
    if kind.write is None or not release.kept:
        release.is_written = True
        release.save(update_fields=["is_written"])
    else:
        _ask_for_work(by, release)


def _write(release: Release) -> Release:
    kind = _known(release.kind)
    if kind.write is None:
        return release
    files = kind.write(release.kept, approval_words(release))
    broken = [said for one in files if (said := why_not_open(one))]
    if broken:
        raise Refused(f"{broken[0]}.", "Tell your administrator; nothing was published.", code="RELEASE-FILE")
    with transaction.atomic():
        held = locked(Release.unscoped.filter(pk=release.pk)).get()
        if held.round != release.round or held.state != ReleaseState.APPROVED:
            return held
        _keep_files(held, files)
        held.is_written = True
        held.save(update_fields=["is_written"])
        audit.record(event="publication written", by=MAKER, subject=held, after=_told_files(files))
    return held


def _keep(release: Release, asked: Asked, made: Made) -> Release:
    found = checked(asked, made)
    with transaction.atomic():
        held = locked(Release.unscoped.filter(pk=release.pk)).get()
        if held.round != release.round or held.state != ReleaseState.DRAFT:
            return held  # somebody had it made again meanwhile
        _keep_files(held, made.files)
        held.state, held.made_at, held.sent_back_because = ReleaseState.CHECKED, timezone.now(), ""
        held.text, held.shown, held.kept = dict(made.text), dict(made.shown), made.kept
        held.snapshot = ", ".join(sorted(made.standing.snapshots))[:80]
        held.checks = [asdict(one) for one in found]
        held.save()
        after = {"snapshot": held.snapshot, "checks": {one.key: one.outcome.value for one in found}}
        audit.record(event="publication made", by=MAKER, subject=held, after=after | _told_files(made.files))
    return held


def _keep_files(release: Release, files: Sequence[MadeFile]) -> None:
    ReleaseFile.unscoped.filter(release=release).delete()
    ReleaseFile.unscoped.bulk_create(
        ReleaseFile(
            release=release,
            organisation_code=release.organisation_code,
            position=number,
            name=one.name,
            byte_count=len(one.content),
            sha256=one.sha256,
            content=one.content,
        )
        for number, one in enumerate(files, start=1)
    )


def _told_files(files: Sequence[MadeFile]) -> dict[str, Any]:
    return {"files": {one.name: one.sha256 for one in files}}


def _ask_for_work(by: Membership, release: Release) -> None:
    """A new round of work on a release; within the transaction of whatever asked for it."""
    release.round += 1
    release.save(update_fields=["round"])
    enqueue(by=by, kind=JOB, arguments={"release": release.pk, "round": release.round}, label=release.title)


def _asked(release: Release) -> Asked:
    return Asked(
        kind=release.kind,
        month=release.month,
        audience=Audience(release.audience),
        today=timezone.localdate(),
        place=release.place,
        options=release.options,
        text=release.text,
    )


def _kind(by: Membership, key: str) -> ReleaseKind:
    kind = _known(key)
    if not by.may(kind.permission):
        raise PermissionDenied(f"Your role does not make this: {kind.title.lower()}.")
    return kind


def _known(key: str) -> ReleaseKind:
    if key not in KINDS:
        raise Refused("There is no such publication.", "Choose one of the list.", code="RELEASE-KIND")
    return KINDS[key]


def _title(kind: ReleaseKind, named: str, month: str) -> str:
    parts = [kind.title, named, month_in_words(month) if kind.is_of_a_month else day(timezone.localdate())]
    return ", ".join(filter(None, parts))[:LONGEST_TITLE]


def _owner(by: Membership, whom: Audience, place: str) -> str:
    """Whose a release is: the trust's for whom its own figures are shown, else the alliance's."""
    if whom is not Audience.OWN_TRUST:
        return by.organisation.code
    trust = Organisation.objects.filter(code=place, kind=OrganisationKind.TRUST).first()
    return trust.code if trust else by.organisation.code

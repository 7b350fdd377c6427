"""Telling people, keeping what they have read, and how they want to be told.

`notify` is called inside the transaction of the change it speaks of: both are kept or neither.
"""

from collections.abc import Iterable
from datetime import datetime, time

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.audit.models import Event
from clearway.site.notifications.models import LONGEST_MARK, LONGEST_WORDS, Digest, Notice, NoticeKind, NoticeSettings
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES

PURGED = "notices purged"
RETENTION = SystemProcess("retention")
MOST_TOLD = 200
"""No more people than this are told of one thing."""


class NotWithinChange(Exception):
    """A notice was about to be given outside the transaction of the change it speaks of."""

    def __init__(self) -> None:
        super().__init__("Notices are given inside the transaction of the change they speak of.")


def people_of(organisation_code: str, permission: Permission, *, apart_from: str = "") -> list[Person]:
    """The people who hold a role now in an organisation that allows something, without one e-mail address."""
    roles = [key for key, role in ROLES.items() if permission in role.permissions]
    held = Membership.objects.active().filter(organisation__code=organisation_code, role__in=roles)
    people = Person.objects.filter(pk__in=held.values("person")).exclude(email=apart_from)
    return list(people.order_by("email")[:MOST_TOLD])


def notify(
    people: Iterable[Person],
    *,
    organisation_code: str,
    kind: NoticeKind,
    words: str,
    to_do: str,
    mark: str,
    link: str = "",
) -> None:
    """Tell people of one thing: what changed (`words`), what to do, and where. Of one `mark` each is told once.

    `words` never holds an answer of a form, the words of a comment, or anything of a patient. Raises NotWithinChange
    outside a transaction.
    """
    if not transaction.get_connection().in_atomic_block:
        raise NotWithinChange
    now = timezone.now()
    told = [
        Notice(
            person=person,
            organisation_code=organisation_code,
            kind=kind,
            words=words[:LONGEST_WORDS],
            to_do=to_do[:LONGEST_WORDS],
            link=link,
            mark=mark[:LONGEST_MARK],
            at=now,
        )
        for person in people
    ]
    if told:
        with every_row("notices"):  # whoever changes something tells people of other organisations, too
            Notice.unscoped.bulk_create(told, ignore_conflicts=True)


def overtake(*, organisation_code: str, begins: str, apart_from: str = "") -> None:
    """Nothing is left to do: notices to an organisation whose mark begins so count as read, but for one mark that is
    the newest word on it. Within a change."""
    with every_row("notices"):
        rows = Notice.unscoped.filter(organisation_code=organisation_code, mark__startswith=begins, read_at=None)
        rows.exclude(mark=apart_from).update(read_at=timezone.now())


def purge_notices(*, before: datetime) -> int:
    """Remove notices that were given before a moment, read or not. Returns how many; the trail says so when any were.

    Nothing else of the store knows them: what they spoke of stays where it is.
    """
    with transaction.atomic(), every_row("notices"):
        removed, _ = Notice.unscoped.filter(at__lt=before).delete()
        if removed:
            told = {"notices": removed, "given_before": timezone.localdate(before).isoformat()}
            audit.record(event=PURGED, by=RETENTION, subject=("notifications.notice", ""), after=told)
    return removed


def notices_purged(most: int = 20) -> list[Event]:
    """What the trail says of the last times that notices were removed, the newest first."""
    return list(Event.objects.filter(event=PURGED).order_by("-at", "-sequence")[:most])


def mark_read(*, by: Membership, notices: Iterable[int] | None = None) -> int:
    """Keep that notices were read: those of these numbers, or all when none are named. Others' are left alone.

    Returns how many there were.
    """
    with transaction.atomic():
        rows = own_notices(by).filter(read_at=None)
        if notices is not None:
            rows = rows.filter(pk__in=list(notices))
        read = rows.update(read_at=timezone.now())
        if read:
            audit.record(event="notices read", by=by, subject=by.person, after={"notices": read})
    return read


def own_notices(by: Membership) -> QuerySet[Notice]:
    """The notices of a membership's person, in the organisation for which they act."""
    rows = Notice.objects.for_membership(by)
    return rows.filter(person=by.person_id, organisation_code=by.organisation.code)


def unread_of(by: Membership) -> int:
    """How many notices wait to be read."""
    return own_notices(by).filter(read_at=None).count()


def settings_of(person: Person) -> NoticeSettings:
    """How a person wants to be told; as shipped until they say."""
    return NoticeSettings.objects.filter(person=person).first() or NoticeSettings(person=person)


def choose(*, by: Membership, digest: str, quiet_from: time, quiet_until: time) -> NoticeSettings:
    """Keep how somebody wants to be told. Refused for a digest that there is none of."""
    if digest not in Digest.values:
        raise Refused("There is no mail of that kind.", "Choose daily or never.", code="NOTICE-DIGEST")
    with transaction.atomic():
        held, _ = NoticeSettings.objects.get_or_create(person=by.person)
        before = _told(held)
        held.digest, held.quiet_from, held.quiet_until = digest, quiet_from, quiet_until
        held.save(update_fields=["digest", "quiet_from", "quiet_until"])
        if before != _told(held):
            audit.record(event="notices chosen", by=by, subject=held, before=before, after=_told(held))
    return held


def _told(held: NoticeSettings) -> dict[str, str]:
    return {"digest": str(held.digest), "quiet": f"{held.quiet_from:%H:%M} to {held.quiet_until:%H:%M}"}

"""The open sessions of a person: noted when they begin, so that the person knows them again and can end them."""

from dataclasses import dataclass
from datetime import UTC, datetime

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permissions import check_may_manage_person
from clearway.site.people.browsers import browser_words
from clearway.site.people.models import OpenSession


@dataclass(frozen=True, slots=True)
class Seen:
    """One session as its person sees it."""

    number: int
    browser: str
    began: datetime
    last_seen: datetime
    is_this: bool


def note_session(request: HttpRequest, person: Person) -> None:
    """Note that a session has begun: called for every way of signing in."""
    if not request.session.session_key:
        request.session.save()
    OpenSession.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "person": person,
            "browser": browser_words(request.headers.get("User-Agent", "")),
            "began_at": timezone.now(),
        },
    )


def follow_session(before: str | None, after: str) -> None:
    """Know a session again that goes on under a new key."""
    OpenSession.objects.filter(session_key=before).update(session_key=after)


def forget_session(request: HttpRequest) -> None:
    """Forget a session that is ending: called for every way of signing out."""
    if request.session.session_key:
        OpenSession.objects.filter(session_key=request.session.session_key).delete()


def open_sessions(person: Person, current: str | None) -> list[Seen]:
    """The sessions of a person that still work, the newest first. `current` is the key of the one that asks."""
    held = {one.session_key: one for one in OpenSession.objects.filter(person=person)}
    rows = Session.objects.filter(pk__in=held, expire_date__gt=timezone.now())
    seen = [_seen(held[row.pk], row, row.pk == current) for row in rows]
    oldest = timezone.now().timestamp() - settings.SESSION_IDLE_SECONDS
    return sorted(
        (one for one in seen if one.is_this or one.last_seen.timestamp() >= oldest),
        key=lambda one: (not one.is_this, -one.last_seen.timestamp(), one.number),
    )


def end_session(*, by: Person, number: int) -> bool:
    """End one session of the person themselves. Returns whether there was one of that number."""
    with transaction.atomic():
        held = OpenSession.objects.filter(person=by, pk=number).first()
        if held is None:
            return False
        Session.objects.filter(pk=held.session_key).delete()
        audit.record(event="own session ended", by=by, subject=held, after={"browser": held.browser})
        held.delete()
    return True


def end_sessions(*, by: Person, but: str | None) -> int:
    """End every session of the person themselves but the one of a key. Returns how many were ended."""
    with transaction.atomic():
        ended = drop_sessions(by, but=but)
        if ended:
            audit.record(event="own sessions ended", by=by, subject=by, after={"sessions": ended})
    return ended


def end_sessions_of(*, by: Membership, person: Person, reason: str) -> None:
    """End every session of somebody in one's care, on every browser; they may sign in again at once.

    Raises PermissionDenied, and Refused for one's own sessions or without a reason.
    """
    check_may_manage_person(by, person)
    if person.pk == by.person_id:
        raise Refused("Your own sessions are ended on your own page.", "Go to /me.", code="SESSIONS-OWN")
    if not reason.strip():
        raise Refused("Say why.", "The reason is kept in the audit trail.", code="SESSIONS-REASON")
    with transaction.atomic():
        ended = drop_sessions(person)
        audit.record(event="sessions ended", by=by, subject=person, reason=reason.strip(), after={"sessions": ended})


def drop_sessions(person: Person, *, but: str | None = None) -> int:
    """Remove the sessions of a person but the one of a key, within the transaction of whoever asks."""
    held = OpenSession.objects.filter(person=person).exclude(session_key=but or "")
    Session.objects.filter(pk__in=list(held.values_list("session_key", flat=True))).delete()
    return held.delete()[0]


def tidy_sessions() -> int:
    """Forget the sessions that are no more; returns how many."""
    return OpenSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()[0]


def _seen(held: OpenSession, row: Session, is_this: bool) -> Seen:
    at = row.get_decoded().get("seen_at")
    last = datetime.fromtimestamp(at, tz=UTC) if isinstance(at, int | float) else held.began_at
    return Seen(held.pk, held.browser, held.began_at, last, is_this)

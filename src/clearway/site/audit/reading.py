"""Reading the trail: a page of it, one event, what was done with one record. Who reads is on the trail too.

However many events there are, a page follows one index from where it begins, newest first. What else it was narrowed
by is looked for in the next 2,000 events of that index, and no further: the page says so, and leads on.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.utils import timezone

from clearway.site.audit import services as audit
from clearway.site.audit.asked import Asked
from clearway.site.audit.models import Event, Told, Waiting
from clearway.site.audit.permissions import check_may_read_trail, own_organisation
from clearway.site.organisations.models import Membership

PAGE = 50
MOST_LOOKED_AT = 2_000
MOST_DOWNLOADED = 5_000
MOST_LOOKED_AT_FOR_A_FILE = 100_000
MOST_NAMES = 300
NAMES_KEPT_SECONDS = 600
READ, DOWNLOADED, OPENED = "audit trail read", "audit trail downloaded", "audit event opened"
TRAIL = "audit trail"


@dataclass(frozen=True, slots=True)
class Page:
    """A page of events, newest first. `older` and `newer` are where the next and the previous page begin, 0 for none.

    `is_cut` says that no more than `MOST_LOOKED_AT` events were looked through, and there may be more further back.
    """

    events: tuple[Event, ...]
    newer: int
    older: int
    is_cut: bool
    waiting: int


def page_of_trail(*, by: Membership, asked: Asked, rows: int = PAGE) -> Page:
    """A page of what this membership may read of the trail. Raises PermissionDenied."""
    check_may_read_trail(by)
    is_back = bool(asked.newer) and not asked.older
    place = Event.objects.filter(pk=asked.newer if is_back else asked.older).values_list("at", "sequence").first()
    lane, others = _lane(asked, own_organisation(by))
    lane = _beyond(lane, place, is_back=is_back)
    found, last = _found(lane, others, rows + 1, MOST_LOOKED_AT)
    has_more, shown = len(found) > rows, found[:rows]
    is_cut = bool(last) and not has_more
    beyond = shown[-1].sequence if has_more else last
    events = tuple(reversed(shown)) if is_back else tuple(shown)
    first = events[0].sequence if events else 0
    if is_back:
        page = Page(events, beyond, events[-1].sequence if events else 0, is_cut, 0)
    else:
        page = Page(events, first if place else 0, beyond, is_cut, 0 if place else Waiting.objects.count())
    _note(READ, by, asked, len(events))
    return page


def trail_for_file(*, by: Membership, asked: Asked) -> tuple[Event, ...]:
    """The newest events that a page was narrowed to, at most 5,000, for a file. Raises PermissionDenied."""
    check_may_read_trail(by)
    lane, others = _lane(asked, own_organisation(by))
    found, _ = _found(lane.order_by("-at", "-sequence"), others, MOST_DOWNLOADED, MOST_LOOKED_AT_FOR_A_FILE)
    _note(DOWNLOADED, by, asked, len(found))
    return tuple(found)


def one_event(*, by: Membership, sequence: int) -> Event | None:
    """One event by its number; None when there is none that this membership may read. Raises PermissionDenied."""
    check_may_read_trail(by)
    code = own_organisation(by)
    found = Event.objects.filter(pk=sequence, **({"organisation_code": code} if code else {})).first()
    audit.note(event=OPENED, by=by, subject=(TRAIL, str(sequence)), after={"found": found is not None})
    return found


def newest_of(subject: tuple[str, str], *, most: int) -> list[Told]:
    """The newest events of a subject, by its type and id, newest first, those that wait to be chained among them."""
    kind, number = subject
    waiting = Waiting.objects.filter(subject_type=kind, subject_id=number).order_by("-id")[:most]
    chained = Event.objects.filter(subject_type=kind, subject_id=number).order_by("-at", "-sequence")[:most]
    return sorted((*waiting, *chained), key=lambda one: one.at, reverse=True)[:most]


def event_names() -> list[str]:
    """Every kind of event that the trail has, from one step of its index to the next; kept for ten minutes."""
    names: list[str] = cache.get_or_set("audit-event-names", _names, NAMES_KEPT_SECONDS) or []
    return names


def limits_of(day: date) -> tuple[datetime, datetime]:
    """The first moment of a day in London, and the first moment after it."""
    zone = timezone.get_default_timezone()
    first, after = (datetime.combine(one, time(), zone) for one in (day, day + timedelta(days=1)))
    return first.astimezone(UTC), after.astimezone(UTC)


def _names() -> list[str]:
    names: list[str] = []
    while len(names) < MOST_NAMES:
        further = Event.objects.filter(event__gt=names[-1] if names else "").order_by("event")
        name = further.values_list("event", flat=True).first()
        if name is None:
            break
        names.append(name)
    return names


def _lane(asked: Asked, organisation: str) -> tuple[QuerySet[Event], dict[str, Any]]:
    """The events of the one index that narrows most, and what else the page was narrowed by."""
    wanted = {
        "subject_id": asked.subject,
        "actor": asked.person,
        "event": asked.event,
        "organisation_code": organisation,
        "subject_type": asked.kind,
    }
    said = {name: value for name, value in wanted.items() if value}
    first = next((name for name in said if name != "subject_type"), None)
    lane = Event.objects.filter(**({first: said.pop(first)} if first else {}))
    if asked.day:
        begins, ends = limits_of(asked.day)
        lane = lane.filter(at__gte=begins, at__lt=ends)
    return lane, said


def _beyond(lane: QuerySet[Event], place: tuple[datetime, int] | None, *, is_back: bool) -> QuerySet[Event]:
    order = ("at", "sequence") if is_back else ("-at", "-sequence")
    if place is None:
        return lane.order_by(*order)
    (at, sequence), way = place, "gt" if is_back else "lt"
    further = Q(**{f"at__{way}": at}) | Q(**{"at": at, f"sequence__{way}": sequence})
    return lane.filter(further, **{f"at__{way}e": at}).order_by(*order)


def _found(lane: QuerySet[Event], others: dict[str, Any], rows: int, most: int) -> tuple[list[Event], int]:
    """So many events of a lane that meet the other conditions, and the last number looked at if more lie beyond it."""
    if not others:
        return list(lane[:rows]), 0
    looked_at = list(lane.values_list("sequence", *others)[:most])  # compared here: no database is led to another index
    wanted = tuple(others.values())
    numbers = [number for number, *held in looked_at if tuple(held) == wanted][:rows]
    found = Event.objects.in_bulk(numbers)
    return [found[one] for one in numbers], looked_at[-1][0] if len(looked_at) == most else 0


def _note(event: str, by: Membership, asked: Asked, shown: int) -> None:
    audit.note(event=event, by=by, subject=(TRAIL, asked.query()), after={"asked": asked.query(), "shown": shown})

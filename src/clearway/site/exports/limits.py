"""How much one person takes away and looks through in one day, counted, and refused beyond the limit.

The count is one row a person and day, moved by one statement that holds the limit itself: two requests at the same
moment cannot both be the last one. No event of the trail is read for it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.db import transaction
from django.db.models import F, QuerySet
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.exports.models import LONGEST_REASON, DayOfUse, SeenPathway
from clearway.site.exports.overseers import tell_overseers
from clearway.site.exports.permissions import check_may_allow
from clearway.site.exports.policies import policy_today
from clearway.site.organisations.models import Membership

REACHED, ALLOWED = "daily limit reached", "more than the daily limit allowed"
CODE = "DAILY-LIMIT"
SHORTEST_REASON = 10
MOST_TIMES = 10
COUNTED: Mapping[str, str] = MappingProxyType(
    {
        "files": "files with single people's rows taken away",
        "rows": "rows of single people taken away",
        "pathways": "different pathways opened",
        "lists": "pages of lists of single people looked at, and searches",
    }
)
"""What is counted, in words."""


class LimitReached(Refused):
    """Somebody came to a daily limit: nothing was shown or made."""


def take_away(by: Membership, *, rows: int) -> None:
    """Count one file with so many rows of single people. Raises LimitReached, before anything is made."""
    _use(by, {"files": 1, "rows": rows})


def look_through(by: Membership) -> None:
    """Count one page of a list of single people, or one search. Raises LimitReached."""
    _use(by, {"lists": 1})


def open_one(by: Membership, link: str) -> None:
    """Count a pathway, the first time on a day that somebody opens it. Raises LimitReached."""
    seen = {"person": by.person, "organisation_code": by.organisation.code, "day": timezone.localdate(), "link": link}
    if SeenPathway.unscoped.filter(**seen).exists():
        return
    _use(by, {"pathways": 1})
    SeenPathway.unscoped.bulk_create([SeenPathway(**seen)], ignore_conflicts=True)


def use_of(by: Membership) -> DayOfUse:
    """What a membership's person took and looked at today; nought of everything before the first."""
    return _rows(by).first() or DayOfUse(**_of(by))


def allow_more(*, by: Membership, use: DayOfUse, reason: str) -> DayOfUse:
    """Let somebody have the daily limits once more today, with a reason.

    Raises PermissionDenied, and Refused for a reason that says nothing, another day, or ten times.
    """
    check_may_allow(by, use)
    why = " ".join(reason.split())[:LONGEST_REASON]
    if len(why) < SHORTEST_REASON:
        raise Refused(
            "Say why they may have more today.",
            f"A few words are enough (at least {SHORTEST_REASON} letters).",
            code="REASON-SHORT",
        )
    if use.day != timezone.localdate():
        raise Refused("That day is over.", "Every day begins anew: nothing is to be done.", code="DAY-OVER")
    with transaction.atomic():
        row = DayOfUse.objects.for_membership(by).filter(pk=use.pk, allowed__lt=MOST_TIMES)
        if not row.update(allowed=F("allowed") + 1):
            raise Refused(
                f"The limits were allowed {MOST_TIMES} times already.", "They begin anew tomorrow.", code="MOST-TIMES"
            )
        use.refresh_from_db(from_queryset=DayOfUse.objects.for_membership(by))
        audit.record(
            event=ALLOWED, by=by, subject=use, reason=why,
            after={"person": use.person.email, "allowed": use.allowed, "day": use.day},
        )  # fmt: skip
    return use


def _use(by: Membership, wanted: Mapping[str, int]) -> None:
    """Count what is wanted, all of it or nothing. Not within a transaction: a refusal has to be kept."""
    limits = policy_today().limits
    within = {f"{what}__lte": F("allowed") * limits[what].a_day - amount for what, amount in wanted.items()}
    more = {what: F(what) + amount for what, amount in wanted.items()}
    if _rows(by).filter(**within).update(**more):
        return
    _begin_day(by)
    if _rows(by).filter(**within).update(**more):
        return
    held = use_of(by)
    beyond = (one for one, amount in wanted.items() if getattr(held, one) + amount > held.allowed * limits[one].a_day)
    what = next(beyond, next(iter(wanted)))
    raise _reached(by, held, what, wanted[what], held.allowed * limits[what].a_day)


def _begin_day(by: Membership) -> None:
    """Make the row of a day before its first use, and forget what was seen on earlier days."""
    if _rows(by).exists():
        return
    DayOfUse.unscoped.bulk_create([DayOfUse(**_of(by))], ignore_conflicts=True)
    of_person = SeenPathway.unscoped.filter(person=by.person, organisation_code=by.organisation.code)
    of_person.filter(day__lt=timezone.localdate()).delete()


def _reached(by: Membership, held: DayOfUse, what: str, amount: int, limit: int) -> LimitReached:
    """Put it on the trail, tell those who oversee it the first time, and say what to do."""
    mark = f"{what}{held.allowed}"
    after = {"limit": what, "used": getattr(held, what), "asked_for": amount, "most": limit}
    audit.note(event=REACHED, by=by, subject=held, after=after)
    told = [*held.told.split(), *([mark] if mark not in held.told.split() else [])]
    with transaction.atomic():
        _rows(by).update(refused=F("refused") + 1, told=" ".join(told))
        if mark not in held.told.split():
            tell_overseers(
                organisation_code=by.organisation.code,
                words=f"{by.person.name} ({by.person.email}) reached the daily limit of {limit:,} {COUNTED[what]}.",
                to_do="See in the audit trail what they looked at. If it is right, allow more today, with a reason.",
                link=reverse("exports:use"),
                mark=f"limit {held.pk} {mark}",
                apart_from=by.person.email,
            )
    return LimitReached(
        f"This would go beyond today's limit for one person: {limit:,} {COUNTED[what]}.",
        "Nothing was shown or made. The information governance lead has been told and can allow you more today; "
        "otherwise the count begins anew tomorrow. What you opened today stays open to you.",
        code=CODE,
    )


def _rows(by: Membership) -> "QuerySet[DayOfUse]":
    return DayOfUse.unscoped.filter(**_of(by))


def _of(by: Membership) -> dict[str, object]:
    return {"person": by.person, "organisation_code": by.organisation.code, "day": timezone.localdate()}

"""The quarterly look at every role: each is confirmed or ended within the quarter; what was missed is noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permissions import check_may_manage_people_of
from clearway.site.organisations.roles import Administrator
from clearway.site.people.models import MembershipReview, ReviewOutcome
from clearway.site.people.quarters import Quarter, Standing, quarter_of, standing
from clearway.site.people.reading import roles_in_care

ACCESS_REVIEW = SystemProcess("access review")


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A membership with the day it was given or last confirmed, and how it stands."""

    membership: Membership
    looked_at: date
    standing: Standing
    is_own: bool


def to_review(by: Membership, today: date) -> list[Reviewed]:
    """Every role in force that a membership looks after, the longest unconfirmed first."""
    held = [_reviewed(one, by, today) for one in _with_confirmations(roles_in_care(by).filter(pk__in=_active(today)))]
    return sorted(held, key=lambda one: (one.looked_at, one.membership.person.name, one.membership.pk))


def waiting(by: Membership, today: date, most: int) -> tuple[list[Reviewed], int]:
    """Roles that nobody looked at this quarter, the longest unconfirmed first: so many at most, and how many in all."""
    held = _not_looked_at(roles_in_care(by), quarter_of(today), today)
    first = _with_confirmations(held).order_by(Coalesce(TruncDate("confirmed_at"), "starts_on"), "pk")
    return [_reviewed(one, by, today) for one in first[:most]], held.count()


def overdue_in_care(by: Membership, today: date) -> int:
    """How many roles that a membership looks after went a whole quarter without being confirmed."""
    return _not_looked_at(roles_in_care(by), quarter_of(today).before, today).count()


def overdue_for(by: Membership, today: date) -> int:
    """How many of these a membership can do something about: its own role only where nobody else could confirm it."""
    held = _not_looked_at(roles_in_care(by), quarter_of(today).before, today)
    own = [one for one in held.filter(person=by.person_id) if _somebody_else(one)]
    return held.count() - len(own)


def confirm(*, by: Membership, memberships: Iterable[Membership]) -> int:
    """Confirm that people still need their roles. Returns how many were confirmed that had not been this quarter.

    Raises PermissionDenied, and Refused for one's own while another administrator could confirm it.
    """
    now, quarter, confirmed = timezone.now(), str(quarter_of(timezone.localdate())), 0
    with transaction.atomic():
        for one in memberships:
            check_may_manage_people_of(by, one.organisation)
            if one.person_id == by.person_id and _somebody_else(one):
                raise Refused(
                    "Nobody confirms their own role.", "Another administrator confirms it.", code="REVIEW-OWN"
                )
            if not one.is_active():
                raise Refused(f"The role of {one.person.name} is over.", "Look at the list again.", code="REVIEW-OVER")
            made, is_new = MembershipReview.unscoped.get_or_create(
                membership=one,
                quarter=quarter,
                outcome=ReviewOutcome.CONFIRMED,
                defaults={"made_by": by.person.email, "at": now},
            )
            if is_new:
                audit.record(event="role confirmed", by=by, subject=one, after={"quarter": made.quarter})
                confirmed += 1
    return confirmed


def note_missed(today: date) -> int:
    """Note each role in force that nobody looked at in the quarter before this one. Done again, it notes none twice."""
    quarter, noted = quarter_of(today).before, 0
    for one in _not_looked_at(Membership.objects.all(), quarter, today):
        with transaction.atomic():
            _, is_new = MembershipReview.unscoped.get_or_create(
                membership=one,
                quarter=str(quarter),
                outcome=ReviewOutcome.MISSED,
                defaults={"made_by": ACCESS_REVIEW.name, "at": timezone.now()},
            )
            if is_new:
                audit.record(event="role not reviewed", by=ACCESS_REVIEW, subject=one, after={"quarter": str(quarter)})
                noted += 1
    return noted


def _active(today: date) -> QuerySet:
    return Membership.objects.active(today).values("pk")


def _not_looked_at(held: QuerySet[Membership], quarter: Quarter, today: date) -> QuerySet[Membership]:
    """Those in force that began before a quarter and were confirmed neither in it nor since."""
    confirmed = MembershipReview.unscoped.filter(outcome=ReviewOutcome.CONFIRMED, quarter__gte=str(quarter))
    held = held.filter(pk__in=_active(today), starts_on__lt=quarter.first_day)
    return held.exclude(pk__in=confirmed.values("membership"))


def _with_confirmations(held: QuerySet[Membership]) -> QuerySet[Membership]:
    confirmed = Q(reviews__outcome=ReviewOutcome.CONFIRMED)
    return held.annotate(confirmed_at=Max("reviews__at", filter=confirmed)).order_by("pk")


def _looked_at(one: Membership) -> date:
    confirmed = one.confirmed_at  # type: ignore[attr-defined]
    return max(one.starts_on, timezone.localdate(confirmed)) if confirmed else one.starts_on


def _reviewed(one: Membership, by: Membership, today: date) -> Reviewed:
    looked_at = _looked_at(one)
    return Reviewed(one, looked_at, standing(looked_at, today), one.person_id == by.person_id)


def _somebody_else(one: Membership) -> bool:
    """Whether another person could confirm a role: an administrator of the alliance or of its organisation."""
    there = Q(organisation=one.organisation_id) | Q(organisation__kind=OrganisationKind.ALLIANCE)
    others = Membership.objects.active().filter(there, role=Administrator.key).exclude(person=one.person_id)
    return others.filter(person__is_local_administrator=False).exists()

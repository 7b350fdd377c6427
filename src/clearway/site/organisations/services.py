"""Making organisations, and giving and ending roles in them."""

from datetime import date

from django.db import transaction

from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permissions import check_may_manage_people
from clearway.site.organisations.roles import Role


def add_organisation(
    *, by: Actor, code: str, name: str, kind: OrganisationKind, opened: date | None = None, closed: date | None = None
) -> Organisation:
    """Add an organisation, or return the one that has the code already."""
    with transaction.atomic():
        organisation, is_new = Organisation.objects.get_or_create(
            code=code, defaults={"name": name, "kind": kind, "opened": opened, "closed": closed}
        )
        if is_new:
            audit.record(event="organisation added", by=by, subject=organisation, after={"code": code, "name": name})
    return organisation


def give_role(
    *, by: Membership, person: Person, organisation: Organisation, role: type[Role], starts_on: date
) -> Membership:
    """Give a person a role in an organisation from a day on. Raises PermissionDenied unless `by` may."""
    check_may_manage_people(by)
    with transaction.atomic():
        membership = Membership.objects.create(
            person=person, organisation=organisation, role=role.key, starts_on=starts_on
        )
        audit.record(
            event="role given",
            by=by,
            subject=membership,
            after={"person": person.email, "organisation": organisation.code, "role": role.key},
        )
    return membership


def end_role(*, by: Membership, membership: Membership, on: date, reason: str) -> Membership:
    """End a role: from that day the person no longer holds it, with their very next request when it is today."""
    check_may_manage_people(by)
    with transaction.atomic():
        before = membership.ended_on
        membership.ended_on = on
        membership.save(update_fields=["ended_on"])
        audit.record(
            event="role ended",
            by=by,
            subject=membership,
            reason=reason,
            before={"ended_on": before},
            after={"ended_on": on},
        )
    return membership

"""Making organisations, and giving and ending roles in them."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site import words
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify
from clearway.site.organisations.models import Membership, Organisation, OrganisationKind
from clearway.site.organisations.permissions import check_may_manage_people_of
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
    *,
    by: Membership,
    person: Person,
    organisation: Organisation,
    role: type[Role],
    starts_on: date,
    ended_on: date | None = None,
) -> Membership:
    """Give a person a role in an organisation from a day on; `ended_on` is the first day without it, if known.

    Raises PermissionDenied unless `by` may, and Refused for a role that does not belong there, that the person holds
    already in that time, or that somebody would give to themselves.
    """
    check_may_manage_people_of(by, organisation)
    _check_fits(by, person, organisation, role)
    if ended_on is not None and ended_on <= starts_on:
        raise Refused("The role would end before it begins.", "Choose a later end.", code="ROLE-DATES")
    with transaction.atomic():
        held = Membership.objects.filter(person=person, organisation=organisation, role=role.key)
        held = held.exclude(ended_on__lte=starts_on)
        if (held.filter(starts_on__lt=ended_on) if ended_on else held).exists():
            raise Refused(
                f"{person.name} holds that role there in that time already.",
                "Look at the roles of the person; end the one they hold first.",
                code="ROLE-HELD",
            )
        membership = Membership.objects.create(
            person=person, organisation=organisation, role=role.key, starts_on=starts_on, ended_on=ended_on
        )
        audit.record(
            event="role given",
            by=by,
            subject=membership,
            after={
                "person": person.email,
                "organisation": organisation.code,
                "role": role.key,
                "starts_on": starts_on,
                "ended_on": ended_on,
            },
        )
        notify(
            [person],
            organisation_code=organisation.code,
            kind=NoticeKind.ROLE,
            words=f"You were given a role: {role.display_name} at {organisation.name}, from {words.day(starts_on)}",
            to_do="Read what the role may do, and tell your administrator if it should not be yours.",
            link=reverse("organisations:choose_role"),
            mark=f"role {membership.pk} given",
        )
    return membership


def end_role(*, by: Membership, membership: Membership, on: date, reason: str) -> Membership:
    """End a role: from that day the person no longer holds it, with their very next request when it is today.

    Raises PermissionDenied unless `by` may, and Refused for a day that is gone or a role that is over.
    """
    check_may_manage_people_of(by, membership.organisation)
    if not reason.strip():
        raise Refused("A role is ended for a reason.", "Say why; it is kept in the audit trail.", code="ROLE-REASON")
    today = timezone.localdate()
    with transaction.atomic():
        held = Membership.objects.select_for_update().get(pk=membership.pk)
        if held.ended_on is not None and held.ended_on <= today:
            raise Refused("This role is over already.", "Nothing is left to end.", code="ROLE-OVER")
        if on < today or on < held.starts_on:
            raise Refused("A role cannot end in the past.", "Choose today or a later day.", code="ROLE-DATES")
        membership.ended_on = on
        membership.save(update_fields=["ended_on"])
        audit.record(
            event="role ended",
            by=by,
            subject=membership,
            reason=reason.strip(),
            before={"ended_on": held.ended_on},
            after={"ended_on": on},
        )
    return membership


def _check_fits(by: Membership, person: Person, organisation: Organisation, role: type[Role]) -> None:
    """Refuse a role at the wrong kind of organisation, one for oneself, and one for somebody shut out."""
    if not role.fits(organisation.kind):
        kinds = " or ".join(OrganisationKind(kind).label for kind in sorted(role.held_at))
        raise Refused(
            f"The role {role.display_name} cannot be held at {organisation.name}.",
            f"It is held at: {kinds}.",
            code="ROLE-PLACE",
        )
    if person.pk == by.person_id and not person.is_local_administrator:
        raise Refused(
            "Nobody gives a role to themselves.", "Have another administrator give it to you.", code="ROLE-OWN"
        )
    if not person.is_active:
        raise Refused(f"{person.name} is shut out.", "Let the person in again first.", code="PERSON-SHUT-OUT")

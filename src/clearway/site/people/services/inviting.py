"""Inviting people, sending an invitation again, shutting people out and letting them in."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import transaction

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.accounts.services import add_person, shut_out
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.permissions import check_may_manage_people_of, check_may_manage_person
from clearway.site.organisations.roles import Role
from clearway.site.organisations.services import give_role
from clearway.site.people.mailing import send_link, send_new_role
from clearway.site.people.models import LinkPurpose
from clearway.site.people.services.links import link_address, make_link, withdraw_links


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A role to be given: where, which, from which day; `ended_on` is the first day without it."""

    organisation: Organisation
    role: type[Role]
    starts_on: date
    ended_on: date | None = None


def invite(*, by: Membership, email: str, name: str, wanted: Wanted, site: str) -> tuple[Membership, str]:
    """Give somebody a role, adding them when they are new, and tell them by mail.

    Somebody without a password is sent a link by which they choose one, where passwords sign people in. Returns the
    membership, and why the mail could not be sent or nothing: the role is kept all the same. Raises PermissionDenied
    or Refused.
    """
    check_may_manage_people_of(by, wanted.organisation)
    with transaction.atomic():
        person = Person.objects.filter(email=email.strip().lower()).first() or add_person(by=by, email=email, name=name)
        given = give_role(
            by=by,
            person=person,
            organisation=wanted.organisation,
            role=wanted.role,
            starts_on=wanted.starts_on,
            ended_on=wanted.ended_on,
        )
    try:
        if person.has_usable_password() or not settings.LOCAL_ACCOUNTS:
            send_new_role(given, site)
        else:
            _send(by, person, site)
    except Refused as unsent:
        return given, str(unsent)
    return given, ""


def invite_again(*, by: Membership, person: Person, site: str) -> None:
    """Send somebody who never chose a password a new link; the one before no longer holds. Raises Refused."""
    check_may_manage_person(by, person)
    if person.has_usable_password() or not person.is_active or not settings.LOCAL_ACCOUNTS:
        raise Refused(
            f"{person.name} needs no invitation.",
            "Who has forgotten their password asks for a new one on the sign-in page.",
            code="INVITE-AGAIN",
        )
    _send(by, person, site)


def deactivate(*, by: Membership, person: Person, reason: str) -> None:
    """Shut somebody out with a reason, on every browser at once; their links no longer hold. Raises Refused."""
    if person.pk == by.person_id:
        raise Refused("Nobody shuts themselves out.", "Have another administrator do it.", code="PERSON-OWN")
    if not reason.strip():
        raise Refused("Say why.", "The reason is kept in the audit trail.", code="PERSON-REASON")
    with transaction.atomic():
        shut_out(by=by, person=person, reason=reason.strip())
        withdraw_links(person)


def let_in(*, by: Membership, person: Person, reason: str) -> None:
    """Let somebody in again who was shut out; they hold the roles that have not ended meanwhile."""
    check_may_manage_person(by, person)
    if not reason.strip():
        raise Refused("Say why.", "The reason is kept in the audit trail.", code="PERSON-REASON")
    with transaction.atomic():
        person.is_active = True
        person.save(update_fields=["is_active"])
        audit.record(
            event="person let in again",
            by=by,
            subject=person,
            reason=reason.strip(),
            before={"is_active": False},
            after={"is_active": True},
        )


def _send(by: Membership, person: Person, site: str) -> None:
    held, token = make_link(by=by, person=person, purpose=LinkPurpose.INVITATION)
    send_link(person, held, link_address(site, token))

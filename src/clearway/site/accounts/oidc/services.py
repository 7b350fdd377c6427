"""Signing in whom a sign-in service vouches for. It makes nobody a person: they are known here first, or not let in."""

from django.db import transaction
from django.http import HttpRequest

from clearway.records.findings import Refused
from clearway.site.accounts.factor.policy import Proof
from clearway.site.accounts.factor.services import SIGN_IN
from clearway.site.accounts.models import Person, ServiceAccount
from clearway.site.accounts.oidc.adapter import Claims
from clearway.site.accounts.services import begin_session
from clearway.site.accounts.throttle import short_digest
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.permissions import check_may_manage_person
from clearway.site.organisations.roles import ROLES

FEW = 3


class NotKnown(Exception):
    """The service vouches for somebody whom nobody has added, who is shut out, or known under another account."""


def sign_in_vouched(request: HttpRequest, claims: Claims) -> Person:
    """Sign in the person of these claims; a new session begins. Raises NotKnown; the trail says that it happened."""
    person, because = _person_of(claims)
    if person is None:
        with transaction.atomic():
            subject = ("sign-in", short_digest(f"{claims.issuer} {claims.subject}"))
            audit.record(event="sign-in by service refused", by=SIGN_IN, subject=subject, after={"because": because})
        raise NotKnown
    with transaction.atomic():
        _, is_new = ServiceAccount.objects.get_or_create(person=person, issuer=claims.issuer, subject=claims.subject)
        if is_new:
            audit.record(event="sign-in service linked", by=person, subject=person, after={"issuer": claims.issuer})
        begin_session(request, person, proof=Proof.PROVIDER)
    return person


def unlink(*, by: Membership, person: Person, reason: str) -> None:
    """Forget which account of a sign-in service is a person's: the next one with their verified address is taken up."""
    check_may_manage_person(by, person)
    if not reason.strip():
        raise Refused("A reason is missing.", "Say why; it is kept in the audit trail.", code="UNLINK-REASON")
    with transaction.atomic():
        removed, _ = ServiceAccount.objects.filter(person=person).delete()
        if not removed:
            raise Refused(f"{person.email} has no such account.", "There is nothing to forget.", code="UNLINK-NONE")
        audit.record(event="sign-in service unlinked", by=by, subject=person, reason=reason.strip())


def whom_to_ask() -> list[Person]:
    """A few people who can add somebody: for whoever is vouched for and not known."""
    roles = [role.key for role in ROLES.values() if Permission.MANAGE_PEOPLE in role.permissions]
    held = Membership.objects.active().filter(role__in=roles, person__is_local_administrator=False)
    return list({one.person_id: one.person for one in held.select_related("person")}.values())[:FEW]


def _person_of(claims: Claims) -> tuple[Person | None, str]:
    """Whose claims these are: by the account that was linked once, else by a verified address; or why nobody's.

    An address that changes hands does not bring the rights of its former owner: that account is linked already.
    """
    linked = (
        ServiceAccount.objects.filter(issuer=claims.issuer, subject=claims.subject).select_related("person").first()
    )
    if linked:
        return (linked.person, "") if linked.person.is_active else (None, "shut out")
    if not claims.email or not claims.is_email_verified:
        return None, "no verified address"
    person = Person.objects.filter(email=claims.email, is_active=True).first()
    if person is None:
        return None, "unknown"
    if ServiceAccount.objects.filter(person=person, issuer=claims.issuer).exists():
        return None, "known under another account"
    return person, ""

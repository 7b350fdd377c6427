"""Signing in and out, and making people. Each function is one change, audited inside its transaction."""

from django.conf import settings
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts import throttle
from clearway.site.accounts.factor import waiting
from clearway.site.accounts.factor.policy import PROOF_KEY, Proof
from clearway.site.accounts.factor.services import SIGN_IN, has_factor, proof_by
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permissions import check_may_manage_people, check_may_manage_person

WRONG = "The e-mail address or the password is not right. Check both and try again."
ELSEWHERE = "Passwords sign nobody in here. Use your organisation’s sign-in service."
THROTTLED = "There were too many tries. Wait 15 minutes, then try again."


class SignInRefused(Exception):
    """Nobody was signed in. The words are the same for an unknown person and a wrong password."""


def sign_in(request: HttpRequest, *, email: str, password: str) -> bool:
    """Sign a person in on this browser; a new session begins. Raises SignInRefused with words for the page.

    Returns whether they are signed in: not yet, where a second step is set up, whose code `enter_code` takes next.
    An unknown address costs the same password hash as a wrong password, so time tells nothing either.
    """
    if not settings.LOCAL_ACCOUNTS:
        raise SignInRefused(ELSEWHERE)
    address = request.META.get("REMOTE_ADDR")
    if throttle.is_throttled(email, address):
        throttle.tell_refusal(email)
        raise SignInRefused(THROTTLED)
    person = authenticate(request, username=email, password=password)
    if not isinstance(person, Person):
        with transaction.atomic():
            throttle.remember_failure(email, address)
            audit.record(
                event="sign-in failed",
                by=SIGN_IN,
                subject=("sign-in", throttle.short_digest(email)),
                after={"by": Proof.PASSWORD},
            )
        raise SignInRefused(WRONG)
    if has_factor(person):
        waiting.begin(request, person)
        return False
    begin_session(request, person, proof=Proof.PASSWORD)
    return True


def enter_code(request: HttpRequest, *, person: Person, typed: str) -> None:
    """Sign in whoever has given the right password and now types a code. Raises Refused with words for the page."""
    proof = proof_by(person=person, typed=typed, address=request.META.get("REMOTE_ADDR"))
    waiting.end(request)
    begin_session(request, person, proof=proof)


def begin_session(request: HttpRequest, person: Person, *, proof: Proof) -> None:
    """Begin a session under a new id, for somebody who has shown who they are; failures of theirs are forgotten."""
    with transaction.atomic():
        throttle.forget_failures(person.email)
        login(request, person)
        request.session["signed_in_at"] = request.session["seen_at"] = timezone.now().timestamp()
        request.session[PROOF_KEY] = proof
        audit.record(event="signed in", by=person, subject=person, after={"by": proof})


def sign_out(request: HttpRequest, *, reason: str = "") -> None:
    """End the session for good: the cookie of a session that was signed out opens nothing."""
    person = request.user
    with transaction.atomic():
        if isinstance(person, Person):
            audit.record(event="signed out", by=person, subject=person, reason=reason)
        logout(request)


def add_person(*, by: Membership, email: str, name: str, password: str | None = None) -> Person:
    """Add somebody. They can do nothing until they are given a role; without a password they cannot sign in."""
    check_may_manage_people(by)
    if password is not None:
        check_password_strength(password)
    try:
        with transaction.atomic():
            person = Person.objects.create_person(email=email, name=name, password=password)
            audit.record(event="person added", by=by, subject=person, after={"email": person.email})
    except ValidationError as error:
        raise Refused(
            f"{email!r} cannot be added: {' '.join(error.messages)}",
            "Check the address, or look whether the person is there already.",
            code="PERSON-INVALID",
        ) from error
    return person


def set_password(*, by: Membership, person: Person, password: str) -> None:
    """Give a person a new password; all their sessions end."""
    check_may_manage_person(by, person)
    check_password_strength(password)
    with transaction.atomic():
        person.set_password(password)
        person.save(update_fields=["password"])
        audit.record(event="password set", by=by, subject=person)


def shut_out(*, by: Membership, person: Person, reason: str) -> None:
    """Shut somebody out at once, on every browser. Their rows and their trail stay."""
    check_may_manage_person(by, person)
    with transaction.atomic():
        person.is_active = False
        person.save(update_fields=["is_active"])
        audit.record(
            event="person shut out",
            by=by,
            subject=person,
            reason=reason,
            before={"is_active": True},
            after={"is_active": False},
        )


def check_password_strength(password: str) -> None:
    """Refuse a password that is short or well known."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused(
            "The password is too weak: " + " ".join(error.messages),
            "Choose one of at least 12 characters that is not a common word.",
            code="PASSWORD-WEAK",
        ) from error

"""Setting a second step up, using it, taking it away. Each function is one change, audited inside its transaction."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts import throttle
from clearway.site.accounts.factor import recovery, secret
from clearway.site.accounts.factor.policy import Proof, has_second_steps
from clearway.site.accounts.models import Person, RecoveryCode, SecondFactor
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permissions import check_may_manage_person

SIGN_IN = SystemProcess("sign-in")
THROTTLED = ("There were too many tries.", "Wait 15 minutes, then try again.")
WRONG = ("That code is not right, or was used already.", "Wait for the next one in your app and type that.")


def has_factor(person: Person) -> bool:
    """Whether a code is asked of this person after the password."""
    return SecondFactor.objects.filter(person=person).exists()


def sealed_secret(person: Person) -> str:
    """A new secret for a person to set up, sealed: it waits in their session until a code proves that it arrived."""
    return secret.seal(secret.new_secret(), key=_key("second step"), person=person.pk)


def opened(sealed: str, person: Person) -> str:
    """A sealed secret of a person in clear, for the page that shows it while it is set up."""
    return secret.unseal(sealed, key=_key("second step"), person=person.pk)


def set_up(*, person: Person, sealed: str, code: str, address: str | None) -> list[str]:
    """Keep a secret that the person's telephone has, as its code shows. Returns the recovery codes, in clear this once.

    Refused in a demo, with a wrong code, after too many tries, and when a second step is set up already.
    """
    if not has_second_steps():
        raise Refused(
            "A demo has no second step: everybody knows its passwords.",
            "Try it on a live store.",
            code="SECOND-STEP-DEMO",
        )
    if has_factor(person):
        raise Refused(
            "A second step is set up already.", "Take it away first, with a code of it.", code="SECOND-STEP-THERE"
        )
    _check_not_throttled(person, address)
    step = secret.step_of(_digits(code), secret=opened(sealed, person), now=timezone.now())
    if step is None:
        raise _wrong_code(person, address)
    with transaction.atomic():
        factor = SecondFactor.objects.create(person=person, sealed=sealed, last_step=step)
        throttle.forget_failures(person.email)
        audit.record(event="second step set up", by=person, subject=person)
        return _new_codes(factor)


def proof_by(*, person: Person, typed: str, address: str | None) -> Proof:
    """What a code proves that was typed after the password, or before a change to the second step; it counts once.

    Refused, in the same words, for wrong and for used codes; and after too many tries, of passwords and codes together.
    """
    _check_not_throttled(person, address)
    with transaction.atomic():
        proof = _code_used(person, typed) or _recovery_code_used(person, typed)
    if proof is None:
        raise _wrong_code(person, address)
    return proof


def renew_codes(*, person: Person, typed: str, address: str | None) -> list[str]:
    """Ten new recovery codes for whoever gives a right code; the former ones end. Returned in clear this once."""
    proof_by(person=person, typed=typed, address=address)
    with transaction.atomic():
        audit.record(event="recovery codes renewed", by=person, subject=person)
        return _new_codes(SecondFactor.objects.get(person=person))


def take_away(*, person: Person, typed: str, address: str | None) -> None:
    """Take the person's own second step away, against a right code of it."""
    proof_by(person=person, typed=typed, address=address)
    with transaction.atomic():
        SecondFactor.objects.filter(person=person).delete()
        audit.record(event="second step taken away", by=person, subject=person)


def reset(*, by: Membership, person: Person, reason: str) -> None:
    """Take somebody else's second step away, because the telephone and the recovery codes are lost.

    Their sessions end. Where their role asks for a second step, they set one up anew before anything else. Refused
    without a reason, for oneself, and for somebody who has none.
    """
    from clearway.site.people.services.sessions import drop_sessions  # it stands above this app

    check_may_manage_person(by, person)
    if by.person_id == person.pk:
        raise Refused(
            "Your own second step is not reset by yourself.",
            "Use one of its codes on your own page, or ask another administrator.",
            code="SECOND-STEP-OWN",
        )
    if not reason.strip():
        raise Refused("A reason is missing.", "Say why; it is kept in the audit trail.", code="SECOND-STEP-REASON")
    with transaction.atomic():
        removed, _ = SecondFactor.objects.filter(person=person).delete()
        if not removed:
            raise Refused(f"{person.email} has no second step.", "There is nothing to reset.", code="SECOND-STEP-NONE")
        drop_sessions(person)
        audit.record(event="second step reset", by=by, subject=person, reason=reason.strip())


def _code_used(person: Person, typed: str) -> Proof | None:
    """Use up the step whose code was typed. Of two requests with one code, only the first moves the step on."""
    factor = SecondFactor.objects.filter(person=person).first()
    if factor is None:
        return None
    step = secret.step_of(
        _digits(typed), secret=opened(factor.sealed, person), now=timezone.now(), after=factor.last_step
    )
    if step is None:
        return None
    moved = SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step)
    return Proof.CODE if moved else None


def _recovery_code_used(person: Person, typed: str) -> Proof | None:
    """Use up a recovery code; the trail says that one was used, and how many are left."""
    digest = recovery.digest_of(typed, key=_key("recovery codes"), person=person.pk)
    unused = RecoveryCode.objects.filter(factor__person=person, used_at=None)
    if not unused.filter(digest=digest).update(used_at=timezone.now()):
        return None
    audit.record(event="recovery code used", by=person, subject=person, after={"left": unused.count()})
    return Proof.RECOVERY_CODE


def _new_codes(factor: SecondFactor) -> list[str]:
    factor.codes.all().delete()
    codes, key = recovery.new_codes(), _key("recovery codes")
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=recovery.digest_of(code, key=key, person=factor.person_id)) for code in codes
    )
    return codes


def _check_not_throttled(person: Person, address: str | None) -> None:
    if throttle.is_throttled(person.email, address):
        throttle.tell_refusal(person.email)
        raise Refused(*THROTTLED, code="THROTTLED")


def _wrong_code(person: Person, address: str | None) -> Refused:
    with transaction.atomic():
        throttle.remember_failure(person.email, address)
        audit.record(event="second step failed", by=SIGN_IN, subject=person, after={"by": "code"})
    return Refused(*WRONG, code="SECOND-STEP-WRONG")


def _digits(typed: str) -> str:
    return "".join(typed.split())


def _key(purpose: str) -> bytes:
    return settings.STORE_KEY.for_purpose(purpose)

"""Signing a part, sending one back, and closing a form."""

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.forms.holding import draft_of
from clearway.site.forms.models import CaseState, FormCase, FormPart, FormSignature, FormTheme, PartState
from clearway.site.forms.permissions import check_may_close, check_may_send_back, check_may_sign
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.response import response
from clearway.site.forms.services.filling import AnswersRefused, judged
from clearway.site.forms.services.steps import step
from clearway.site.forms.services.telling import tell_sent_back, tell_signed
from clearway.site.forms.types_held import form_of_case
from clearway.site.organisations.models import Membership

LONGEST_REASON = 1_000


def sign(*, by: Membership, part: FormPart) -> FormPart:
    """Sign a part: what is asked is answered, and stands from now on. The last signature signs the form.

    Raises PermissionDenied, or AnswersRefused with what is missing.
    """
    check_may_sign(by, part, form_of_case(part.case).party(part.party))
    return keep_signature(by=by, part=part, name=by.person.name, role=by.role_class.display_name)


def keep_signature(*, by: Actor, part: FormPart, name: str, role: str) -> FormPart:
    """Sign on behalf of whoever was let in: a membership, or the holder of an invitation."""
    with transaction.atomic():
        case = FormCase.unscoped.select_for_update().get(pk=part.case_id)
        held = FormPart.unscoped.select_for_update().get(pk=part.pk)
        if held.state == PartState.SIGNED:
            raise Refused("This part is signed already.", "Nothing is to be done.", code="FORM-SIGNED")
        answered = draft_of(held)
        if found := judged(answered, held.party, is_final=True):
            raise AnswersRefused(found)
        now, email = timezone.now(), by.as_actor().name
        held.state, held.signed_by, held.signed_name, held.signed_role = PartState.SIGNED, email, name, role
        held.signed_at = now
        held.save(update_fields=["state", "signed_by", "signed_name", "signed_role", "signed_at"])
        told = response(answered, status="completed", parties=[held.party], authored=now.isoformat(timespec="seconds"))
        FormSignature.unscoped.create(
            part=held, answers=written(told), signed_by=email, signed_name=name, signed_role=role, signed_at=now
        )
        step(by=by, case=case, part=held, what="signed")
        audit.record(event="form part signed", by=by, subject=held, after={"party": held.party, "role": role})
        _settle(case)
        tell_signed(case, held, by=email)
    return held


def send_back(*, by: Membership, part: FormPart, reason: str) -> FormPart:
    """Send a signed part back to its organisation, with a reason. Themes found in it no longer stand.

    Raises PermissionDenied, or Refused without a reason.
    """
    check_may_send_back(by, part)
    words = checked_words(reason, what="The reason", longest=LONGEST_REASON)
    with transaction.atomic():
        case = FormCase.unscoped.select_for_update().get(pk=part.case_id)
        held = FormPart.unscoped.select_for_update().get(pk=part.pk)
        if held.state != PartState.SIGNED or case.state == CaseState.CLOSED:
            raise Refused("This part is not signed, or the form is closed.", "Look at it again.", code="FORM-STATE")
        held.state = PartState.SENT_BACK
        held.save(update_fields=["state"])
        FormTheme.unscoped.filter(part=held, withdrawn_at=None).update(withdrawn_at=timezone.now())
        step(by=by, case=case, part=held, what="sent back", reason=words)
        audit.record(event="form part sent back", by=by, subject=held, reason=words, after={"party": held.party})
        _settle(case)
        tell_sent_back(held, by=by.person.email)
    return held


def close(*, by: Membership, case: FormCase) -> FormCase:
    """Close a form: nothing in it changes any more. Raises PermissionDenied."""
    check_may_close(by, case)
    with transaction.atomic():
        held = FormCase.unscoped.select_for_update().get(pk=case.pk)
        check_may_close(by, held)
        held.state = CaseState.CLOSED
        held.save(update_fields=["state"])
        step(by=by, case=held, what="closed")
        audit.record(event="form closed", by=by, subject=held)
    return held


def _settle(case: FormCase) -> None:
    """The state of the form follows from those of its parts."""
    states = set(FormPart.unscoped.filter(case=case).values_list("state", flat=True))
    if states == {PartState.SIGNED}:
        case.state = CaseState.SIGNED
    else:
        case.state = CaseState.SENT_BACK if PartState.SENT_BACK in states else CaseState.DRAFT
    case.save(update_fields=["state"])

"""Inviting somebody without an account to complete one part of one form, once.

The link holds a token of 256 bits; this database holds its keyed hash alone, so that nobody who reads the database can
use it. The holder meets the one part and nothing of any other.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.audit.actors import ActorLine
from clearway.site.forms.attempts import note_attempt
from clearway.site.forms.holding import draft_of
from clearway.site.forms.models import FormInvitation, FormPart, PartState
from clearway.site.forms.permissions import check_may_invite
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.services.filling import keep_answers
from clearway.site.forms.services.signing import keep_signature
from clearway.site.forms.services.steps import step
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership

LASTS = timedelta(days=14)
INVITED = "invited"


@dataclass(frozen=True, slots=True)
class Invited:
    """Whoever holds an invitation: nobody by name, known by the number of the invitation alone."""

    invitation: FormInvitation

    def as_actor(self) -> ActorLine:
        """The line that the audit trail keeps."""
        part = self.invitation.part
        name = f"holder of invitation {self.invitation.pk}"
        return ActorLine(kind="invited", name=name, organisation_code=part.organisation_code, role=INVITED)


def invite(*, by: Membership, part: FormPart) -> str:
    """Make an invitation to a part and return its token, which is shown once. Earlier ones no longer hold.

    Raises PermissionDenied.
    """
    check_may_invite(by, part)
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        FormInvitation.unscoped.filter(part=part, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
        made = FormInvitation.unscoped.create(
            part=part,
            organisation_code=by.organisation.code,
            token_digest=token_digest(token),
            made_by=by.person.email,
            made_at=now,
            expires_at=now + LASTS,
        )
        step(by=by, case=part.case, part=part, what="invitation made")
        audit.record(
            event="form invitation made", by=by, subject=made, after={"part": part.pk, "until": made.expires_at}
        )
    return token


def withdraw_invitations(*, by: Membership, part: FormPart) -> int:
    """Take back every invitation to a part that has not been used; returns how many."""
    check_may_invite(by, part)
    with transaction.atomic():
        open_ones = FormInvitation.unscoped.filter(part=part, used_at=None, withdrawn_at=None)
        count = open_ones.update(withdrawn_at=timezone.now())
        if count:
            step(by=by, case=part.case, part=part, what="invitation withdrawn")
            audit.record(event="form invitation withdrawn", by=by, subject=part, after={"invitations": count})
    return count


def open_invitation(token: str, *, address: str | None) -> FormInvitation:
    """The invitation of a token. Refused, always in the same words, when there is none that still holds."""
    note_attempt("invitation", address)
    with every_row("form invitation"):
        found = (
            FormInvitation.unscoped.select_related("part__case__type_version")
            .filter(token_digest=token_digest(token))
            .first()
        )
        if found is None or not _holds(found):
            raise Refused(
                "This invitation does not hold: it was used, taken back, or is over.",
                "Ask whoever sent it for a new one.",
                code="FORM-INVITATION",
            )
        return found


def invited_answers(invitation: FormInvitation) -> Answered:
    """What the part of an invitation holds, for its holder."""
    with every_row("form invitation"):
        return draft_of(invitation.part)


def save_invited(*, invitation: FormInvitation, answers: Mapping[Place, tuple[Value, ...]], revision: int) -> FormPart:
    """Save answers as the holder of an invitation. Raises AnswersRefused or SavedMeanwhile."""
    with every_row("form invitation"), transaction.atomic():
        _check_holds(invitation)
        return keep_answers(by=Invited(invitation), part=invitation.part, answers=answers, revision=revision)


def sign_invited(*, invitation: FormInvitation, name: str, role: str) -> FormPart:
    """Sign the part as the holder of an invitation, who says their name and role. The invitation is used up.

    Raises AnswersRefused with what is missing, or Refused.
    """
    told = [checked_words(one, what=what, longest=100) for one, what in ((name, "Your name"), (role, "Your role"))]
    with every_row("form invitation"), transaction.atomic():
        _check_holds(invitation)
        part = keep_signature(
            by=Invited(invitation), part=invitation.part, name=told[0], role=f"{told[1]} (by invitation)"
        )
        FormInvitation.unscoped.filter(pk=invitation.pk).update(used_at=timezone.now())
        audit.record(event="form invitation used", by=Invited(invitation), subject=invitation)
    return part


def token_digest(token: str) -> str:
    """The keyed hash under which a token is kept."""
    key = settings.STORE_KEY.for_purpose("form invitations")
    return hmac.new(key, token.encode(), hashlib.sha256).hexdigest()


def _check_holds(invitation: FormInvitation) -> None:
    held = FormInvitation.unscoped.select_for_update().get(pk=invitation.pk)
    if not _holds(held):
        raise Refused("This invitation no longer holds.", "Ask for a new one.", code="FORM-INVITATION")


def _holds(held: FormInvitation) -> bool:
    is_open = held.used_at is None and held.withdrawn_at is None and timezone.now() < held.expires_at
    return is_open and held.part.state != PartState.SIGNED

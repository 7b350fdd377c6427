"""What a member of the public sends, without an account: kept whole at once, with nothing about who sent it."""

from collections.abc import Mapping

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.audit.actors import SystemProcess
from clearway.site.forms.attempts import note_attempt
from clearway.site.forms.models import (
    CaseState,
    FormAccess,
    FormCase,
    FormPart,
    FormSignature,
    PartState,
)
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.response import response
from clearway.site.forms.services.filling import AnswersRefused, judged
from clearway.site.forms.services.steps import step
from clearway.site.forms.services.types import version_in_use
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Organisation, OrganisationKind

PUBLIC = SystemProcess("public form")


def receive(*, form: FormType, answers: Mapping[Place, tuple[Value, ...]], address: str | None) -> FormCase:
    """Keep what somebody of the public sent. It belongs to the alliance of this store.

    Raises Refused when it comes too often or the form is not a public one, AnswersRefused for what does not fit.
    """
    if not form.is_public:
        raise Refused("This form is not open to the public.", "Ask who sent you here.", code="FORM-PUBLIC")
    answered = Answered(form, {place: values for place, values in answers.items() if values})
    party = form.parties[0].id
    if found := judged(answered, party, is_final=True):
        raise AnswersRefused(found)
    note_attempt("feedback", address)
    with every_row("public form"), transaction.atomic():
        owner = _owner()
        now = timezone.now()
        case = FormCase.unscoped.create(
            type_version=version_in_use(form, by=PUBLIC),
            subject=form.title,
            owner_code=owner,
            started_by=PUBLIC.name,
            started_at=now,
            due_on=None,
            state=CaseState.SIGNED,
            alliance_sees=form.alliance_sees.value,
        )
        FormAccess.unscoped.create(case=case, organisation_code=owner)
        part = FormPart.unscoped.create(
            case=case,
            party=party,
            organisation_code=owner,
            state=PartState.SIGNED,
            signed_by=PUBLIC.name,
            signed_name="A member of the public",
            signed_role="Public",
            signed_at=now,
        )
        told = response(answered, status="completed", parties=[party], authored=now.isoformat(timespec="seconds"))
        FormSignature.unscoped.create(
            part=part, answers=written(told), signed_by=PUBLIC.name, signed_name="", signed_role="Public", signed_at=now
        )
        step(by=PUBLIC, case=case, part=part, what="sent")
        audit.record(event="public form received", by=PUBLIC, subject=case, after={"type": form.id})
    return case


def _owner() -> str:
    """The alliance that this store is kept for."""
    if settings.STORE is not None:
        return str(settings.STORE.alliance)
    held = Organisation.objects.filter(kind=OrganisationKind.ALLIANCE).first()
    if held is None:
        raise Refused("This store has no alliance yet.", "Come back later.", code="FORM-PUBLIC")
    return held.code

"""Marking themes in the answers of a signed part, and taking them away."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.forms.holding import signed_of
from clearway.site.forms.models import FormPart, FormTheme
from clearway.site.forms.permissions import check_may_code
from clearway.site.forms.questionnaire.answers import Place
from clearway.site.forms.services.steps import step
from clearway.site.organisations.models import Membership


def code_answer(*, by: Membership, part: FormPart, place: Place, themes: Collection[str]) -> list[FormTheme]:
    """Say which themes an answer speaks of: exactly these, whatever was marked before.

    Raises PermissionDenied, or Refused for an answer that is not there or a theme that the form does not have.
    """
    check_may_code(by, part)
    answered = signed_of(part)
    known = {one.code for one in answered.form.themes}
    if place not in answered.counted():
        raise Refused("There is no such answer in this part.", "Open the page anew.", code="FORM-THEME")
    if not set(themes) <= known:
        raise Refused("The form has no such theme.", "Choose from its list.", code="FORM-THEME")
    with transaction.atomic():
        FormPart.unscoped.select_for_update().get(pk=part.pk)
        held = FormTheme.unscoped.filter(part=part, question=place.question, turn=place.turn, withdrawn_at=None)
        before = {one.theme: one for one in held}
        now = timezone.now()
        gone = sorted(set(before) - set(themes))
        held.filter(theme__in=gone).update(withdrawn_at=now)
        added = sorted(set(themes) - set(before))
        FormTheme.unscoped.bulk_create(
            FormTheme(
                part=part, question=place.question, turn=place.turn, theme=one, coded_by=by.person.email, coded_at=now
            )
            for one in added
        )
        if added or gone:
            step(by=by, case=part.case, part=part, what="themes marked")
            audit.record(
                event="form themes marked",
                by=by,
                subject=part,
                before={"question": place.question, "themes": sorted(before)},
                after={"question": place.question, "themes": sorted(themes)},
            )
    return list(FormTheme.unscoped.filter(part=part, withdrawn_at=None))

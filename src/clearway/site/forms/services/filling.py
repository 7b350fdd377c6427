"""Saving a draft of a part: what was typed is kept, whole or not at all, and never over somebody else's saving."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site import words as say
from clearway.site.annotations.wording import could_identify
from clearway.site.audit import services as audit
from clearway.site.audit.actors import Actor
from clearway.site.forms.holding import draft_of
from clearway.site.forms.models import FormDraft, FormPart
from clearway.site.forms.permissions import check_may_fill
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.item import Value
from clearway.site.forms.questionnaire.json_text import written
from clearway.site.forms.questionnaire.judging import AnswerProblem, problems
from clearway.site.forms.questionnaire.response import response
from clearway.site.forms.services.steps import step
from clearway.site.organisations.models import Membership

MANY_DIGITS = "holds nine digits or more in a row, which could be an NHS number. Leave it out"


class AnswersRefused(Refused):
    """Answers that do not fit: `problems` says each, with its place."""

    def __init__(self, found: list[AnswerProblem]) -> None:
        super().__init__("Some answers do not fit.", "Mend them; nothing was saved.", code="FORM-ANSWERS")
        self.problems = found


class SavedMeanwhile(Refused):
    """Somebody saved the part since it was opened. `part` is as it is now."""

    def __init__(self, part: FormPart, by_name: str, at: str) -> None:
        super().__init__(
            f"{by_name} saved this part on {at}, after you had opened it.",
            "Look at what they wrote beside your answers, and save again to keep yours.",
            code="FORM-STALE",
        )
        self.part = part


def save(*, by: Membership, part: FormPart, answers: Mapping[Place, tuple[Value, ...]], revision: int) -> FormPart:
    """Save answers to a part: the places named take the new values, the others keep theirs.

    `revision` is the one that was opened. Raises PermissionDenied, SavedMeanwhile, or AnswersRefused.
    """
    check_may_fill(by, part)
    return keep_answers(by=by, part=part, answers=answers, revision=revision)


def keep_answers(*, by: Actor, part: FormPart, answers: Mapping[Place, tuple[Value, ...]], revision: int) -> FormPart:
    """Save answers on behalf of whoever was let in: a membership, or the holder of an invitation."""
    with transaction.atomic():
        rows = FormPart.unscoped.select_related("case__type_version").select_for_update(of=("self",))
        held = rows.get(pk=part.pk)
        _check_newest(held, revision)
        before = draft_of(held)
        given = dict(before.given) | dict(answers)
        after = Answered(before.form, {place: values for place, values in given.items() if values})
        if found := judged(after, held.party, is_final=False):
            raise AnswersRefused(found)
        changed = sorted({one.question for one in {*before.given, *given} if before.given.get(one) != given.get(one)})
        if not changed and held.revision:
            return held
        kept = response(after, status="in-progress", parties=[held.party], all_given=True)
        held.revision += 1
        held.save(update_fields=["revision"])
        FormDraft.unscoped.create(
            part=held,
            organisation_code=held.organisation_code,
            number=held.revision,
            answers=written(kept),
            changed=changed,
            saved_by=by.as_actor().name,
            saved_name=by.person.name if isinstance(by, Membership) else by.as_actor().name,
            saved_at=timezone.now(),
        )
        step(by=by, case=held.case, part=held, what="saved")
        audit.record(event="form saved", by=by, subject=held, after={"revision": held.revision, "questions": changed})
    return held


def judged(answered: Answered, party: str, *, is_final: bool) -> list[AnswerProblem]:
    """What is wrong with answers: by the form, and by what no form may hold."""
    found = problems(answered, party=party, is_final=is_final)
    for place, values in answered.given.items():
        if any(isinstance(one, str) and could_identify(one) for one in values):
            found.append(AnswerProblem(place, f"“{answered.form.item(place.question).text}” {MANY_DIGITS}"))
    return found


def _check_newest(held: FormPart, revision: int) -> None:
    if held.revision == revision:
        return
    newest = FormDraft.unscoped.filter(part=held).order_by("-number").first()
    raise SavedMeanwhile(
        held, newest.saved_name if newest else "Somebody", say.moment(newest.saved_at) if newest else ""
    )

"""Raising a question about variation, answering and closing it; asking before a meeting, and answering after it."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations import own
from clearway.site.audit import services as audit
from clearway.site.groups.models import AgendaItem, Group, ItemQuestion, MeetingState, Question, QuestionState
from clearway.site.groups.permissions import check_may_answer, check_may_ask, check_may_keep, check_may_raise
from clearway.site.groups.services.telling import tell_answered, tell_item_answered, tell_raised
from clearway.site.groups.services.wording import check_new, text
from clearway.site.operational.locks import one_writer
from clearway.site.organisations.models import Membership, Organisation

WRITES = "questions"
MOST_OF_ONE = 20
"""No more questions than this are asked by one person on one item."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What is asked of whom, about which measure and place, and until when a reply is hoped for."""

    organisation: Organisation
    words: str
    reply_by: date
    measure: str = ""
    place: str = ""
    group: Group | None = None


def raise_question(*, by: Membership, asking: Asking) -> Question:
    """Raise a question with an organisation; who answers for it is told. Raises PermissionDenied, or Refused."""
    check_may_raise(by)
    today = timezone.localdate()
    if asking.reply_by < today:
        raise Refused("The reply would be due before today.", "Enter a later day.", code="QUESTION-DATES")
    if asking.measure and asking.measure not in own.catalogue().measures:
        raise Refused("There is no measure of that name.", "Choose one of the list.", code="QUESTION-MEASURE")
    with transaction.atomic():
        one_writer(WRITES)
        said = text(asking.words, what="The question", longest=2_000)
        same = Question.unscoped.filter(organisation_code=asking.organisation.code, words=said)
        check_new(same.filter(state=QuestionState.OPEN, reply_by=asking.reply_by), what="This question")
        made = Question.unscoped.create(
            organisation_code=asking.organisation.code,
            organisation_name=asking.organisation.name,
            asked_from=by.organisation.code,
            group=asking.group,
            measure=asking.measure,
            place=asking.place,
            words=said,
            reply_by=asking.reply_by,
            raised_by=by.person.email,
            raised_name=by.person.name,
            raised_at=timezone.now(),
        )
        after = {"organisation": made.organisation_code, "measure": made.measure, "reply_by": made.reply_by}
        audit.record(event="question raised", by=by, subject=made, after=after)
        tell_raised(made)
    return made


def answer_question(*, by: Membership, question: Question, words: str) -> Question:
    """Answer for the organisation that was asked; those who raise questions are told."""
    check_may_answer(by, question)
    with transaction.atomic():
        held = _still_open(question)
        held.state, held.reply = QuestionState.ANSWERED, text(words, what="The reply", longest=5_000)
        held.replied_by, held.replied_name, held.replied_at = by.person.email, by.person.name, timezone.now()
        held.save()
        audit.record(event="question answered", by=by, subject=held)
        tell_answered(held)
    return held


def close_question(*, by: Membership, question: Question, reason: str) -> Question:
    """Close a question that needs no reply any more, with a reason that the organisation reads."""
    check_may_raise(by)
    with transaction.atomic():
        held = _still_open(question)
        held.state, held.closed_because = QuestionState.CLOSED, text(reason, what="The reason", longest=500)
        held.save()
        audit.record(event="question closed", by=by, subject=held, reason=held.closed_because)
    return held


def ask_on_item(*, by: Membership, item: AgendaItem, words: str) -> ItemQuestion:
    """Ask on an item before its meeting. Refused once it is held: then questions are asked in the room."""
    check_may_ask(by)
    with transaction.atomic():
        held = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=item.pk)
        if held.meeting.state != MeetingState.PLANNED:
            raise Refused("This meeting is held or cancelled.", "Ask before the next one.", code="ASK-LATE")
        if held.questions.filter(asked_by=by.person.email).count() >= MOST_OF_ONE:
            raise Refused(
                f"You asked {MOST_OF_ONE} questions on this item.", "Ask the others in the meeting.", code="ASK-MANY"
            )
        said = text(words, what="The question", longest=2_000)
        check_new(held.questions.filter(asked_by=by.person.email, words=said), what="This question")
        made = ItemQuestion.objects.create(
            item=held,
            words=said,
            asked_by=by.person.email,
            asked_name=by.person.name,
            asked_at=timezone.now(),
        )
        audit.record(event="question asked before a meeting", by=by, subject=made, after={"item": held.pk})
    return made


def answer_on_item(*, by: Membership, question: ItemQuestion, words: str) -> ItemQuestion:
    """Answer what was asked on an item; who asked is told. It can be made better later: the last answer is shown."""
    check_may_keep(by)
    with transaction.atomic():
        held = ItemQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk)
        held.answer = text(words, what="The answer", longest=5_000)
        held.answered_by, held.answered_name, held.answered_at = by.person.email, by.person.name, timezone.now()
        held.save()
        audit.record(event="question before a meeting answered", by=by, subject=held)
        tell_item_answered(held)
    return held


def _still_open(question: Question) -> Question:
    held = Question.unscoped.select_for_update().get(pk=question.pk)
    if held.state != QuestionState.OPEN:
        raise Refused("This question is answered or closed already.", "Open it again and read.", code="QUESTION-OVER")
    return held

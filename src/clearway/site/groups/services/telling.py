"""Telling people of meetings and actions: who sits in the group, and owners, as far as they sign in here."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from clearway.site import words
from clearway.site.accounts.models import Person
from clearway.site.groups.models import (
    Action,
    Holder,
    ItemQuestion,
    Meeting,
    MeetingState,
    Question,
    QuestionState,
    Terms,
)
from clearway.site.notifications.models import NoticeKind
from clearway.site.notifications.services import notify, people_of
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission

REMINDED_BEFORE = timedelta(days=7)


def tell_planned(meeting: Meeting, *, apart_from: str) -> None:
    """Tell of a meeting that was planned or moved."""
    said = f"{meeting.group.name} meets on {words.day(meeting.day)}"
    _tell(sitting_in(meeting), said, "Put it into your calendar and read the agenda.", meeting, "when", apart_from)


def tell_cancelled(meeting: Meeting, *, apart_from: str) -> None:
    """Tell of a meeting that was cancelled."""
    said = f"{meeting.group.name} does not meet on {words.day(meeting.day)}"
    _tell(sitting_in(meeting), said, "Take it out of your calendar.", meeting, "cancelled", apart_from)


def tell_action(action: Action) -> None:
    """Tell the owner of a new action."""
    if action.owner:
        said = f"{action.group.name}: an action is yours, due on {words.day(action.due_on)}"
        _given(action.owner, said, "Do it, and say what came of it.", reverse("groups:actions"), f"action {action.pk}")


def tell_raised(question: Question) -> None:
    """Tell those who answer for an organisation that a question was raised with it."""
    said = f"The alliance asks you a question; a reply is hoped for by {words.day(question.reply_by)}"
    _asked(question, said, "raised")


def tell_answered(question: Question) -> None:
    """Tell those of the alliance who raise questions that one was answered."""
    notify(
        people_of(question.asked_from, Permission.RAISE_QUESTIONS),
        organisation_code=question.asked_from,
        kind=NoticeKind.QUESTION,
        words=f"{question.organisation_name} answered a question",
        to_do="Read the reply, and take it to the group that asked.",
        link=reverse("groups:question", args=[question.pk]),
        mark=f"question {question.pk} answered",
    )


def tell_item_answered(question: ItemQuestion) -> None:
    """Tell whoever asked before a meeting that there is an answer."""
    person = Person.objects.filter(email=question.asked_by).first()
    if person and question.answered_at:
        mark = f"item question {question.pk} {question.answered_at:%Y-%m-%d %H:%M:%S}"
        _given(
            person, "A question that you asked before a meeting is answered", "Read it.", reverse("groups:you"), mark
        )


def _asked(question: Question, said: str, step: str) -> None:
    notify(
        people_of(question.organisation_code, Permission.ANSWER_QUESTIONS),
        organisation_code=question.organisation_code,
        kind=NoticeKind.QUESTION,
        words=said,
        to_do="Read it and reply; it is no judgement.",
        link=reverse("groups:question", args=[question.pk]),
        mark=f"question {question.pk} {step}",
    )


def remind(today: date) -> int:
    """Tell people of meetings and actions within a week, of actions that are overdue, and keepers of terms that are.

    Each is told once of each. Returns of how many things.
    """
    ahead = today + REMINDED_BEFORE
    told = 0
    with transaction.atomic():
        for meeting in _meetings_until(today, ahead):
            said = f"{meeting.group.name} meets on {words.day(meeting.day)}"
            _tell(sitting_in(meeting), said, "Read the papers; send apologies if need be.", meeting, "soon", "")
            told += 1
        for action in (
            Action.objects.filter(done_on=None, due_on__lte=ahead).exclude(owner=None).select_related("group")
        ):
            told += _remind_of(action, today)
        with every_row("question reminders"):
            near = list(Question.unscoped.filter(state=QuestionState.OPEN, reply_by__lte=ahead))
        for question in near:
            _asked(question, f"A reply to the alliance is hoped for by {words.day(question.reply_by)}", "soon")
            told += 1
        for terms in _terms_due(today):
            told += _tell_keepers(terms)
    return told


def sitting_in(meeting: Meeting) -> QuerySet[Person]:
    """The people of Clearway who sit in the group on the day of a meeting."""
    held = Holder.objects.on(meeting.day).filter(seat__group=meeting.group).exclude(person=None)
    return Person.objects.filter(pk__in=held.values("person")).order_by("pk")


def _meetings_until(today: date, ahead: date) -> Iterable[Meeting]:
    rows = Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__date__gte=today, starts_at__date__lte=ahead)
    return rows.select_related("group")


def _remind_of(action: Action, today: date) -> int:
    state = action.state(today)
    when = f"was due on {words.day(action.due_on)}" if state == "overdue" else f"is due on {words.day(action.due_on)}"
    to_do = "Say what came of it, or tell the secretary what holds it up."
    if action.owner:
        said = f"{action.group.name}: an action of yours {when}"
        _given(action.owner, said, to_do, reverse("groups:actions"), f"action {action.pk} {state}")
    return 1


def _terms_due(today: date) -> list[Terms]:
    newest: dict[int, Terms] = {}
    rows = Terms.objects.filter(group__ended_on=None, group__history="").select_related("group").order_by("version")
    for one in rows:
        newest[one.group_id] = one
    return [one for one in newest.values() if one.review_by < today]


def _tell_keepers(terms: Terms) -> int:
    said = f"Terms of reference of {terms.group.name} were due for review by {words.day(terms.review_by)}"
    link = reverse("groups:group", args=[terms.group_id])
    for one in Membership.objects.active().select_related("person", "organisation"):
        if one.may(Permission.KEEP_GROUPS) and one.organisation.kind == "alliance":
            notify(
                [one.person],
                organisation_code=one.organisation.code,
                kind=NoticeKind.MEETING,
                words=said,
                to_do="Take them to a meeting, and record the new version.",
                link=link,
                mark=f"terms {terms.pk} overdue",
            )
    return 1


def _tell(people: Iterable[Person], said: str, to_do: str, meeting: Meeting, step: str, apart_from: str) -> None:
    mark = f"meeting {meeting.pk} {step} {timezone.localtime(meeting.starts_at):%Y-%m-%d %H:%M}"
    for person in people:
        if person.email != apart_from:
            _given(person, said, to_do, reverse("groups:meeting", args=[meeting.pk]), mark)


def _given(person: Person, said: str, to_do: str, link: str, mark: str) -> None:
    """Tell one person in each organisation from which they read groups."""
    for one in Membership.objects.active().filter(person=person).select_related("organisation", "person"):
        if one.may(Permission.READ_GROUPS):
            notify(
                [person],
                organisation_code=one.organisation.code,
                kind=NoticeKind.MEETING,
                words=said,
                to_do=to_do,
                link=link,
                mark=mark,
            )

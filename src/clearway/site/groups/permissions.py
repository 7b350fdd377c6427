"""Who reads groups and who keeps them. Groups belong to the alliance: they are kept from there alone."""

from django.core.exceptions import PermissionDenied

from clearway.site.groups.models import Action, MeetingState, Question, QuestionState
from clearway.site.groups.models.meetings import AgendaItem
from clearway.site.organisations.models import Membership, OrganisationKind
from clearway.site.organisations.permission import Permission


def can_read(by: Membership) -> bool:
    """Whether this membership may read groups, with who sits in them."""
    return by.may(Permission.READ_GROUPS)


def check_may_read(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may read groups."""
    if not can_read(by):
        raise PermissionDenied("Groups are read by people who work in or with this alliance.")


def can_keep(by: Membership) -> bool:
    """Whether this membership may add and change groups, their seats, meetings and minutes."""
    return by.may(Permission.KEEP_GROUPS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_keep(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may keep groups."""
    if not can_keep(by):
        raise PermissionDenied("Groups are kept by programme managers and administrators of the alliance.")


def can_finish(by: Membership, action: Action) -> bool:
    """Whether this membership may say that an action is done: its owner, and who keeps groups."""
    return action.done_on is None and (can_keep(by) or (can_read(by) and action.owner_id == by.person_id))


def check_may_finish(by: Membership, action: Action) -> None:
    """Raise PermissionDenied, in words, unless this membership may, or somebody did already."""
    if not (can_keep(by) or (can_read(by) and action.owner_id == by.person_id)):
        raise PermissionDenied("An action is said to be done by its owner, or by who keeps groups.")


def can_raise(by: Membership) -> bool:
    """Whether this membership may raise a question about variation: for the alliance alone."""
    return by.may(Permission.RAISE_QUESTIONS) and by.organisation.kind == OrganisationKind.ALLIANCE


def check_may_raise(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership may raise questions."""
    if not can_raise(by):
        raise PermissionDenied(
            "Questions about variation are raised by the alliance: its analysts and programme managers."
        )


def can_answer(by: Membership, question: Question) -> bool:
    """Whether this membership may answer a question: those who answer for the organisation that was asked."""
    return question.state == QuestionState.OPEN and _answers_for(by, question)


def check_may_answer(by: Membership, question: Question) -> None:
    """Raise PermissionDenied, in words, unless this membership answers for the organisation that was asked."""
    if not _answers_for(by, question):
        raise PermissionDenied("A question is answered by cancer managers and clinical leads of whom it was asked.")


def can_ask(by: Membership, item: AgendaItem) -> bool:
    """Whether this membership may ask a question on an item: before its meeting is held."""
    return by.may(Permission.ASK_MEETINGS) and item.meeting.state == MeetingState.PLANNED


def check_may_ask(by: Membership) -> None:
    """Raise PermissionDenied, in words, unless this membership asks questions before meetings."""
    if not by.may(Permission.ASK_MEETINGS):
        raise PermissionDenied("Questions before a meeting are asked by people who sit in groups or speak for others.")


def _answers_for(by: Membership, question: Question) -> bool:
    return by.may(Permission.ANSWER_QUESTIONS) and by.organisation.code == question.organisation_code

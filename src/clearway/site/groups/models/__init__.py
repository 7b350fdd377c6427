"""What groups are made of. It belongs to the alliance, and is read by everybody signed in who may read groups."""

from clearway.site.groups.models.group import Delegation, Group, QuorumVersion, Terms
from clearway.site.groups.models.meetings import (
    AgendaItem,
    Attendance,
    Interest,
    ItemPurpose,
    Meeting,
    MeetingState,
    Paper,
)
from clearway.site.groups.models.outcomes import Action, Decision, DecisionKind
from clearway.site.groups.models.questions import ItemQuestion, Question, QuestionState
from clearway.site.groups.models.seats import Holder, Seat

__all__ = [
    "Action",
    "AgendaItem",
    "Attendance",
    "Decision",
    "DecisionKind",
    "Delegation",
    "Group",
    "Holder",
    "Interest",
    "ItemPurpose",
    "ItemQuestion",
    "Meeting",
    "MeetingState",
    "Paper",
    "Question",
    "QuestionState",
    "QuorumVersion",
    "Seat",
    "Terms",
]

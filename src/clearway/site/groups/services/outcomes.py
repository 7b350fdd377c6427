"""Decisions with their quorum and authority, their ratification, and actions."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.accounts.models import Person
from clearway.site.audit import services as audit
from clearway.site.groups.counting import quorum_of
from clearway.site.groups.models import Action, AgendaItem, Decision, DecisionKind, Delegation, Group, MeetingState
from clearway.site.groups.permissions import check_may_finish, check_may_keep
from clearway.site.groups.services.groups import live
from clearway.site.groups.services.meetings import in_state
from clearway.site.groups.services.telling import tell_action
from clearway.site.groups.services.wording import check_new, text
from clearway.site.organisations.models import Membership

OWN_AUTHORITY = "Recommendation to the organisations: no line of a scheme of delegation was named"


def decide(
    *, by: Membership, item: AgendaItem, kind: DecisionKind, words: str, delegation: Delegation | None
) -> Decision:
    """Keep a decision, or a recommendation, with the quorum as it is counted now.

    A decision needs a rule of quorum that is met for this item, and a line of the scheme of delegation that says whose
    decision it is: without them a group can only recommend. Raises PermissionDenied, or Refused in words.
    """
    check_may_keep(by)
    with transaction.atomic():
        meeting = in_state(item.meeting, MeetingState.HELD)
        count = quorum_of(item)
        if kind is DecisionKind.DECISION:
            _check_may_decide(count.is_met, count.words, delegation)
        if delegation is not None and delegation.group_id != meeting.group_id:
            raise Refused("That line is of another group.", "Choose a line of this group.", code="DECISION-LINE")
        said = text(words, what="The decision")
        check_new(item.decisions.filter(words=said, kind=kind.value), what="This decision")
        made = Decision.objects.create(
            item=item,
            kind=kind.value,
            words=said,
            delegation=delegation,
            authority=delegation.authority if delegation else OWN_AUTHORITY,
            must_ratify=delegation.ratified_by if delegation else "",
            decided_on=meeting.day,
            counted=count.counted,
            needed=count.needed,
            quorum_words=count.words,
            recorded_by=by.person.email,
        )
        after = {"kind": kind.value, "counted": count.counted, "needed": count.needed}
        audit.record(event="decision recorded", by=by, subject=made, after=after)
    return made


def ratify(*, by: Membership, decision: Decision, by_whom: str, on: date) -> Decision:
    """Keep that those who must have ratified a decision, who, and on which day."""
    check_may_keep(by)
    with transaction.atomic():
        held = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
        if not held.awaits_ratification:
            raise Refused("This waits for nobody's ratification.", "Nothing is to be done.", code="RATIFY-NOTHING")
        if on < held.decided_on:
            raise Refused("It was not ratified before it was decided.", "Enter a later day.", code="RATIFY-DATES")
        held.ratified_on, held.ratified_by = on, text(by_whom, what="Who ratified it", longest=300)
        held.save(update_fields=["ratified_on", "ratified_by"])
        audit.record(event="decision ratified", by=by, subject=held, after={"on": on})
    return held


def add_action(
    *,
    by: Membership,
    group: Group,
    words: str,
    due_on: date,
    owner: Person | None = None,
    owner_name: str = "",
    item: AgendaItem | None = None,
) -> Action:
    """Keep an action with its owner and day; an owner who signs in here is told."""
    check_may_keep(by)
    with transaction.atomic():
        held = live(group)
        today = timezone.localdate()
        meeting = in_state(item.meeting, MeetingState.HELD) if item else None
        agreed_on = meeting.day if meeting else today
        if due_on < agreed_on:
            raise Refused("The action would be due before it was agreed.", "Enter a later day.", code="ACTION-DATES")
        said = text(words, what="The action", longest=500)
        check_new(held.actions.filter(words=said, due_on=due_on, item=item, done_on=None), what="This action")
        made = Action.objects.create(
            group=held,
            meeting=meeting,
            item=item,
            words=said,
            owner=owner,
            owner_name=owner.name if owner else text(owner_name, what="The owner", longest=200),
            agreed_on=agreed_on,
            due_on=due_on,
        )
        audit.record(event="action agreed", by=by, subject=made, after={"due_on": due_on})
        tell_action(made)
    return made


def finish_action(*, by: Membership, action: Action, outcome: str, on: date) -> Action:
    """Keep that an action is done, and what came of it: by its owner, or by who keeps groups."""
    with transaction.atomic():
        held = Action.objects.select_for_update(of=("self",)).get(pk=action.pk)
        check_may_finish(by, held)
        if held.done_on is not None:
            raise Refused("This action is done already.", "Nothing is to be done.", code="ACTION-DONE")
        if on < held.agreed_on or on > timezone.localdate():
            raise Refused(
                "An action is done between the day it was agreed and today.", "Enter that day.", code="ACTION-DATES"
            )
        held.done_on, held.outcome = on, text(outcome, what="What came of it", longest=500)
        held.save(update_fields=["done_on", "outcome"])
        audit.record(event="action done", by=by, subject=held, after={"on": on})
    return held


def _check_may_decide(is_met: bool | None, words: str, delegation: Delegation | None) -> None:
    if not is_met:
        raise Refused(
            words, "Keep it as a recommendation, or decide when enough of the right people are there.", code="NO-QUORUM"
        )
    if delegation is None:
        raise Refused(
            "It is not said whose decision this is.",
            "Choose a line of the scheme of delegation, or keep it as a recommendation.",
            code="DECISION-AUTHORITY",
        )

"""One group with something of everything in it, for the walks through every address."""

from datetime import timedelta

from django.utils import timezone
from tests.site.conftest import member

from clearway.planning.groups.kinds import GroupKind, InterestEffect, Presence, SeatKind
from clearway.planning.groups.quorum import QuorumRule
from clearway.site.groups.models import DecisionKind, ItemPurpose
from clearway.site.groups.services import groups, meetings, outcomes, questions, seats
from clearway.site.organisations.models import Membership, Organisation
from clearway.site.organisations.roles import ProgrammeManager


def groups_within(keeper: Membership, words: str) -> dict[tuple[str, str], str]:
    """Make it; what stands in addresses of groups for `number`. Every text says `words`."""
    asker = member("asker@example.org", keeper.organisation, ProgrammeManager)
    now, today = timezone.now(), timezone.localdate()
    about = groups.About(
        name=words, kind=GroupKind.BOARD, purpose=words, plain_summary=words, cadence=words, tasks=[words],
        would_not=[words], accountable_to=[words], places=[words], communities=[words], seats_stated=9,
    )  # fmt: skip
    group = groups.add_group(by=keeper, about=about)
    groups.agree_terms(by=keeper, group=group, words=words, because=words, agreed_on=today)
    rule = QuorumRule(least_number=1)
    groups.set_quorum(by=keeper, group=group, rule=rule, applies_from=today, agreed_in=words)
    line = groups.delegate(by=keeper, group=group, matter=words, authority=words, ratified_by=words)
    seat = seats.add_seat(by=keeper, group=group, name=words, kind=SeatKind.CHAIR, positions=2, represents=words)
    who = seats.Appointment(
        name=words, job=words, represents=words, places=[words], communities=[words], starts_on=today
    )
    holder = seats.appoint(by=keeper, seat=seat, who=who)
    meeting = meetings.plan_meeting(
        by=keeper, group=group, starts_at=now, ends_at=now + timedelta(hours=1), place=words
    )
    said = meetings.Item(
        title=words, purpose=ItemPurpose.DECIDE, decision_asked=words, presenter=words, plain_summary=words,
        asked_of_people=words,
    )  # fmt: skip
    item = meetings.add_item(by=keeper, meeting=meeting, item=said)
    meetings.add_paper(by=keeper, item=item, title=words, kept_at=words)
    meetings.take_attendance(by=keeper, meeting=meeting, came={holder.pk: (Presence.DEPUTY, words)})
    effect = InterestEffect.TAKES_PART
    meetings.declare_interest(by=keeper, item=item, holder=holder, words=words, effect=effect)
    asked = questions.ask_on_item(by=asker, item=item, words=words)
    questions.answer_on_item(by=keeper, question=asked, words=words)
    meetings.hold_meeting(by=keeper, meeting=meeting)
    meetings.note_discussion(by=keeper, item=item, words=words)
    decision = outcomes.decide(by=keeper, item=item, kind=DecisionKind.DECISION, words=words, delegation=line)
    action = outcomes.add_action(by=keeper, group=group, item=item, words=words, due_on=today, owner_name=words)
    trust = Organisation.objects.get(code="RFF")
    raised = questions.raise_question(
        by=asker, asking=questions.Asking(organisation=trust, words=words, reply_by=today, group=group)
    )
    rows = {
        "seats": seat, "holders": holder, "meetings": meeting, "items": item, "asked": asked, "decisions": decision,
        "actions": action, "questions": raised,
    }  # fmt: skip
    return {(f"groups/{part}/", "number"): str(row.pk) for part, row in rows.items()} | {
        ("groups", "number"): str(group.pk)
    }

"""Two made-up meetings of the demo's board: one that was held, with what came of it, and the next one."""

from datetime import date, datetime, time, timedelta

from clearway.planning.groups.kinds import InterestEffect, Presence
from clearway.site.accounts.models import Person
from clearway.site.groups.fields import moment_of
from clearway.site.groups.models import Delegation, Group, Holder, ItemPurpose, Meeting
from clearway.site.groups.models.outcomes import DecisionKind
from clearway.site.groups.services import meetings, outcomes, questions
from clearway.site.organisations.models import Membership

BEFORE, AHEAD = timedelta(days=49), timedelta(days=14)
BEGINS, ENDS = time(14), time(16)
PLACE = "A made-up room, for the demo"
AGENDA_BEFORE = (
    meetings.Item(
        title="The yearly plan",
        purpose=ItemPurpose.DECIDE,
        decision_asked="Agree the plan of the alliance for the year",
        presenter="Programme manager",
        minutes_planned=40,
        plain_summary="What the alliance promises to do this year, and who does it.",
    ),
    meetings.Item(
        title="What changed for real",
        purpose=ItemPurpose.DISCUSS,
        presenter="Alliance analyst",
        minutes_planned=30,
    ),
)
AGENDA_AHEAD = (
    meetings.Item(
        title="What changed for real since the last meeting",
        purpose=ItemPurpose.DISCUSS,
        presenter="Alliance analyst",
        minutes_planned=20,
    ),
    meetings.Item(
        title="Shared money for faster reports of scans",
        purpose=ItemPurpose.DECIDE,
        decision_asked="Agree how the shared money for reporting is used",
        presenter="Clinical director",
        minutes_planned=40,
        plain_summary="A scan is of use when somebody has read it. The money would pay for more people who read scans.",
        asked_of_people="How would you want to be told while you wait for the result of a scan?",
    ),
)


def create_demo_meetings(board: Group, *, by: Membership, today: date) -> list[Meeting]:
    """Make both meetings. Within a transaction."""
    before = _planned(board, by, today - BEFORE)
    plan, changed = (meetings.add_item(by=by, meeting=before, item=one) for one in AGENDA_BEFORE)
    meetings.add_paper(by=by, item=plan, title="Draft of the yearly plan", kept_at="Made up: no such paper exists")
    sitting = list(Holder.objects.on(before.day).filter(seat__group=board).select_related("seat"))
    came = {one.pk: (Presence.PRESENT, "") for one in sitting}
    came[sitting[-2].pk] = (Presence.DEPUTY, "Made-up person E")
    came[sitting[3].pk] = (Presence.APOLOGIES, "")
    meetings.take_attendance(by=by, meeting=before, came=came)
    meetings.declare_interest(
        by=by,
        item=changed,
        holder=sitting[2],
        words="Made up: works for one of the trusts that were talked about",
        effect=InterestEffect.TAKES_PART,
    )
    meetings.hold_meeting(by=by, meeting=before)
    _outcomes(board, before, by, today)
    meetings.agree_minutes(by=by, meeting=before, on=today - timedelta(days=35))
    ahead = _planned(board, by, today + AHEAD)
    for one in AGENDA_AHEAD:
        meetings.add_item(by=by, meeting=ahead, item=one)
    _questions(ahead, today)
    return [before, ahead]


def _planned(board: Group, by: Membership, day: date) -> Meeting:
    times: dict[str, datetime] = {"starts_at": moment_of(day, BEGINS), "ends_at": moment_of(day, ENDS)}
    return meetings.plan_meeting(by=by, group=board, place=PLACE, **times)


def _outcomes(board: Group, before: Meeting, by: Membership, today: date) -> None:
    plan, changed = before.items.order_by("position")
    line: Delegation | None = board.delegations.first()
    meetings.note_discussion(by=by, item=plan, words="Made up: members asked how the plan reaches each place.")
    outcomes.decide(
        by=by,
        item=plan,
        kind=DecisionKind.DECISION,
        words="The plan for the year is agreed, for the boards of the organisations to ratify.",
        delegation=line,
    )
    owner = Person.objects.filter(email="analyst@demo.example").first()
    late, ahead = today - timedelta(days=6), today + timedelta(days=20)
    for words, due_on, person, name in (
        ("Bring the waits for the reports of scans, by trust", late, owner, "" if owner else "Alliance analyst"),
        ("Ask the advisory board what people want to be told", ahead, None, "Programme manager"),
    ):
        outcomes.add_action(by=by, group=board, item=changed, words=words, due_on=due_on, owner=person, owner_name=name)
    done = outcomes.add_action(
        by=by, group=board, item=plan, words="Send the plan to every board", due_on=late, owner_name="Chair"
    )
    outcomes.finish_action(by=by, action=done, outcome="Sent to all", on=today - timedelta(days=20))


def _questions(ahead: Meeting, today: date) -> None:
    """What was asked: by a patient representative before the meeting, and by the alliance of the demo's trust."""
    patient, programme, manager = (
        Membership.objects.active().filter(person__email=f"{one}@demo.example").first()
        for one in ("patients", "programme", "manager")
    )
    if patient is None or programme is None or manager is None:
        return  # a store made by an earlier version lacks them
    item = ahead.items.order_by("-position")[0]
    question = questions.ask_on_item(
        by=patient, item=item, words="Made up: who tells people when a scan was read late?"
    )
    words = "Made up: the team that asked for the scan does. The paper will say so."
    questions.answer_on_item(by=programme, question=question, words=words)
    for text in (
        "Made up: what do you see behind the wait for reports of scans this summer?",
        "Made up: what helped your teams to tell people sooner? Others would like to learn from it.",
    ):
        asking = questions.Asking(organisation=manager.organisation, words=text, reply_by=today + AHEAD)
        raised = questions.raise_question(by=programme, asking=asking)
    questions.answer_question(by=manager, question=raised, words="Made up: a daily list of whom nobody had called.")

"""Meetings: from the plan to agreed minutes, the quorum counted item by item, and people told."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.site.conftest import member
from tests.site.groups.conftest import Board

from clearway.planning.groups.kinds import InterestEffect, Presence
from clearway.records.findings import Refused
from clearway.site.groups.counting import quorum_of
from clearway.site.groups.models import Action, AgendaItem, Decision, DecisionKind, ItemPurpose, Meeting
from clearway.site.groups.services import groups, meetings, outcomes, seats
from clearway.site.groups.services.telling import remind
from clearway.site.notifications.models import Notice
from clearway.site.organisations.roles import Tracker

DAY = date(2026, 6, 10)
PRESENT, AWAY = Presence.PRESENT, Presence.APOLOGIES


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime(2026, 6, 10, 15, tzinfo=UTC), tick=False):
        yield


def at(hour: int, day: date = DAY) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def planned(keeper, board: Board, day: date = DAY) -> Meeting:
    return meetings.plan_meeting(
        by=keeper, group=board.group, starts_at=at(14, day), ends_at=at(16, day), place="Oak House"
    )


ITEM = meetings.Item(title="Shared money", purpose=ItemPurpose.DECIDE, decision_asked="Agree the share")


@pytest.fixture
def item(board, keeper) -> AgendaItem:
    return meetings.add_item(by=keeper, meeting=planned(keeper, board), item=ITEM)


def came(board: Board, **presence: Presence) -> dict:
    said = {"Chair": PRESENT, "Clinician": PRESENT, "Patient": PRESENT} | presence
    return {board.holders[seat].pk: (one, "") for seat, one in said.items()}


@pytest.fixture
def held(item, board, keeper) -> AgendaItem:
    meetings.take_attendance(by=keeper, meeting=item.meeting, came=came(board))
    meetings.hold_meeting(by=keeper, meeting=item.meeting)
    return AgendaItem.objects.get(pk=item.pk)


@pytest.fixture
def line(board, keeper):
    return groups.delegate(
        by=keeper, group=board.group, matter="Shared money", authority="Alliance board", ratified_by="Trust boards"
    )


def test_a_decision_keeps_its_quorum_authority_and_who_must_ratify(held, line, keeper, board):
    made = outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=line)
    assert (made.counted, made.needed, made.authority, made.must_ratify) == (3, 2, "Alliance board", "Trust boards")
    assert made.awaits_ratification
    seats.step_down(by=keeper, holder=board.holders["Clinician"], on=DAY)
    assert Decision.objects.get().quorum_words == "3 people counted, 2 needed: quorum."
    assert quorum_of(held).is_met is False


def test_without_a_quorum_for_the_item_a_group_recommends_and_does_not_decide(held, line, keeper, board):
    meetings.declare_interest(
        by=keeper, item=held, holder=board.holders["Patient"], words="Works there", effect=InterestEffect.LEAVES
    )
    with pytest.raises(Refused, match="Missing: at least 1 of: patient or carer") as refusal:
        outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=line)
    assert refusal.value.code == "NO-QUORUM"
    made = outcomes.decide(by=keeper, item=held, kind=DecisionKind.RECOMMENDATION, words="Do it", delegation=line)
    assert not made.awaits_ratification


def test_an_interest_counts_for_its_own_item_alone(held, keeper, board):
    other = meetings.add_item(
        by=keeper, meeting=held.meeting, item=meetings.Item(title="Waits", purpose=ItemPurpose.NOTE)
    )
    meetings.declare_interest(
        by=keeper, item=held, holder=board.holders["Patient"], words="w", effect=InterestEffect.DOES_NOT_DECIDE
    )
    assert [quorum_of(one).is_met for one in (held, other)] == [False, True]


def test_an_interest_is_not_declared_after_the_item_was_decided(held, line, keeper, board):
    outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=line)
    with pytest.raises(Refused) as refusal:
        meetings.declare_interest(
            by=keeper, item=held, holder=board.holders["Chair"], words="w", effect=InterestEffect.LEAVES
        )
    assert refusal.value.code == "INTEREST-LATE"


def test_a_decision_says_whose_it_is_and_a_group_without_a_rule_only_recommends(held, keeper, board):
    with pytest.raises(Refused) as refusal:
        outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=None)
    assert refusal.value.code == "DECISION-AUTHORITY"
    board.group.quorum_rules.all().delete()
    with pytest.raises(Refused, match="no rule of quorum"):
        outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=None)


def test_a_decision_is_ratified_once_and_not_before_it_was_made(held, line, keeper):
    made = outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="Agreed", delegation=line)
    with pytest.raises(Refused, match="before it was decided"):
        outcomes.ratify(by=keeper, decision=made, by_whom="Boards", on=DAY - timedelta(days=1))
    assert not outcomes.ratify(by=keeper, decision=made, by_whom="Boards", on=DAY).awaits_ratification
    with pytest.raises(Refused, match="nobody"):
        outcomes.ratify(by=keeper, decision=made, by_whom="Boards", on=DAY)


def test_a_meeting_is_held_on_its_day_with_an_agenda_and_somebody_there(board, keeper):
    ahead = planned(keeper, board, DAY + timedelta(days=1))
    today = planned(keeper, board)
    for meeting, code in ((ahead, "MEETING-AHEAD"), (today, "MEETING-AGENDA")):
        with pytest.raises(Refused) as refusal:
            meetings.hold_meeting(by=keeper, meeting=meeting)
        assert refusal.value.code == code
    meetings.add_item(by=keeper, meeting=today, item=ITEM)
    meetings.take_attendance(by=keeper, meeting=today, came={board.holders["Chair"].pk: (AWAY, "")})
    with pytest.raises(Refused) as refusal:
        meetings.hold_meeting(by=keeper, meeting=today)
    assert refusal.value.code == "MEETING-NOBODY"


def test_after_the_minutes_are_agreed_nothing_of_the_meeting_changes(held, line, keeper, board):
    meetings.note_discussion(by=keeper, item=held, words="It was talked about.")
    meetings.agree_minutes(by=keeper, meeting=held.meeting, on=DAY)
    held = AgendaItem.objects.get()
    asked = (
        lambda: meetings.note_discussion(by=keeper, item=held, words="Other"),
        lambda: meetings.take_attendance(by=keeper, meeting=held.meeting, came=came(board)),
        lambda: meetings.add_item(by=keeper, meeting=held.meeting, item=ITEM),
        lambda: meetings.add_paper(by=keeper, item=held, title="t", kept_at="k"),
        lambda: outcomes.decide(by=keeper, item=held, kind=DecisionKind.DECISION, words="w", delegation=line),
        lambda: outcomes.add_action(
            by=keeper, group=board.group, item=held, words="w", due_on=DAY, owner_name="somebody"
        ),
    )
    for ask in asked:
        with pytest.raises(Refused) as refusal:
            ask()
        assert refusal.value.code == "MEETING-STATE"


def test_only_a_keeper_records_what_comes_of_a_meeting(held, line, board, tracker, patient):
    asked = (
        lambda by: meetings.plan_meeting(by=by, group=board.group, starts_at=at(9), ends_at=at(10), place="p"),
        lambda by: meetings.move_meeting(by=by, meeting=held.meeting, starts_at=at(9), ends_at=at(10), place="p"),
        lambda by: meetings.cancel_meeting(by=by, meeting=held.meeting, reason="r"),
        lambda by: meetings.hold_meeting(by=by, meeting=held.meeting),
        lambda by: meetings.agree_minutes(by=by, meeting=held.meeting, on=DAY),
        lambda by: meetings.add_item(by=by, meeting=held.meeting, item=ITEM),
        lambda by: meetings.change_item(by=by, item=held, said=ITEM),
        lambda by: meetings.note_discussion(by=by, item=held, words="w"),
        lambda by: meetings.add_paper(by=by, item=held, title="t", kept_at="k"),
        lambda by: meetings.take_attendance(by=by, meeting=held.meeting, came={}),
        lambda by: meetings.declare_interest(
            by=by, item=held, holder=board.holders["Chair"], words="w", effect=InterestEffect.LEAVES
        ),
        lambda by: outcomes.decide(by=by, item=held, kind=DecisionKind.DECISION, words="w", delegation=line),
        lambda by: outcomes.add_action(by=by, group=board.group, words="w", due_on=DAY, owner_name="n"),
    )
    for by in (tracker, patient):
        for ask in asked:
            with pytest.raises(PermissionDenied):
                ask(by)


def test_an_action_is_finished_by_its_owner_or_a_keeper_with_what_came_of_it(held, board, keeper, patient, tracker):
    made = outcomes.add_action(
        by=keeper, group=board.group, item=held, words="Write a leaflet", due_on=DAY, owner=patient.person
    )
    assert [made.state(DAY), made.state(DAY + timedelta(days=1))] == ["open", "overdue"]
    with pytest.raises(PermissionDenied, match="owner"):
        outcomes.finish_action(by=tracker, action=made, outcome="Done", on=DAY)
    done = outcomes.finish_action(by=patient, action=made, outcome="It is printed", on=DAY)
    assert done.state(DAY + timedelta(days=9)) == "done"
    with pytest.raises(Refused, match="already"):
        outcomes.finish_action(by=keeper, action=made, outcome="Again", on=DAY)


def test_whoever_sits_in_a_group_is_told_of_its_meetings_once_of_each_change(board, keeper, patient, alliance):
    meeting = planned(keeper, board, DAY + timedelta(days=5))
    assert [one.person for one in Notice.unscoped.all()] == [patient.person]
    later = DAY + timedelta(days=6)
    meetings.move_meeting(by=keeper, meeting=meeting, starts_at=at(14, later), ends_at=at(16, later), place="Oak")
    assert Notice.unscoped.count() == 2
    assert (remind(DAY), Notice.unscoped.count()) == (1, 4)
    assert (remind(DAY), Notice.unscoped.count()) == (1, 4)
    meetings.cancel_meeting(by=keeper, meeting=meeting, reason="Too few can come")
    assert remind(DAY) == 0


def test_people_are_reminded_of_actions_and_keepers_of_terms_that_are_overdue(board, keeper, patient):
    outcomes.add_action(by=keeper, group=board.group, words="w", due_on=DAY, owner=patient.person)
    groups.agree_terms(by=keeper, group=board.group, words="t", because="b", agreed_on=date(2025, 1, 1))
    Notice.unscoped.all().delete()
    assert remind(DAY + timedelta(days=1)) == 2
    assert set(Notice.unscoped.values_list("person__email", flat=True)) == {patient.person.email, keeper.person.email}
    assert Action.objects.get().state(DAY) == "open"


def test_a_notice_is_given_only_where_groups_are_read(board, keeper, patient, barnsley):
    member(patient.person.email, barnsley, Tracker)
    planned(keeper, board)
    assert sorted(Notice.unscoped.values_list("organisation_code", flat=True)) == ["E56000025", "RFF"]

"""Groups and their seats: every change asked for by who may, in a state that allows it, and on the trail."""

from datetime import date
from fractions import Fraction

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from tests.site.conftest import member
from tests.site.groups.conftest import STARTS, TODAY, about
from tests.site.permissions.people import ALLIANCE, BARNSLEY, acting
from tests.site.trail import trail

from clearway.planning.groups.kinds import SeatKind
from clearway.planning.groups.quorum import Need, QuorumRule, ShareOf
from clearway.records.findings import Refused
from clearway.site.accounts.demo_people import create_demo_people
from clearway.site.groups import permissions
from clearway.site.groups.demo import create_demo_groups
from clearway.site.groups.models import Action, Decision, Group, Holder, Meeting, Question
from clearway.site.groups.reading import standing
from clearway.site.groups.services import groups, seats
from clearway.site.organisations.roles import ROLES, Administrator, ProgrammeManager, RegionalReader


def test_groups_are_kept_from_the_alliance_alone_and_read_by_all_but_readers_from_outside():
    assert {key for key, role in ROLES.items() if permissions.can_keep(acting(role, ALLIANCE))} == {
        "programme_manager",
        "administrator",
    }
    assert not permissions.can_keep(acting(Administrator, BARNSLEY))
    assert {key for key, role in ROLES.items() if not permissions.can_read(acting(role))} == {"regional_reader"}
    for check in (permissions.check_may_keep, permissions.check_may_read):
        with pytest.raises(PermissionDenied, match=r"\w+\.$"):
            check(acting(RegionalReader))


def test_only_a_keeper_changes_anything(board, tracker, administrator):
    asked = (
        lambda by: groups.add_group(by=by, about=about("Other")),
        lambda by: groups.change_group(by=by, group=board.group, about=about()),
        lambda by: groups.end_group(by=by, group=board.group, on=TODAY, reason="over"),
        lambda by: groups.agree_terms(by=by, group=board.group, words="t", because="b", agreed_on=TODAY),
        lambda by: groups.set_quorum(by=by, group=board.group, rule=QuorumRule(1), applies_from=TODAY, agreed_in=""),
        lambda by: groups.delegate(by=by, group=board.group, matter="m", authority="a", ratified_by=""),
        lambda by: seats.add_seat(by=by, group=board.group, name="s", kind=SeatKind.CHAIR, positions=1),
        lambda by: seats.end_seat(by=by, seat=board.seats["Chair"], on=TODAY),
        lambda by: seats.appoint(
            by=by, seat=board.seats["Clinician"], who=seats.Appointment(name="n", starts_on=TODAY)
        ),
        lambda by: seats.step_down(by=by, holder=board.holders["Chair"], on=TODAY),
    )
    before = trail().count()
    for ask in asked:
        with pytest.raises(PermissionDenied, match="programme managers"):
            ask(tracker)
    assert trail().count() == before
    for ask in asked[3:7]:
        ask(administrator)
    assert trail().count() == before + 4


def test_a_change_is_on_the_trail_with_what_it_was_before(board, keeper):
    groups.change_group(by=keeper, group=board.group, about=about(seats_stated=6, cadence="monthly"))
    event = trail().latest("sequence")
    assert (event.event, event.before["cadence"], event.after["cadence"]) == ("group changed", "", "monthly")
    assert "name" not in event.after


def test_a_group_does_not_answer_to_itself_by_way_of_others(board, keeper):
    below = groups.add_group(by=keeper, about=about("Below", parent=board.group))
    with pytest.raises(Refused) as refusal:
        groups.change_group(by=keeper, group=board.group, about=about(parent=below))
    assert refusal.value.code == "GROUP-RING"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda by, board: groups.add_group(by=by, about=about()), "GROUP-NAME"),
        (lambda by, board: groups.add_group(by=by, about=about(" ")), "WORDS-MISSING"),
        (lambda by, board: groups.add_group(by=by, about=about("X", purpose="see 943 476 5919")), "WORDS-IDENTIFY"),
        (
            lambda by, board: groups.set_quorum(
                by=by, group=board.group, rule=QuorumRule(), applies_from=TODAY, agreed_in=""
            ),
            "QUORUM-EMPTY",
        ),
        (
            lambda by, board: groups.set_quorum(
                by=by, group=board.group, rule=QuorumRule(least_share=Fraction(3, 2)), applies_from=TODAY, agreed_in=""
            ),
            "QUORUM-SHARE",
        ),
        (
            lambda by, board: groups.agree_terms(
                by=by, group=board.group, words="t", because="b", agreed_on=TODAY, review_by=TODAY
            ),
            "TERMS-DATES",
        ),
        (
            lambda by, board: seats.add_seat(by=by, group=board.group, name="Chair", kind=SeatKind.CHAIR, positions=1),
            "SEAT-NAME",
        ),
        (
            lambda by, board: seats.add_seat(by=by, group=board.group, name="S", kind=SeatKind.CHAIR, positions=0),
            "SEAT-POSITIONS",
        ),
        (
            lambda by, board: seats.appoint(
                by=by, seat=board.seats["Chair"], who=seats.Appointment(name="Two", starts_on=TODAY)
            ),
            "SEAT-FULL",
        ),
        (lambda by, board: seats.end_seat(by=by, seat=board.seats["Chair"], on=TODAY), "SEAT-HELD"),
        (
            lambda by, board: seats.step_down(by=by, holder=board.holders["Chair"], on=date(2025, 1, 1)),
            "HOLDER-DATES",
        ),
    ],
)
def test_what_cannot_be_is_refused_in_words(change, code, board, keeper):
    with pytest.raises(Refused) as refusal:
        change(keeper, board)
    assert refusal.value.code == code


def test_a_seat_that_was_left_can_be_taken_from_that_day_on(board, keeper):
    seats.step_down(by=keeper, holder=board.holders["Chair"], on=TODAY)
    made = seats.appoint(by=keeper, seat=board.seats["Chair"], who=seats.Appointment(name="Next", starts_on=TODAY))
    held = standing(board.group, TODAY)
    assert [one.name for one in held.sittings[0].holders] == ["Next"]
    assert [one.name for one in standing(board.group, date(2026, 5, 31)).sittings[0].holders] == ["Cleo Chair"]
    assert Holder.objects.on(TODAY).filter(pk=made.pk).exists()


def test_a_group_as_it_stands_has_its_sum_its_gaps_and_its_members(board):
    held = standing(board.group, TODAY)
    assert held.sum_of_seats.words == "6 seats are stated, and the seats listed add up to 5."
    assert [(one.name, one.is_gap) for one in held.places] == [("Barnsley", False), ("Doncaster", True)]
    assert (len(held.members), held.voting_seats) == (4, 4)
    assert [one.votes for one in held.members] == [True, True, True, False]


def test_the_rule_of_a_day_is_the_newest_that_has_begun_and_is_provisional_until_agreed(board, keeper):
    asked = QuorumRule(least_share=Fraction(1, 3), share_of=ShareOf.SEATS, needs=(Need(1, seat="Chair"),))
    made = groups.set_quorum(by=keeper, group=board.group, rule=asked, applies_from=TODAY, agreed_in="")
    assert groups.quorum_on(board.group, date(2026, 5, 31)).rule.least_number == 2
    kept = groups.quorum_on(board.group, TODAY)
    assert (kept, kept.is_provisional) == (made, True)
    assert kept.rule == asked
    assert groups.quorum_on(board.group, date(2025, 1, 1)) is None


def test_terms_are_counted_and_due_a_year_on(board, keeper):
    for version in (1, 2):
        made = groups.agree_terms(
            by=keeper, group=board.group, words=f"text {version}", because="first", agreed_on=TODAY
        )
        assert (made.version, made.review_by) == (version, date(2027, 6, 1))


def test_a_group_that_ended_is_read_and_not_changed(board, keeper):
    groups.end_group(by=keeper, group=board.group, on=TODAY, reason="Joined with another")
    with pytest.raises(Refused) as refusal:
        groups.change_group(by=keeper, group=board.group, about=about())
    assert refusal.value.code == "GROUP-OVER"
    assert groups.add_group(by=keeper, about=about()).is_live


def test_the_demo_has_the_groups_of_2016_without_names_and_made_up_ones_of_today(demo_store, administrator):
    made = create_demo_groups(demo_store, by=administrator, today=TODAY)
    assert create_demo_groups(demo_store, by=administrator, today=TODAY) == []
    past = [one for one in made if one.history]
    assert {one.source for one in past} == {
        "SYB&ND Cancer Alliance Delivery Plan 2017/18 to 2020/21, drafted December 2016"
    }
    assert not Holder.objects.filter(seat__group__in=past).exists()
    board = standing(Group.objects.get(key="sybnd-2016.board"), TODAY)
    assert board.sum_of_seats.words == "35 seats are stated, and the seats listed add up to 36."
    assert all(one.is_made_up for one in made if not one.history)
    assert all("Made-up" in one.name for one in Holder.objects.filter(person=None))


def test_made_up_groups_are_refused_on_a_live_store(live_store, administrator):
    with pytest.raises(Refused, match="demo"):
        create_demo_groups(live_store, by=administrator, today=TODAY)


def test_a_person_of_clearway_is_put_into_a_seat_once(board, keeper, alliance):
    other = member("other@example.org", alliance, ProgrammeManager)
    who = seats.Appointment(person=other.person, starts_on=STARTS)
    seats.appoint(by=keeper, seat=board.seats["Clinician"], who=who)
    groups_seat = seats.add_seat(by=keeper, group=board.group, name="Wide", kind=SeatKind.OFFICER, positions=3)
    seats.appoint(by=keeper, seat=groups_seat, who=who)
    with pytest.raises(Refused) as refusal:
        seats.appoint(by=keeper, seat=groups_seat, who=who)
    assert refusal.value.code == "SEAT-TWICE"


def test_the_demo_has_a_meeting_that_was_held_one_that_comes_and_questions_with_answers(
    demo_store, administrator, alliance, barnsley
):
    today = timezone.localdate()
    create_demo_people(demo_store, alliance=alliance, trust=barnsley, by=administrator, today=date(2020, 1, 1))
    create_demo_groups(demo_store, by=administrator, today=today)
    assert sorted(Meeting.objects.values_list("state", flat=True)) == ["agreed", "planned"]
    decision = Decision.objects.get()
    assert decision.awaits_ratification
    assert decision.quorum_words.endswith("The rule is provisional: the group has not agreed it.")
    assert {one.state(today) for one in Action.objects.all()} == {"done", "open", "overdue"}
    assert sorted(Question.unscoped.values_list("state", flat=True)) == ["answered", "open"]
    assert all(one.words.startswith("Made up") for one in Question.unscoped.all())

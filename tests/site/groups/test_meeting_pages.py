"""Pages of meetings: from the form to the minutes, and calendar files."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from icalendar import Calendar
from tests.site.conftest import sign_in
from tests.site.groups.test_group_pages import text

from clearway.site.groups.models import Action, AgendaItem, Decision, Meeting
from clearway.site.groups.services.groups import delegate

DAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _on_the_day():
    with time_machine.travel(datetime(2026, 7, 1, 15, tzinfo=UTC), tick=True):
        yield


def day(name: str, one: date = DAY) -> dict[str, str]:
    return {f"{name}-day": str(one.day), f"{name}-month": str(one.month), f"{name}-year": str(one.year)}


@pytest.fixture
def meeting(board, as_keeper) -> str:
    typed = {**day("on"), "starts": "14.00", "ends": "16:00", "place": "Oak House"}
    return as_keeper.post(f"/groups/{board.group.pk}/meetings/add", typed)["Location"]


@pytest.fixture
def item(meeting, as_keeper) -> str:
    typed = {"title": "Shared money", "purpose": "decide", "decision_asked": "Agree the share", "minutes_planned": "10"}
    assert as_keeper.post(f"{meeting}/items/add", typed)["Location"] == meeting
    return f"/groups/items/{AgendaItem.objects.get().pk}"


def test_a_meeting_goes_from_its_plan_to_agreed_minutes(meeting, item, board, as_keeper, keeper):
    line = delegate(
        by=keeper, group=board.group, matter="Money", authority="Alliance board", ratified_by="Trust boards"
    )
    chair, clinician, patient = (board.holders[one].pk for one in ("Chair", "Clinician", "Patient"))
    assert "once it is said who comes" in text(as_keeper.get(meeting))
    assert as_keeper.post(f"{item}/paper", {"title": "Paper A", "kept_at": "shared folder"}).status_code == 302
    came = {f"came_{chair}": "deputy", f"came_{clinician}": "present", f"came_{patient}": "present"}
    assert "Enter who came" in text(as_keeper.post(f"{meeting}/attendance", came))
    assert as_keeper.post(f"{meeting}/attendance", came | {f"deputy_{chair}": "Dee"}).status_code == 302
    assert as_keeper.post(f"{meeting}/hold").status_code == 302
    interest = {"holder": str(chair), "words": "Owns shares", "effect": "leaves"}
    assert as_keeper.post(f"{item}/interest", interest).status_code == 302
    assert "2 people counted, 2 needed: quorum." in text(as_keeper.get(item))
    assert as_keeper.post(f"{item}/discussion", {"words": "It was\nweighed."}).status_code == 302
    decided = {"kind": "decision", "words": "The share is agreed.", "delegation": str(line.pk)}
    assert as_keeper.post(f"{item}/decide", decided).status_code == 302
    action = {"words": "Tell the trusts", "owner": str(keeper.person_id), **day("due_on", DAY + timedelta(days=7))}
    assert as_keeper.post(f"{item}/action", action).status_code == 302
    ratify = f"/groups/decisions/{Decision.objects.get().pk}/ratify"
    assert ratify in text(as_keeper.get(item))
    assert "The share is agreed." in text(as_keeper.get("/groups/decisions?show=waiting"))
    assert as_keeper.post(ratify, {"by_whom": "Trust boards", **day("on")}).status_code == 302
    assert "No decision waits" in text(as_keeper.get("/groups/decisions?show=waiting"))
    one = Action.objects.get().pk
    done = {"outcome": "They know", **day("on")}
    assert as_keeper.post(f"/groups/actions/{one}", done)["Location"] == "/groups/actions"
    assert "They know" in text(as_keeper.get("/groups/actions"))
    assert as_keeper.post(f"{meeting}/agree", day("on")).status_code == 302
    minutes = text(as_keeper.get(f"{meeting}/minutes"))
    for said in (
        "agreed on 1 July 2026",
        "Owns shares",
        "Dee",
        "weighed.",
        "Authority: Alliance board.",
        "Tell the trusts",
    ):
        assert said in minutes
    assert "Add an item" not in text(as_keeper.get(meeting))


def test_what_the_form_lacks_is_said_beside_the_field(meeting, board, as_keeper):
    wrong = {**day("on"), "starts": "2 o'clock", "ends": "16:00", "place": "x"}
    assert "Write a time such as 14:00" in text(as_keeper.post(f"{meeting}/move", wrong))
    assert "would end before" in text(as_keeper.post(f"{meeting}/move", wrong | {"starts": "17:00"}))
    asked = {"title": "Money", "purpose": "decide"}
    assert "Enter the decision that is asked for" in text(as_keeper.post(f"{meeting}/items/add", asked))
    assert "The meeting has no agenda" in text(as_keeper.post(f"{meeting}/hold"))


def test_a_decision_without_a_quorum_is_refused_on_the_page_in_words(meeting, item, board, as_keeper):
    chair = board.holders["Chair"].pk
    as_keeper.post(f"{meeting}/attendance", {f"came_{chair}": "present"})
    as_keeper.post(f"{meeting}/hold")
    page = text(as_keeper.post(f"{item}/decide", {"kind": "decision", "words": "So be it", "delegation": ""}))
    assert "1 person counted, 2 needed: no quorum" in page
    assert not Decision.objects.exists()


def test_the_calendar_file_moves_with_the_meeting_and_names_nobody(meeting, item, board, as_keeper):
    first = as_keeper.get(f"{meeting}/calendar.ics")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    (before,) = Calendar.from_ical(first.content).events
    assert before["dtstart"].dt == datetime(2026, 7, 1, 13, tzinfo=UTC)
    moved = {**day("on", DAY + timedelta(days=1)), "starts": "10:00", "ends": "11:00", "place": "Oak"}
    as_keeper.post(f"{meeting}/move", moved)
    (after,) = Calendar.from_ical(as_keeper.get(f"/groups/{board.group.pk}/calendar.ics").content).events
    assert (after["uid"], after["sequence"] > before["sequence"]) == (before["uid"], True)
    assert after["dtstart"].dt == datetime(2026, 7, 2, 9, tzinfo=UTC)
    assert b"Cleo" not in first.content
    as_keeper.post(f"{meeting}/cancel", {"reason": "Too few can come"})
    assert b"STATUS:CANCELLED" in as_keeper.get(f"{meeting}/calendar.ics").content


def test_others_read_a_meeting_and_change_nothing_of_it(meeting, item, board, tracker):
    browser = Client(raise_request_exception=False)
    sign_in(browser, tracker.person.email)
    revision = Meeting.objects.get().revision
    assert "Decision asked for: Agree the share" in text(browser.get(meeting))
    assert "Add an item" not in text(browser.get(meeting))
    for path in ("move", "cancel", "hold", "agree", "attendance", "items/add"):
        assert browser.post(f"{meeting}/{path}").status_code == 403
    for path in ("change", "paper", "interest", "discussion", "decide", "action"):
        assert browser.post(f"{item}/{path}").status_code == 403
    assert Meeting.objects.get().revision == revision


def test_without_meetings_decisions_or_actions_the_lists_say_so(as_tracker):
    assert "No meeting is planned" in text(as_tracker.get("/groups/meetings"))
    assert "No decision is recorded yet" in text(as_tracker.get("/groups/decisions"))
    assert "No action is yours" in text(as_tracker.get("/groups/actions"))

"""Fault 63: what is sent twice about a meeting is there once, and the second time is told so in words."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.site.groups.conftest import as_keeper, board, keeper, patient  # noqa: F401

from clearway.site.groups.models import Action, AgendaItem, Decision, Meeting, Paper, Question
from clearway.site.groups.services.groups import delegate


def sent_twice(browser, path: str, typed: dict[str, str]) -> str:
    """Where the first answer led; the second is a page that says that it is there already."""
    first, second = (browser.post(path, typed) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert "is there already" in second.content.decode()
    return first["Location"]


def day(name: str, one) -> dict[str, str]:
    return {f"{name}-day": str(one.day), f"{name}-month": str(one.month), f"{name}-year": str(one.year)}


@pytest.mark.usefixtures("barnsley")
def test_fault_63_a_meeting_and_all_that_comes_of_it_is_recorded_once(as_keeper, board, keeper):  # noqa: F811
    today = timezone.localdate()
    line = delegate(by=keeper, group=board.group, matter="Money", authority="Board", ratified_by="")
    typed = {**day("on", today), "starts": "10:00", "ends": "11:00", "place": "Oak"}
    meeting = sent_twice(as_keeper, f"/groups/{board.group.pk}/meetings/add", typed)
    sent_twice(as_keeper, f"{meeting}/items/add", {"title": "Money", "purpose": "decide", "decision_asked": "Agree"})
    item = f"/groups/items/{AgendaItem.objects.get().pk}"
    sent_twice(as_keeper, f"{item}/paper", {"title": "Paper", "kept_at": "folder"})
    as_keeper.post(f"{meeting}/attendance", {f"came_{one.pk}": "present" for one in board.holders.values()})
    assert as_keeper.post(f"{meeting}/hold").status_code == 302
    assert as_keeper.post(f"{meeting}/hold").status_code == 422
    decision = {"kind": "decision", "words": "Agreed", "delegation": str(line.pk)}
    sent_twice(as_keeper, f"{item}/decide", decision)
    action = {"words": "Tell them", "owner_name": "Chair", **day("due_on", today + timedelta(days=9))}
    sent_twice(as_keeper, f"{item}/action", action)
    question = {"organisation": "RFF", "words": "What do you see?", **day("reply_by", today)}
    sent_twice(as_keeper, "/groups/questions/add", question)
    assert Question.unscoped.count() == 1
    assert {one: one.objects.count() for one in (Meeting, AgendaItem, Paper, Decision, Action)} == dict.fromkeys(
        (Meeting, AgendaItem, Paper, Decision, Action), 1
    )

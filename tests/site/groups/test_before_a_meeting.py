"""What is new before a meeting: real changes of figures, actions, decisions that wait, what comes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.site.groups.test_group_pages import text
from tests.site.groups.test_meetings import ITEM, came
from tests.site.stocked import on_stocked_store, stocked  # noqa: F401

from clearway.site.groups.models import AgendaItem, DecisionKind
from clearway.site.groups.services import groups, meetings, outcomes

pytestmark = pytest.mark.slow


@pytest.fixture
def ahead(board, keeper):
    """The next meeting, a month after one with a decision, an action done and one that is late."""
    now = timezone.now()
    before = meetings.plan_meeting(
        by=keeper,
        group=board.group,
        starts_at=now - timedelta(days=30),
        ends_at=now - timedelta(days=30) + timedelta(hours=2),
        place="Oak",
    )
    meetings.add_item(by=keeper, meeting=before, item=ITEM)
    meetings.take_attendance(by=keeper, meeting=before, came=came(board))
    meetings.hold_meeting(by=keeper, meeting=before)
    item = AgendaItem.objects.get()
    line = groups.delegate(by=keeper, group=board.group, matter="m", authority="Board", ratified_by="Trust boards")
    outcomes.decide(by=keeper, item=item, kind=DecisionKind.DECISION, words="The share is agreed", delegation=line)
    day = timezone.localdate()
    for words in ("Late one", "Done one"):
        made = outcomes.add_action(
            by=keeper, group=board.group, item=item, words=words, due_on=day - timedelta(days=1), owner_name="Chair"
        )
    outcomes.finish_action(by=keeper, action=made, outcome="It is done", on=day)
    coming = [
        meetings.plan_meeting(
            by=keeper, group=board.group, starts_at=one, ends_at=one + timedelta(hours=1), place="Elm"
        )
        for one in (now + timedelta(days=3), now + timedelta(days=63))
    ]
    return coming[0]


def test_before_a_meeting_members_read_what_is_new_since_the_last(on_stocked_store, ahead, as_tracker):  # noqa: F811
    path = f"/groups/meetings/{ahead.pk}/before"
    page = text(as_tracker.get(path))
    for said in ("Late one", "Done one", "The share is agreed", "beyond what chance gives", "Forward plan"):
        assert said in page
    assert "the last meeting" in page
    files = {key: as_tracker.get(f"{path}?table={key}&format=csv").content.decode() for key in ("done", "overdue")}
    assert "It is done" in files["done"]
    assert "Late one" not in files["done"]
    assert "Late one" in files["overdue"]
    assert "meets" in as_tracker.get(f"{path}?table=forward&format=csv").content.decode()

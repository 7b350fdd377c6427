"""What is new since the last meeting."""

from dataclasses import dataclass
from datetime import date

from clearway.planning.groups.since import actions_since


@dataclass
class Action:
    due_on: date
    done_on: date | None = None


LAST, TODAY = date(2026, 5, 1), date(2026, 7, 1)
DONE_BEFORE = Action(date(2026, 4, 1), date(2026, 4, 30))
DONE_THAT_DAY = Action(date(2026, 4, 1), LAST)
LATE = Action(date(2026, 6, 30))
DUE_TODAY = Action(TODAY)


def test_actions_are_told_apart_by_the_days_of_the_last_meeting_and_today():
    found = actions_since([DONE_BEFORE, DONE_THAT_DAY, LATE, DUE_TODAY], last=LAST, today=TODAY)
    assert (found.done, found.overdue, found.ahead) == ((DONE_THAT_DAY,), (LATE,), (DUE_TODAY,))


def test_before_the_first_meeting_everything_done_is_new():
    assert actions_since([DONE_BEFORE], last=None, today=TODAY).done == (DONE_BEFORE,)

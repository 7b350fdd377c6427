"""What is new since a group met last: actions done since, overdue, and still ahead. By day, without a screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Generic, Protocol, TypeVar


class DatedAction(Protocol):
    """An action as it is told apart here: until when it was to be done, and when it was."""

    due_on: date
    done_on: date | None


Act = TypeVar("Act", bound=DatedAction)


@dataclass(frozen=True, slots=True)
class ActionsSince(Generic[Act]):
    """Actions by what a group wants to know of them, each in the order given."""

    done: tuple[Act, ...]
    overdue: tuple[Act, ...]
    ahead: tuple[Act, ...]


def actions_since(actions: Iterable[Act], *, last: date | None, today: date) -> ActionsSince[Act]:
    """Tell apart what was done since the last meeting, what is overdue today, and what is still ahead.

    The day of the last meeting counts as since; without one, everything done does. An action is overdue from the day
    after it was due.
    """
    done: list[Act] = []
    overdue: list[Act] = []
    ahead: list[Act] = []
    for one in actions:
        if one.done_on is None:
            (overdue if one.due_on < today else ahead).append(one)
        elif last is None or one.done_on >= last:
            done.append(one)
    return ActionsSince(tuple(done), tuple(overdue), tuple(ahead))

"""The dated events of one wait and the intervals between them, with who held each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from clearway.clocks.outcome import Route, Wait
from clearway.clocks.transfers import Transfer
from clearway.records.waiting_times import WaitingTimeRecord

Trust = Callable[[str | None], str]
"""Answers the name of the trust that a site code belongs to, empty when there is no code."""

START, SEEN, TOLD, DECIDED, TRANSFERRED, STOP = "start", "first seen", "told", "decision to treat", "transfer", "stop"


@dataclass(frozen=True, slots=True)
class Milestone:
    """An event on a wait. `day` counts from the start less the days taken off by then; `trust` is a name or empty."""

    kind: str
    on: date
    day: int
    trust: str


@dataclass(frozen=True, slots=True)
class Interval:
    """The time between two events next to one another.

    `days` is the calendar length, `controllable_days` what is left after the pauses that lie in it, `held_by` the
    trust whose step came next.
    """

    begins: str
    ends: str
    days: int
    controllable_days: int
    held_by: str


def milestones(
    clock: str, record: WaitingTimeRecord, wait: Wait, trust: Trust, transfers: Sequence[Transfer] = ()
) -> tuple[Milestone, ...]:
    """The events of one wait in order of date, from its start to its stop; events outside the wait are left out.

    `transfers` are those recorded one by one; the transfer date of the record stands in where there are none. A place
    that is not recorded stays empty: it is never guessed.
    """
    moves: list[tuple[str, date | None, str | None]] = [(TRANSFERRED, one.on, one.received_by) for one in transfers]
    moves = moves or [(TRANSFERRED, record.transfer_date, record.org_treatment)]
    stop_trust = {"2ww": record.org_first_seen, "fds": record.org_fds_end}.get(clock, record.org_treatment)
    between = {
        "2ww": (),
        "fds": ((SEEN, record.date_first_seen, record.org_first_seen),),
        "31": moves,
        "62": (
            (SEEN, record.date_first_seen, record.org_first_seen),
            (TOLD, record.fds_end_date, record.org_fds_end),
            (DECIDED, record.ctp_start_date, record.org_dtt),
            *moves,
        ),
    }[clock]
    first_trust = record.org_upgrade if wait.route is Route.UPGRADE else record.org_first_seen
    start_trust = record.org_dtt if clock == "31" else first_trust
    inside = sorted(
        ((kind, on, org) for kind, on, org in between if on is not None and wait.start <= on <= wait.stop),
        key=lambda event: event[1],
    )
    events = [(START, wait.start, start_trust), *inside, (STOP, wait.stop, stop_trust)]
    return tuple(Milestone(kind, on, _day(kind, on, wait), trust(org)) for kind, on, org in events)


def intervals(events: tuple[Milestone, ...], wait: Wait, *, stopped_by: str = STOP) -> tuple[Interval, ...]:
    """The intervals between neighbouring events. First-seen pauses lie in the first, treatment pauses in the last."""
    paused = {pause.kind: pause.days for pause in wait.pauses if pause.is_allowed}
    pairs = list(pairwise(events))
    answer = []
    for place, (before, after) in enumerate(pairs):
        length = (after.on - before.on).days
        in_first = paused.get("first_seen", 0) if place == 0 else 0
        in_last = paused.get("treatment", 0) if place == len(pairs) - 1 else 0
        answer.append(
            Interval(
                begins=before.kind,
                ends=stopped_by if after.kind == STOP else after.kind,
                days=length,
                controllable_days=max(0, length - in_first - in_last),
                held_by=_held_by(before, after, events[: place + 1]),
            )
        )
    return tuple(answer)


def _day(kind: str, on: date, wait: Wait) -> int:
    paused = {pause.kind: pause.days for pause in wait.pauses if pause.is_allowed}
    elapsed = (on - wait.start).days
    if kind == START:
        return 0
    if kind == STOP:
        return wait.days
    return elapsed - min(elapsed, paused.get("first_seen", 0))


def _held_by(before: Milestone, after: Milestone, so_far: Sequence[Milestone]) -> str:
    """Up to a transfer, the trust before it; else the trust of the next step, else the last to receive the person."""
    if after.kind == TRANSFERRED:
        return before.trust or holder_on(so_far, before.on)
    received = [event.trust for event in so_far if event.kind == TRANSFERRED and event.trust]
    return after.trust or (received[-1] if received else "")


def holder_on(events: Sequence[Milestone], day: date) -> str:
    """The trust that had the person on a day: the last to receive them, else the first place that is recorded."""
    received = [event.trust for event in events if event.kind == TRANSFERRED and event.on <= day and event.trust]
    return received[-1] if received else next((event.trust for event in events if event.trust), "")

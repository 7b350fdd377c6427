"""The first day on which somebody could have acted: the first stated limit that was passed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from clearway.clocks.explanation.milestones import TRANSFERRED, Interval, Milestone, holder_on
from clearway.clocks.explanation.phrases import long_date
from clearway.clocks.outcome import NotCounted, Wait
from clearway.clocks.rules import ClockRules
from clearway.records.waiting_times import WaitingTimeRecord

CANNOT_TELL = (
    "This record cannot tell: no stated limit inside the wait was passed that its dates can show. "
    "The tracking notes may say more."
)


@dataclass(frozen=True, slots=True)
class FirstAction:
    """`on` is the first day after a stated limit had passed; None when the record cannot tell."""

    on: date | None
    rule: str
    held_by: str
    words: str


@dataclass(frozen=True, slots=True)
class _Limit:
    passed_on: date
    rule: str
    words: str
    held_by: str


def first_action(
    record: WaitingTimeRecord,
    wait: Wait,
    told: Wait | NotCounted,
    events: tuple[Milestone, ...],
    passed: tuple[Interval, ...],
    rules: ClockRules,
) -> FirstAction | None:
    """The earliest of the limits that rules or policy state (28 to be told, 38 to hand over, 24 and 31 to treat).

    None for a wait within its limit. A limit passed only on the last day
    of the wait left nothing to do.
    """
    if wait.days <= wait.limit:
        return None
    limits = _limits(record, wait, told, events, rules)
    candidates = [one for one in limits if one.passed_on + timedelta(days=1) < wait.stop]
    if not candidates:
        return FirstAction(None, "", "", CANNOT_TELL)
    first = min(candidates, key=lambda one: one.passed_on)
    on = first.passed_on + timedelta(days=1)
    held = first.held_by or next((interval.held_by for interval in passed if interval.held_by), "")
    holder = f", held by {held}" if held else ""
    return FirstAction(on, first.rule, held, f"{long_date(on)}: {first.words}{holder}.")


def _limits(
    record: WaitingTimeRecord,
    wait: Wait,
    told: Wait | NotCounted,
    events: tuple[Milestone, ...],
    rules: ClockRules,
) -> Iterator[_Limit]:
    today = rules.on(wait.stop)
    paused = {pause.kind: pause.days for pause in wait.pauses if pause.is_allowed}
    by_kind = {event.kind: event for event in events}
    if isinstance(told, Wait) and told is not wait and told.days > told.limit and told.start == wait.start:
        allowed = told.limit + told.raw_days - told.days
        words = f"day {told.limit} had passed and the person had not been told"
        yield _Limit(told.start + timedelta(days=allowed), "FDS-2", words, _told_by(by_kind))
    if wait.allocation and wait.allocation.phase_1_days is not None and wait.allocation.phase_2_days is not None:
        handed_over = max((event.on for event in events if event.kind == TRANSFERRED), default=record.transfer_date)
        handover, treat = today.days("handover_day"), today.days("treat_days")
        if wait.allocation.phase_1_days > handover:
            on = wait.start + timedelta(days=handover + paused.get("first_seen", 0))
            words = f"day {handover} had passed and the treating trust did not have the person"
            yield _Limit(on, "IPT-2", words, holder_on(events, on))
        if wait.allocation.phase_2_days > treat and handed_over:
            on = handed_over + timedelta(days=treat + paused.get("treatment", 0))
            words = f"{treat} days had passed since the transfer"
            yield _Limit(on, "IPT-2", words, by_kind["stop"].trust)
    decided = record.ctp_start_date
    if decided and wait.limit > today.days("d31_days") and wait.start <= decided <= wait.stop and record.event_type:
        limit = today.days("d31_days")
        on = decided + timedelta(days=limit + paused.get("treatment", 0))
        yield _Limit(on, "D31-3", f"{limit} days had passed since the decision to treat", by_kind["stop"].trust)


def _told_by(by_kind: dict[str, Milestone]) -> str:
    """Who held the person before being told: whoever told, else whoever saw first, else whoever received."""
    return next((by_kind[kind].trust for kind in ("told", "first seen", "start") if kind in by_kind), "")

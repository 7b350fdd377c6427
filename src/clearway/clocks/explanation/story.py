"""The steps of a counted wait in the order in which they happened, each with the rules it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from clearway.clocks.explanation.milestones import DECIDED, SEEN, START, STOP, TOLD, TRANSFERRED, Milestone
from clearway.clocks.explanation.phrases import START_WORDS, STOP_WORDS, at, days, long_date
from clearway.clocks.explanation.working import Working
from clearway.clocks.outcome import Pause, Route, Wait
from clearway.records.waiting_times import WaitingTimeRecord


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence of the story. `day` is after adjustment; None for steps that are not events."""

    words: str
    rules: tuple[str, ...]
    on: date | None = None
    day: int | None = None


def story(
    clock: str, record: WaitingTimeRecord, wait: Wait, events: tuple[Milestone, ...], shared: Working | None
) -> Iterator[Step]:
    """Start, what happened between, days taken off, the end, and who answers for it."""
    for event in events:
        if event.kind == STOP:
            yield from (_pause_step(pause, record) for pause in wait.pauses if pause.kind == "treatment")
        yield _event_step(clock, wait, event, record)
        if event.kind == START:
            yield from (_pause_step(pause, record) for pause in wait.pauses if pause.kind == "first_seen")
            yield from _unused_first_seen_pause(wait, record)
    if "HIST-1" in wait.rules:
        words = f"This kind of cancer had {wait.limit} days from referral until September 2023, not the usual 62."
        yield Step(words, ("HIST-1",))
    yield Step(_end_words(wait), ("DAY-2", *(("DAY-3",) if wait.flags & {"NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT"} else ())))
    if shared:
        yield Step(shared.words, shared.rules)


def _event_step(clock: str, wait: Wait, event: Milestone, record: WaitingTimeRecord) -> Step:
    when = long_date(event.on)
    words = {
        START: f"Clock started {when}: {_start_words(clock, wait)}{at(event.trust)}.",
        SEEN: f"First seen {when}{at(event.trust)}, day {event.day}.",
        TOLD: f"Told {when}{at(event.trust)}, day {event.day}.",
        DECIDED: f"Treatment decided {when}{at(event.trust)}, day {event.day}.",
        TRANSFERRED: f"Transfer complete {when}, day {event.day}: now with {event.trust or 'the treating trust'}.",
        STOP: f"{STOP_WORDS[clock]} {when}{at(event.trust)}, day {event.day}.",
    }[event.kind]
    if event.kind == STOP and clock == "fds":
        words = _told_words(event, record)
    return Step(words, _event_rules(clock, wait, event.kind), event.on, event.day)


def _start_words(clock: str, wait: Wait) -> str:
    if clock == "31":
        later = wait.stage == "Subsequent"
        return "earliest clinically appropriate date for this later treatment" if later else "decision to treat"
    return START_WORDS[wait.route or Route.URGENT]


def _told_words(event: Milestone, record: WaitingTimeRecord) -> str:
    told = record.fds_end_date
    if told and told > event.on:
        return (
            f"Treatment decided {long_date(event.on)}, day {event.day}: that stops the clock, "
            f"before the person was formally told on {long_date(told)}{at(event.trust)}."
        )
    return f"Told {long_date(event.on)}{at(event.trust)}, day {event.day}."


def _event_rules(clock: str, wait: Wait, kind: str) -> tuple[str, ...]:
    starts = {
        "2ww": ("START-1", "HIST-2"),
        "fds": ("START-1", "FDS-1"),
        "31": ("ECAD-1",) if wait.stage == "Subsequent" else ("D31-3",),
        "62": ("START-3" if wait.route is Route.UPGRADE else "START-1", "D62-2", "D62-3"),
    }
    stops = {
        "2ww": ("HIST-2", "DAY-1"),
        "fds": ("FDS-2", "FDS-5", "DAY-1"),
        "31": ("D31-3", "DAY-1", *(("D31-5",) if "DTT_AFTER_TREATMENT" in wait.flags else ())),
        "62": ("D62-3", "D62-4", "DAY-1", *(("HIST-1",) if "HIST-1" in wait.rules else ())),
    }
    return {START: starts[clock], STOP: stops[clock], TRANSFERRED: ("IPT-7",)}.get(kind, ())


def _unused_first_seen_pause(wait: Wait, record: WaitingTimeRecord) -> Iterator[Step]:
    """A first-seen pause that an upgrade leaves behind (D62-5): said, so that nobody looks for the missing days."""
    is_taken_off = any(pause.kind == "first_seen" for pause in wait.pauses)
    if wait.route is Route.UPGRADE and record.wta_first_seen > 0 and not is_taken_off:
        words = (
            f"{days(record.wta_first_seen).capitalize()} recorded after a missed first appointment, but not taken off: "
            "the upgrade did not come before the first appointment."
        )
        yield Step(words, ("D62-5",))


def _pause_step(pause: Pause, record: WaitingTimeRecord) -> Step:
    if pause.kind == "first_seen":
        return Step(f"{days(pause.days).capitalize()} taken off: the first appointment was missed.", ("ADJ-1",))
    reason = {
        "PATIENT_CHOICE": "the person chose to wait",
        "EGG_HARVESTING": "eggs were collected before treatment",
        "MEDICAL": "the person was not well enough for treatment",
    }.get(record.wta_treatment_reason or "", "no reason is recorded")
    if pause.is_allowed:
        return Step(f"{days(pause.days).capitalize()} taken off before treatment: {reason}.", ("ADJ-2", "ADJ-4"))
    return Step(
        f"{days(pause.days).capitalize()} recorded as a pause, but not taken off: {reason}, which at that date "
        "was allowed only for admitted care.",
        ("ADJ-3", "ADJ-5"),
    )


def _end_words(wait: Wait) -> str:
    if wait.flags & {"NEGATIVE_WAIT", "ADJ_EXCEEDS_WAIT"}:
        return f"The wait comes to {wait.days} days, which cannot be right: counted, but not as a success."
    if "DTT_AFTER_TREATMENT" in wait.flags:
        return "The decision is recorded after the treatment, so the wait is set to 0 and flagged."
    over = wait.days - wait.limit
    if over <= 0:
        return f"Day {wait.limit} itself is within the limit; this was day {wait.days}: within."
    return f"Day {wait.limit} itself is within the limit; this was day {wait.days}: {days(over)} over, a breach."

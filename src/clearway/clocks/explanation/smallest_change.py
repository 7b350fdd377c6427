"""The smallest change that would have turned a breach: fewest days off one interval, the others as they were."""

from dataclasses import dataclass

from clearway.clocks.explanation.milestones import Interval
from clearway.clocks.explanation.phrases import STEP_WORDS, days, listed
from clearway.clocks.outcome import Wait


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """`days` off any one of `intervals` would have been enough; no interval when none alone was long enough."""

    days: int
    intervals: tuple[Interval, ...]
    words: str


def smallest_change(wait: Wait, passed: tuple[Interval, ...]) -> SmallestChange | None:
    """None for a wait within its limit, and for one that DAY-3 keeps from passing, where no interval is at fault.

    Every day off any interval is a day off the wait, so each interval with enough days that somebody controls is a tie.
    """
    over = wait.days - wait.limit
    if over <= 0:
        return None
    enough = tuple(interval for interval in passed if interval.controllable_days >= over)
    if not enough:
        return SmallestChange(
            over,
            (),
            f"No single step could have saved it: {days(over)} too long, and no step between two recorded dates lasted "
            "that long once the days taken off are left out.",
        )
    places = listed([_named(interval) for interval in enough])
    return SmallestChange(
        over, enough, f"{days(over).capitalize()} less between {places}: day {wait.limit}, no breach."
    )


def _named(interval: Interval) -> str:
    held = f", held by {interval.held_by}" if interval.held_by else ""
    lasted = f"{days(interval.days)}{held}"
    return f"{STEP_WORDS[interval.begins]} and {STEP_WORDS[interval.ends]} ({lasted})"

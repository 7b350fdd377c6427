"""The smallest change that would have turned a breach: fewest days off one interval, the others as they were."""

from dataclasses import dataclass

from clearway.clocks.explanation.milestones import Interval
from clearway.clocks.explanation.phrases import days, step_between
from clearway.clocks.outcome import Route, Wait


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """`days` off any one of `intervals` would have been enough; no interval when none alone was long enough."""

    days: int
    intervals: tuple[Interval, ...]
    words: str


def smallest_change(clock: str, wait: Wait, passed: tuple[Interval, ...]) -> SmallestChange | None:
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
    places = "; ".join(_named(clock, wait.route, interval) for interval in enough)
    lead = "in this step" if len(enough) == 1 else "in any one of these steps, the others as they were"
    return SmallestChange(
        over, enough, f"{days(over).capitalize()} less {lead}: {places}. Then day {wait.limit}, no breach."
    )


def _named(clock: str, route: Route | None, interval: Interval) -> str:
    held = f", {interval.held_by}" if interval.held_by else ""
    return f"{step_between(clock, route, interval.begins, interval.ends)} ({days(interval.days)}{held})"

"""Why a wait was long, as its trust recorded it."""

from datetime import date

from clearway.clocks.explanation import ClockStory
from clearway.clocks.explanation.milestones import Interval
from clearway.clocks.explanation.phrases import step_between
from clearway.clocks.outcome import Route
from clearway.records.waiting_times import WaitingTimeRecord
from clearway.standards import RuleBook, RuleNotKnown

REASON_COLUMNS = {"2ww": "delay_first_seen", "fds": "fds_delay_reason", "31": "delay_dtt_to_treat"}
UPGRADED, REFERRED = "delay_upgrade_to_treat", "delay_ref_to_treat"


def reason_recorded(record: WaitingTimeRecord, story: ClockStory, book: RuleBook) -> str:
    """The delay reason of one clock in words; the bare code where no list holds it; empty when none is recorded."""
    column = REASON_COLUMNS.get(story.clock) or (UPGRADED if story.route is Route.UPGRADE else REFERRED)
    code = getattr(record, column)
    if not code:
        return ""
    return code_label(book, "delay_reason", code, story.stop) or f"code {code}"


def code_label(book: RuleBook, list_name: str, code: str | None, on: date | None) -> str:
    """What a code means on a day; empty where there is no code or day, or nothing is known of them."""
    if not code or on is None:
        return ""
    try:
        found = book.codes(list_name, on).get(code)
    except RuleNotKnown:
        return ""
    return found.label if found else ""


def longest_step(story: ClockStory) -> Interval | None:
    """The longest interval between two recorded dates, the earlier of equals; None for a wait of less than a day."""
    longest = max(story.intervals, key=lambda one: one.days, default=None)
    return longest if longest and longest.days > 0 else None


def step_words(story: ClockStory, step: Interval) -> str:
    """An interval by the events at its ends: `first appointment to being told`."""
    return step_between(story.clock, story.route, step.begins, step.ends)

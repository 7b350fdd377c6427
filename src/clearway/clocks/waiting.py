"""Day arithmetic that every clock shares (rules DAY-1 to DAY-3)."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from clearway.clocks.outcome import Pause


class Count(NamedTuple):
    """Days waited, before and after pauses, and whether that is a pass."""

    raw_days: int
    days: int
    is_within: bool
    flags: frozenset[str]


def count_days(start: date, stop: date, pauses: Iterable[Pause], limit: int) -> Count:
    """Whole calendar days from start (day 0) to stop, less allowed pauses; day `limit` itself passes.

    A stop before the start, or a pause longer than the wait, keeps its computed days and its flag, and never passes.
    """
    raw = (stop - start).days
    taken_off = sum(pause.days for pause in pauses if pause.is_allowed)
    if raw < 0:
        return Count(raw, raw - taken_off, False, frozenset({"NEGATIVE_WAIT"}))
    if taken_off > raw:
        return Count(raw, raw - taken_off, False, frozenset({"ADJ_EXCEEDS_WAIT"}))
    return Count(raw, raw - taken_off, raw - taken_off <= limit, frozenset())


def rules_if(*conditions: tuple[str, object]) -> tuple[str, ...]:
    """The ids of the rules whose condition holds, in the order given, each once."""
    return tuple(dict.fromkeys(rule for ids, holds in conditions if holds for rule in ids.split()))

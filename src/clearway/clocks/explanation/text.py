"""An explanation as plain text for the terminal, and as data for machines."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.clocks.explanation.explanation import ClockStory, Explanation


def as_text(explanation: Explanation) -> str:
    """The stories of all clocks, then what is odd, then every rule that was used."""
    return "\n".join(_lines(explanation))


def as_json(explanation: Explanation) -> Any:
    """The same as plain lists, dicts, numbers and text: dates as YYYY-MM-DD, shares as decimals in text."""
    return _plain(asdict(explanation))


def _lines(explanation: Explanation) -> Iterator[str]:
    yield f"Record {explanation.record_id}, rules: {explanation.rule_set}"
    for story in explanation.clocks:
        yield ""
        yield from _clock_lines(story)
    if explanation.flags:
        yield ""
        yield "To check in this record"
        yield from (f"  {flag.code}: {flag.words} {flag.mend}".rstrip() for flag in explanation.flags)
    yield ""
    yield "Rules used"
    for rule in explanation.rules:
        local = f" LOCAL: {rule.overridden}" if rule.overridden else ""
        yield f"  {rule.id}: {rule.title} [{rule.trust}; {rule.source}]{local}"


def _clock_lines(story: ClockStory) -> Iterator[str]:
    yield story.title
    yield f"  {story.verdict}"
    for place, step in enumerate(story.steps, 1):
        rules = f"  [{', '.join(step.rules)}]" if step.rules else ""
        yield f"  {place}. {step.words}{rules}"
    if story.local_working:
        yield f"  Under the local policy: {story.local_working.words}"
    if story.smallest_change:
        yield f"  What would have changed it: {story.smallest_change.words}"
    if story.first_action:
        yield f"  First day somebody could have acted: {story.first_action.words}"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(held) for held in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else value

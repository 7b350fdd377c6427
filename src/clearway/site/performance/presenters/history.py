"""The thresholds and ambitions of a measure over time, as the rule book dates them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from clearway.site import words
from clearway.site.performance import figures
from clearway.site.performance.cards import cards
from clearway.site.performance.presenters.figure import whole_percent
from clearway.standards.targets import Standard, as_share


@dataclass(frozen=True, slots=True)
class ThresholdLine:
    """One threshold or ambition: what it is for, from when to when, the share, and how sure we are."""

    title: str
    period: str
    share: str
    trust: str
    source: str
    is_ambition: bool = False


def threshold_lines(slug: str, only: Collection[str] = ()) -> tuple[ThresholdLine, ...]:
    """Every threshold of a card's standards, or of some of them only, then every ambition, newest first."""
    rules = figures.rules()
    standards = [rules.standards[key] for key in cards()[slug].standards if not only or key in only]
    lines = [line for standard in standards for line in reversed(_thresholds(standard))]
    aims = [
        ThresholdLine(
            "Ambition of planning guidance",
            f"by {one.by_words}",
            whole_percent(one.value),
            one.trust.words,
            one.source.document,
            is_ambition=True,
        )
        for one in reversed(rules.ambitions)
        if any(one.standard == standard.key for standard in standards)
    ]
    return (*lines, *aims)


def _thresholds(standard: Standard) -> list[ThresholdLine]:
    found = []
    for place, dated in enumerate(standard.thresholds):
        following = standard.thresholds[place + 1 :]
        ends = following[0].applies_from - timedelta(days=1) if following else standard.applies_to
        share = as_share(dated)
        found.append(
            ThresholdLine(
                standard.title,
                _period(dated.applies_from, ends),
                "none was set" if share is None else whole_percent(share),
                dated.trust.words,
                dated.source or standard.source.document,
            )
        )
    return found


def _period(first: date, last: date | None) -> str:
    return f"{words.day(first)} to {words.day(last)}" if last else f"from {words.day(first)}"

"""The four Gunning principles as gates: what must be shown before a consultation opens, and before it closes.

The principles are of the courts (R v Brent London Borough Council, ex parte Gunning, 1985; from memory). They do not
say how many weeks are enough: that has to be argued each time, and the argument is part of the evidence.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from clearway.planning.engagement.reference import reference

SHORT = timedelta(weeks=6)
"""Under so long the page says that it is short, and nothing is refused for it: our own line, no rule."""
HOLIDAYS = ((12, 20, 1, 3, "Christmas and New Year"), (7, 22, 9, 1, "the school holidays of the summer"))
"""First month and day, last month and day. Roughly, for a reminder; no list of school terms is kept."""


class Step(StrEnum):
    """What a consultation is about to do."""

    OPEN = "open"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that holds a consultation back, and how to mend it."""

    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class ConsultationFacts:
    """What the gates look at. `responses` is None until somebody counted them; `report` says where it is kept."""

    opens_on: date | None
    closes_on: date | None
    responses: int | None
    report: str
    evidence: Collection[str]


def missing(facts: ConsultationFacts, step: Step, *, today: date) -> tuple[Missing, ...]:
    """What is still missing for a step, each in words; empty where nothing holds it back.

    Closing needs the evidence of all four principles, its last day over, the responses counted, and the report.
    """
    found = [
        Missing(f"{one.title}: nobody has shown it. {one.question}", one.shows)
        for one in reference().principles
        if one.code not in facts.evidence and (step is Step.CLOSE or one.before == Step.OPEN)
    ]
    found += _dates(facts, step, today)
    if step is Step.CLOSE and facts.responses is None:
        found.append(Missing("Nobody has said how many responses came.", "Count them, and write the number down."))
    if step is Step.CLOSE and not facts.report:
        found.append(
            Missing(
                "There is no report of what people said and how it was taken into account.",
                "Say where the report is kept.",
            )
        )
    return tuple(found)


def _dates(facts: ConsultationFacts, step: Step, today: date) -> list[Missing]:
    if facts.opens_on is None or facts.closes_on is None:
        return [Missing("It has no first and last day.", "Say from which day to which day people can answer.")]
    if facts.closes_on <= facts.opens_on:
        return [Missing("Its last day is not after its first.", "Correct the days.")]
    if step is Step.CLOSE and today <= facts.closes_on:
        return [Missing("Its last day is not over: people can still answer.", "Close it on the day after, or later.")]
    if step is Step.OPEN and today >= facts.closes_on:
        return [Missing("Its last day is over already.", "Give people time: choose a later last day.")]
    return []


def time_words(opens_on: date | None, closes_on: date | None) -> tuple[str, ...]:
    """How long people have, and what falls into it, in words: for who judges whether that is enough."""
    if opens_on is None or closes_on is None or closes_on <= opens_on:
        return ()
    long = closes_on - opens_on + timedelta(days=1)
    weeks, days = divmod(long.days, 7)
    said = [part for part in (_many(weeks, "week"), _many(days, "day")) if part]
    told = [f"People have {' and '.join(said)} to answer."]
    if long < SHORT:
        told.append("That is short. Say in the evidence why it is enough.")
    told += [f"{name[:1].upper() + name[1:]} fall into it." for name in _holidays(opens_on, closes_on)]
    return tuple(told)


def _holidays(first: date, last: date) -> list[str]:
    found = []
    for begin_month, begin_day, end_month, end_day, name in HOLIDAYS:
        over = end_month < begin_month
        for year in range(first.year - over, last.year + 1):
            begin, end = date(year, begin_month, begin_day), date(year + over, end_month, end_day)
            if begin <= last and end >= first and name not in found:
                found.append(name)
    return found


def _many(number: int, what: str) -> str:
    return "" if not number else f"{number} {what}" if number == 1 else f"{number} {what}s"

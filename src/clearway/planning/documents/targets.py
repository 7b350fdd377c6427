"""What a sentence says is to be reached: a share, a number of things, or a number of days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clearway.planning.documents.tables import compiled, form, number_of, table, words_of


@dataclass(frozen=True, slots=True)
class PrintedTarget:
    """A target: value, its unit (percent, days, weeks, months or the things counted), and the words that print it."""

    value: float
    unit: str
    printed: str


def targets_in(sentence: str) -> tuple[PrintedTarget, ...]:
    """The targets of a sentence, in the order they are printed, each once.

    A share counts before a limit of days: in "75% within 62 days" the days say what is counted, not what is reached.
    """
    shares = list(_shares(sentence))
    found = shares or [*_days(sentence), *_counted(sentence)]
    return tuple({(one.value, one.unit): one for one in found}.values())


def _shares(sentence: str) -> Iterator[PrintedTarget]:
    for match in form("targets", "percent").finditer(sentence):
        before = sentence[: match.start()]
        if not form("targets", "not_a_target").search(before) and float(match["value"]) <= 100:
            yield PrintedTarget(float(match["value"]), "percent", match.group())


def _days(sentence: str) -> Iterator[PrintedTarget]:
    for match in _day_form().finditer(sentence):
        if not match["working"]:
            yield PrintedTarget(number_of(match["value"]), f"{match['unit'].lower()}s", match.group().strip())


@cache
def _day_form() -> re.Pattern[str]:
    return compiled(table("targets")["days"].replace("NUMBER", "|".join(table("dates")["numbers"])))


def _counted(sentence: str) -> Iterator[PrintedTarget]:
    for match in form("targets", "counted").finditer(sentence):
        if match["unit"].lower() in words_of("targets", "counted_units"):
            yield PrintedTarget(number_of(match["value"]), match["unit"].lower(), match.group().strip())

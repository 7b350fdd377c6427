"""What people typed into a return, as JSON keeps it and as it is used."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from clearway.publications.returns.filling import Answer
from clearway.publications.returns.marking import MarkedCell
from clearway.publications.returns.plain_form import as_plain, from_plain
from clearway.publications.tables import Cell
from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words

LONGEST = 4_000


def kept(answers: Mapping[str, Answer]) -> dict[str, Any]:
    """Answers as JSON keeps them."""
    return {
        question: {**as_plain(one.value), "carried_from": one.carried_from, "is_confirmed": one.is_confirmed}
        for question, one in answers.items()
        if one.value not in (None, "")
    }


def read(held: Mapping[str, Any]) -> dict[str, Answer]:
    """Answers out of JSON."""
    return {
        question: Answer(from_plain(one), one["carried_from"], one["is_confirmed"]) for question, one in held.items()
    }


def typed(asked: MarkedCell, text: str, day: date | None = None) -> Cell:
    """What was typed, as what the question asks for; None for nothing. Refused with words for what is no such thing."""
    words = text.strip()
    if asked.answer == "date":
        return day
    if not words:
        return None
    if asked.answer == "number":
        try:
            number = Decimal(words.replace(",", "").replace("£", "").replace(" ", ""))
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or abs(number) >= 10**14 or number.as_tuple().exponent < -9:  # type: ignore[operator]
            raise Refused(f"“{words[:40]}” is not a number.", "Write a number such as 1,250.50.", code="ANSWER-NUMBER")
        return int(number) if number == number.to_integral_value() else number
    if asked.answer == "choice" and words not in asked.choices:
        raise Refused(f"“{words[:40]}” is not among the answers.", "Choose one of the list.", code="ANSWER-CHOICE")
    return checked_words(words, what="The answer", longest=LONGEST)


def answered(before: Mapping[str, Answer], asked: MarkedCell, value: Cell, *, is_confirmed: bool) -> Answer:
    """The answer now: another value is a new one; the same that was carried forward waits until it is confirmed."""
    held = before.get(asked.question or "")
    if held is not None and held.carried_from and held.value == value:
        return replace(held, is_confirmed=held.is_confirmed or is_confirmed)
    return Answer(value)

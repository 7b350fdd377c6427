"""Judging answers: what is missing, too long, too much, or not an answer at all; each with words for who typed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clearway.site.forms.questionnaire.answers import MOST_TURNS, Answered, Place
from clearway.site.forms.questionnaire.item import Item, Value
from clearway.site.forms.questionnaire.value_types import belongs

MOST_ANSWERS = 50
LONGEST = 10_000
"""How long an answer in words may be where the form does not say."""


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One thing to mend, at one place. The words never repeat the answer."""

    place: Place
    words: str
    is_missing: bool = False


def problems(answered: Answered, *, party: str, is_final: bool) -> list[AnswerProblem]:
    """What is wrong with a party's answers; only a final check asks for what is required and not there."""
    found: list[AnswerProblem] = []
    for section in answered.form.sections_of(party):
        for item in section.group.every():
            if not item.type.is_question or item.calculation is not None:
                continue
            group = answered.repeating(item.link_id)
            for turn in range(answered.turns(group) if group else 1):
                found += _at(answered, item, Place(item.link_id, turn), is_final)
    return found


def _at(answered: Answered, item: Item, place: Place, is_final: bool) -> Iterator[AnswerProblem]:
    values = answered.values(item.link_id, place.turn)
    if not values:
        if is_final and item.is_required and answered.is_asked(item, place.turn):
            yield AnswerProblem(place, f"Answer “{item.text}”", is_missing=True)
        return
    if len(values) > (MOST_ANSWERS if item.repeats else 1) or place.turn >= MOST_TURNS:
        yield AnswerProblem(place, f"“{item.text}” has too many answers")
    for value in values:
        if words := why_not(value, item):
            yield AnswerProblem(place, words)


def why_not(value: Value, item: Item) -> str:
    """Why a value does not answer a question, in words; empty when it does."""
    if not belongs(value, item):
        return f"“{item.text}” has an answer that it does not take"
    if isinstance(value, str) and len(value) > (item.max_length or LONGEST):
        return f"Shorten the answer to “{item.text}” to {item.max_length or LONGEST:,} characters"
    if item.least is not None and _below(value, item.least):
        return f"“{item.text}” must be {_told(item.least)} or more"
    if item.most is not None and _below(item.most, value):
        return f"“{item.text}” must be {_told(item.most)} or less"
    return ""


def _below(one: Value, other: Value) -> bool:
    if isinstance(one, date) and isinstance(other, date):
        return one < other
    return isinstance(one, int | Decimal) and isinstance(other, int | Decimal) and one < other


def _told(bound: Value) -> str:
    return f"{bound.day} {bound:%B %Y}" if isinstance(bound, date) else f"{bound}"

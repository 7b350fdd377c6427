"""A part of a form as it reads when it is shown: each question that is asked, with its answer."""

from dataclasses import dataclass

from clearway.site.forms.fields import words_of
from clearway.site.forms.models import FormPart, FormTheme
from clearway.site.forms.questionnaire.answers import Answered, Place
from clearway.site.forms.questionnaire.item import Item, ItemType


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, or a question with its answers; `place` names the answer, `themes` those marked in it."""

    label: str
    answers: tuple[str, ...] = ()
    is_heading: bool = False
    place: Place | None = None
    themes: tuple[str, ...] = ()
    is_missing: bool = False


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section with its lines, and how much of it is answered."""

    link_id: str
    title: str
    lines: tuple[Line, ...]
    answered: int
    asked: int
    missing: int


def sections_shown(answered: Answered, part: FormPart, themes: list[FormTheme] | None = None) -> list[ShownSection]:
    """The sections of a part, with every question that is asked."""
    marked: dict[Place, tuple[str, ...]] = {}
    texts = {one.code: one.text for one in answered.form.themes}
    for one in themes or []:
        place = Place(one.question, one.turn)
        marked[place] = (*marked.get(place, ()), texts.get(one.theme, one.theme))
    return [_section(answered, one.group, marked) for one in answered.form.sections_of(part.party)]


def _section(answered: Answered, group: Item, marked: dict[Place, tuple[str, ...]]) -> ShownSection:
    lines = [line for item in group.items for line in _lines(answered, item, 0, marked)]
    questions = [one for one in lines if not one.is_heading]
    return ShownSection(
        group.link_id,
        group.text,
        tuple(lines),
        sum(bool(one.answers) for one in questions),
        len(questions),
        sum(one.is_missing for one in questions),
    )


def _lines(answered: Answered, item: Item, turn: int, marked: dict[Place, tuple[str, ...]]) -> list[Line]:
    if item.type is ItemType.GROUP and item.repeats:
        turns = answered.turns(item) if answered.is_asked(item) else 0
        found = []
        for number in range(turns):
            found.append(Line(f"{item.text} {number + 1}" if turns > 1 else item.text, is_heading=True))
            found += [line for one in item.items for line in _lines(answered, one, number, marked)]
        return found
    if not answered.is_asked(item, turn):
        return []
    if not item.type.is_question:
        heading = [Line(item.text, is_heading=True)] if item.type is ItemType.GROUP else []
        return heading + [line for one in item.items for line in _lines(answered, one, turn, marked)]
    place = Place(item.link_id, turn)
    values = answered.values(item.link_id, turn)
    words = tuple(words_of(one) for one in values)
    return [Line(item.text, words, False, place, marked.get(place, ()), item.is_required and not words)]

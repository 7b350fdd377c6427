"""A section of a form as fields of a page, and what was typed into them as answers.

The name of a field is the id of its question, and the turn after two underscores where a group repeats.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from clearway.site.forms.questionnaire.answers import MOST_TURNS, Answered, Place
from clearway.site.forms.questionnaire.item import Coding, Item, ItemType, Quantity, Value

OTHER = "__other"
PARTS = ("day", "month", "year")


@dataclass(frozen=True, slots=True)
class Field:
    """One question, group heading or piece of text on a page. `told` is what is calculated; beside what was typed, what
    is saved and differs."""

    item: Item
    name: str
    kind: str
    typed: Any = ""
    error: str = ""
    turn: int = 0
    turns: int = 1
    is_asked_again: bool = False
    told: str = ""

    @property
    def label(self) -> str:
        """The words of the question; what is not required says so."""
        optional = self.item.type.is_question and not self.item.is_required and not self.item.is_read_only
        return f"{self.item.text} (optional)" if optional else self.item.text


@dataclass(slots=True)
class Typed:
    """What was typed on a page: answers by place, words for what is none, and what stood in each field."""

    answers: dict[Place, tuple[Value, ...]] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    stood: dict[Place, Any] = field(default_factory=dict)


def field_name(place: Place, *, in_turns: bool) -> str:
    """The name of the field of a place."""
    return f"{place.question}__{place.turn}" if in_turns else place.question


def fields_of(
    answered: Answered, section: Item, *, typed: Typed | None = None, errors: Mapping[Place, str], more: str = ""
) -> list[Field]:
    """The fields of a section, in order: what is asked, with what was typed or stands. `more` is a group that gets an
    empty turn at its end."""
    return [one for item in section.items for one in _fields(answered, item, 0, typed or Typed(), errors, more)]


def read_section(answered: Answered, section: Item, post: QueryDict) -> Typed:
    """What was typed for the questions of a section that the page asked."""
    found = Typed()
    for item in section.every():
        if not item.type.is_question or item.calculation is not None or item.is_read_only:
            continue
        in_turns = answered.repeating(item.link_id) is not None
        for turn in range(MOST_TURNS if in_turns else 1):
            place = Place(item.link_id, turn)
            name = field_name(place, in_turns=in_turns)
            if f"{name}__here" in post:
                _read(found, item, place, name, post)
    return found


def _fields(
    answered: Answered, item: Item, turn: int, typed: Typed, errors: Mapping[Place, str], more: str
) -> Iterator[Field]:
    if item.type is ItemType.GROUP and item.repeats:
        if not answered.is_asked(item):
            return
        turns = min(answered.turns(item) + (more == item.link_id), MOST_TURNS)
        for number in range(turns):
            yield Field(item, f"{item.link_id}__{number}", "group", turn=number, turns=turns)
            for one in item.items:
                yield from _fields(answered, one, number, typed, errors, more)
        yield Field(item, item.link_id, "again", turns=turns, is_asked_again=turns < MOST_TURNS)
        return
    if not answered.is_asked(item, turn):
        return
    if not item.type.is_question:
        yield Field(item, item.link_id, str(item.type.value))
        for one in item.items:
            yield from _fields(answered, one, turn, typed, errors, more)
        return
    place = Place(item.link_id, turn)
    name = field_name(place, in_turns=answered.repeating(item.link_id) is not None)
    values = answered.values(item.link_id, turn)
    if item.calculation is not None or item.is_read_only:
        yield Field(item, name, "told", told="; ".join(words_of(one) for one in values))
        return
    stood = typed.stood.get(place, shown(values, item))
    saved = "; ".join(words_of(one) for one in values) if stood != shown(values, item) else ""
    yield Field(item, name, kind_of(item), stood, typed.errors.get(place) or errors.get(place, ""), told=saved)


def kind_of(item: Item) -> str:
    """How a question is asked on a page."""
    if item.type.is_choice:
        return "ticks" if item.repeats else "radios"
    if item.repeats:
        return "lines"
    plain = {ItemType.BOOLEAN: "yes_no", ItemType.DATE: "date", ItemType.TEXT: "text"}
    return plain.get(item.type, "line")


def shown(values: tuple[Value, ...], item: Item) -> Any:
    """Answers as they stand in the field of a question."""
    kind = kind_of(item)
    if kind in ("radios", "ticks"):
        codes = [one.code for one in values if isinstance(one, Coding)]
        return {"codes": codes, "other": "\n".join(one for one in values if isinstance(one, str))}
    if kind == "date":
        one = values[0] if values else None
        return [str(one.day), str(one.month), str(one.year)] if isinstance(one, date) else ["", "", ""]
    if kind == "lines":
        return "\n".join(words_of(one, typed=True) for one in values)
    return words_of(values[0], typed=True) if values else ""


def words_of(value: Value, *, typed: bool = False) -> str:
    """An answer in words; `typed`, as a person would type it again."""
    match value:
        case bool():
            return ("yes" if value else "no") if typed else ("Yes" if value else "No")
        case date():
            return f"{value.day}/{value.month}/{value.year}" if typed else f"{value.day} {value:%B %Y}"
        case Coding():
            return value.display or value.code
        case Quantity():
            unit = value.unit
            return f"{value.value}" if typed or unit is None else f"{value.value} {unit.display or unit.code}"
    return str(value)


def _read(found: Typed, item: Item, place: Place, name: str, post: QueryDict) -> None:
    kind = kind_of(item)
    if kind in ("radios", "ticks"):
        codes = [one for one in post.getlist(name) if one != OTHER]
        other = post.get(name + OTHER, "").strip()
        found.stood[place] = {"codes": codes, "other": other}
        values: list[Value] = [one.coding for one in item.options if one.coding.code in codes]
        if len(values) != len(set(codes)):
            found.errors[place] = f"Choose from the list for “{item.text}”"
        if item.type is ItemType.OPEN_CHOICE and other and (item.repeats or not values):
            values += [one.strip() for one in other.splitlines() if one.strip()] if item.repeats else [other]
        found.answers[place] = tuple(values)
        return
    if kind == "date":
        typed = [post.get(f"{name}-{part}", "").strip() for part in PARTS]
        found.stood[place] = typed
        raw = ["/".join(typed)] if any(typed) else []
    else:
        text = post.get(name, "").replace("\r\n", "\n").replace("\r", "\n").strip()
        found.stood[place] = text
        raw = [one.strip() for one in text.split("\n") if one.strip()] if kind == "lines" else [text] if text else []
    try:
        found.answers[place] = tuple(_value(one, item) for one in raw)
    except (ValueError, InvalidOperation):
        found.errors[place] = f"{WANTED.get(item.type, 'Enter an answer')} for “{item.text}”"


WANTED = {
    ItemType.INTEGER: "Enter a whole number",
    ItemType.DECIMAL: "Enter a number, such as 2.5",
    ItemType.QUANTITY: "Enter a number, such as 2.5",
    ItemType.DATE: "Enter a real date, such as 1 4 2026,",
    ItemType.BOOLEAN: "Choose yes or no",
}


def _value(raw: str, item: Item) -> Value:
    """One typed answer. Raises ValueError or InvalidOperation for what is none."""
    if len(raw) > 100 and item.type in WANTED:
        raise ValueError
    match item.type:
        case ItemType.BOOLEAN:
            return {"yes": True, "no": False}[raw.lower()] if raw.lower() in ("yes", "no") else _no()
        case ItemType.INTEGER:
            return int(raw.replace(",", "")) if raw.isascii() and "_" not in raw else _no()
        case ItemType.DECIMAL:
            return _decimal(raw)
        case ItemType.QUANTITY:
            return Quantity(_decimal(raw), item.unit)
        case ItemType.DATE:
            day, month, year = (int(one) for one in raw.split("/"))
            return date(year, month, day)
    return raw


def _decimal(raw: str) -> Decimal:
    number = Decimal(raw.replace(",", ""))
    if not number.is_finite() or "e" in raw.lower() or "_" in raw or len(raw) > 30:
        raise ValueError
    return number


def _no() -> Any:
    raise ValueError

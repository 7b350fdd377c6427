"""Answers, and which questions are asked at all: conditions followed, repeats counted, sums worked out.

An answer lies at a place: the id of its question, and the turn of the repeating group around it (0 for the first, and
where nothing repeats). Values at a place are a tuple, because a question may repeat too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from clearway.site.forms.questionnaire.form_type import FormType
from clearway.site.forms.questionnaire.item import Coding, Condition, Item, ItemType, Operator, Quantity, Sum, Value

MOST_TURNS = 20


class Place(NamedTuple):
    """Where an answer lies."""

    question: str
    turn: int = 0


Answers = Mapping[Place, tuple[Value, ...]]


@dataclass(frozen=True)
class Answered:
    """Answers seen through a form: what is asked, and what counts."""

    form: FormType
    given: Answers

    @cached_property
    def _above(self) -> dict[str, tuple[Item, ...]]:
        """For each item the groups around it, outermost first."""
        found: dict[str, tuple[Item, ...]] = {}

        def walk(item: Item, above: tuple[Item, ...]) -> None:
            found[item.link_id] = above
            for one in item.items:
                walk(one, (*above, item))

        for section in self.form.sections:
            walk(section.group, ())
        return found

    @cached_property
    def _asked(self) -> dict[Place, bool]:
        """What has been found to be asked or not: conditions that lead to conditions are followed once."""
        return {}

    @cached_property
    def _items(self) -> dict[str, Item]:
        return {one.link_id: one for one in self.form.items()}

    def repeating(self, link_id: str) -> Item | None:
        """The repeating group around an item, or None. A repeating group itself is in none."""
        return next((one for one in self._above[link_id] if one.repeats), None)

    def turns(self, group: Item) -> int:
        """How many turns a group has: as many as were answered, at least one."""
        if not group.repeats:
            return 1
        inside = {one.link_id for one in group.every()}
        return 1 + max(
            (place.turn for place, held in self.given.items() if place.question in inside and held), default=0
        )

    def is_asked(self, item: Item, turn: int = 0) -> bool:
        """Whether an item is asked: its own conditions and those of every group around it hold."""
        place = Place(item.link_id, turn)
        if place not in self._asked:
            self._asked[place] = all(self._holds(one, turn) for one in (*self._above[item.link_id], item))
        return self._asked[place]

    def values(self, question: str, turn: int = 0) -> tuple[Value, ...]:
        """The answers of a question that count: none where it is not asked; a sum is worked out here."""
        item = self._items[question]
        if not self.is_asked(item, turn):
            return ()
        if item.calculation is not None:
            return self._worked_out(item)
        return tuple(self.given.get(Place(question, turn), ()))

    def everywhere(self, question: str) -> tuple[Value, ...]:
        """The answers of a question over all turns of the group around it."""
        group = self.repeating(question)
        return tuple(one for turn in range(self.turns(group) if group else 1) for one in self.values(question, turn))

    def counted(self) -> dict[Place, tuple[Value, ...]]:
        """Every answer that counts, calculated ones among them, in the order of the form."""
        found = {}
        for item in self._items.values():
            group = self.repeating(item.link_id) if item.type.is_question else None
            for turn in range(self.turns(group) if group else 1) if item.type.is_question else ():
                if values := self.values(item.link_id, turn):
                    found[Place(item.link_id, turn)] = values
        return found

    def _holds(self, item: Item, turn: int) -> bool:
        if not item.enable_when:
            return True
        held = [self._condition_holds(one, item, turn) for one in item.enable_when]
        return any(held) if item.enable_behavior == "any" else all(held)

    def _condition_holds(self, condition: Condition, item: Item, turn: int) -> bool:
        group = self.repeating(condition.question)
        is_beside = group is not None and (group is self.repeating(item.link_id) or group is item)
        values = self.values(condition.question, turn) if is_beside else self.everywhere(condition.question)
        return compared(values, condition)

    def _worked_out(self, item: Item) -> tuple[Value, ...]:
        sums = item.calculation
        if sums is None:
            return ()
        held = [self.everywhere(one) for one in sums.of]
        if sums.kind is Sum.COUNT:
            chosen = sum(isinstance(one, Coding) and one.code == sums.chosen for of in held for one in of)
            return (chosen if item.type is ItemType.INTEGER else Decimal(chosen),)
        if sums.kind is Sum.DIFFERENCE and not all(held):
            return ()
        if not any(held):
            return ()
        parts = [sum((_number(one) for one in of), Decimal(0)) for of in held]
        total = parts[0] - parts[1] if sums.kind is Sum.DIFFERENCE else sum(parts, Decimal(0))
        return (int(total) if item.type is ItemType.INTEGER else total,)


def compared(values: tuple[Value, ...], condition: Condition) -> bool:
    """Whether answers meet a condition: `exists` as it says, `!=` when no answer is equal, the others when any is."""
    wanted = condition.answer
    match condition.operator:
        case Operator.EXISTS:
            return bool(values) is wanted
        case Operator.EQUAL:
            return any(same(one, wanted) for one in values)
        case Operator.NOT_EQUAL:
            return not any(same(one, wanted) for one in values)
    return any(_ordered(one, wanted, condition.operator) for one in values)


def same(one: Value, other: Value) -> bool:
    """Whether two answers are the same: codes by code and system, everything else by value."""
    if isinstance(one, Coding) or isinstance(other, Coding):
        return isinstance(one, Coding) and one.is_same(other)
    return isinstance(one, bool) == isinstance(other, bool) and one == other


def _ordered(one: Value, other: Value, operator: Operator) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        one, other = one.value, other.value
    if isinstance(one, date) and isinstance(other, date):
        difference = (one - other).days
    elif isinstance(one, int | Decimal) and isinstance(other, int | Decimal):
        difference = (one > other) - (one < other)
    else:
        return False
    match operator:
        case Operator.ABOVE:
            return difference > 0
        case Operator.BELOW:
            return difference < 0
        case Operator.AT_LEAST:
            return difference >= 0
        case _:
            return difference <= 0


def _number(value: Value) -> Decimal:
    return Decimal(value) if isinstance(value, int | Decimal) else Decimal(0)

"""The items of our YAML: questions, groups, words to read, their conditions and calculations."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.site.forms.questionnaire.item import (
    Calculation,
    Coding,
    Condition,
    Item,
    ItemType,
    Operator,
    Option,
    Quantity,
    Sum,
    Value,
)
from clearway.standards.strict import Section as Keys

Lists = Mapping[str, tuple[Keys, ...]]

OF_ITEM = ("id", "text", "type")
MORE = (
    *("help", "prefix", "required", "repeats", "read_only", "max_length", "least", "most", "unit", "options"),
    *("options_from", "initial", "any_of", "all_of", "calculate", "items"),
)


def item_of(keys: Keys, lists: Lists, *, is_section: bool = False) -> Item:
    """The item of a YAML mapping. Raises StandardsError. What only the whole form can tell is checked afterwards."""
    if is_section:
        inner = tuple(item_of(one, lists) for one in keys.sections("items"))
        return Item(keys.text("id"), ItemType.GROUP, keys.text("title"), keys.text("help", ""), items=inner)
    keys.only(OF_ITEM, MORE)
    kind = ItemType(keys.one_of("type", [one.value for one in ItemType]))
    options, unit = _options(keys, lists), _coding(keys.section("unit")) if keys.has("unit") else None
    behavior = "all" if keys.has("all_of") else "any" if keys.has("any_of") else ""
    if keys.has("all_of") and keys.has("any_of"):
        raise keys.wrong("any_of", "stands beside all_of", "Keep one of them.")
    blank = Item(keys.text("id"), kind, options=options, unit=unit)
    conditions = tuple(_condition(one) for one in keys.sections(f"{behavior}_of")) if behavior else ()
    return replace(
        blank,
        text=keys.text("text"),
        help=keys.text("help", ""),
        prefix=keys.text("prefix", ""),
        is_required=keys.switch("required", False),
        repeats=keys.switch("repeats", False),
        is_read_only=keys.switch("read_only", keys.has("calculate")),
        max_length=_whole(keys, "max_length"),
        least=_bound(keys, "least", kind),
        most=_bound(keys, "most", kind),
        enable_when=conditions,
        enable_behavior=behavior,
        initial=_initial(keys, blank),
        calculation=_calculation(keys.section("calculate")) if keys.has("calculate") else None,
        items=tuple(item_of(one, lists) for one in keys.sections("items")) if keys.has("items") else (),
    )


def settled(raw: Any, item: Item) -> Value:
    """A plain value of YAML as the type of the question has it; what does not fit stays as it came, to be refused."""
    if item.type.is_choice and isinstance(raw, str):
        return item.coding(raw) or (Coding(raw) if item.type is ItemType.CHOICE else raw)
    if item.type is ItemType.DECIMAL and isinstance(raw, int) and not isinstance(raw, bool):
        return Decimal(raw)
    if item.type is ItemType.QUANTITY and isinstance(raw, int | Decimal) and not isinstance(raw, bool):
        return Quantity(Decimal(raw), item.unit)
    return raw


def _options(keys: Keys, lists: Lists) -> tuple[Option, ...]:
    if not keys.has("options_from"):
        return tuple(_option(one) for one in keys.sections("options")) if keys.has("options") else ()
    if keys.has("options"):
        raise keys.wrong("options_from", "stands beside options", "Keep one of them.")
    name = keys.one_of("options_from", tuple(lists))
    return tuple(_option(one) for one in lists[name])


def _option(keys: Keys) -> Option:
    keys.only(("code", "text"), ("system", "initial"))
    return Option(Coding(keys.text("code"), keys.text("text"), keys.text("system", "")), keys.switch("initial", False))


def _coding(keys: Keys) -> Coding:
    keys.only(("code",), ("text", "system"))
    return Coding(keys.text("code"), keys.text("text", ""), keys.text("system", ""))


def _condition(keys: Keys) -> Condition:
    keys.only(("question", "operator", "answer"))
    operator = Operator(keys.one_of("operator", [one.value for one in Operator]))
    raw = keys.content["answer"]
    if not isinstance(raw, bool | int | Decimal | str | date):
        raise keys.wrong("answer", f"{raw!r} is not an answer", "Write a code, a number, a date, true or false.")
    return Condition(keys.text("question"), operator, raw)


def _calculation(keys: Keys) -> Calculation:
    kinds = [one for one in Sum if keys.has(one.value)]
    if len(kinds) != 1:
        raise keys.wrong("calculate", "is not one of sum, difference, count", "Write sum: [A, B].")
    kind = kinds[0]
    keys.only((kind.value, "chosen") if kind is Sum.COUNT else (kind.value,))
    return Calculation(kind, keys.texts(kind.value), keys.text("chosen") if kind is Sum.COUNT else "")


def _initial(keys: Keys, blank: Item) -> tuple[Value, ...]:
    if not keys.has("initial"):
        return ()
    held = keys.content["initial"]
    return tuple(settled(one, blank) for one in (held if isinstance(held, list) else [held]))


def _bound(keys: Keys, key: str, kind: ItemType) -> Any:
    if not keys.has(key):
        return None
    held = keys.day(key) if kind is ItemType.DATE else keys.value(key)
    return Decimal(held) if kind is ItemType.DECIMAL and type(held) is int else held


def _whole(keys: Keys, key: str) -> int | None:
    if not keys.has(key):
        return None
    held = keys.value(key)
    if not isinstance(held, int) or isinstance(held, bool):
        raise keys.wrong(key, f"{held!r} is not a whole number", "Write a number.")
    return held

"""Values as FHIR writes them (`valueInteger`, `valueCoding`, …) and back."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from clearway.site.forms.questionnaire.item import Coding, Item, ItemType, Quantity, Value
from clearway.site.forms.questionnaire.problems import FormProblem

SUFFIX = {
    ItemType.BOOLEAN: "Boolean",
    ItemType.DECIMAL: "Decimal",
    ItemType.INTEGER: "Integer",
    ItemType.DATE: "Date",
    ItemType.STRING: "String",
    ItemType.TEXT: "String",
    ItemType.URL: "Uri",
    ItemType.CHOICE: "Coding",
    ItemType.OPEN_CHOICE: "Coding",
    ItemType.QUANTITY: "Quantity",
}
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def value_out(value: Value, item: Item, *, stem: str = "value") -> dict[str, Any]:
    """One value under its FHIR key: `{"valueInteger": 3}`."""
    suffix = "String" if item.type is ItemType.OPEN_CHOICE and isinstance(value, str) else SUFFIX[item.type]
    return {f"{stem}{suffix}": plain(value)}


def value_in(held: Mapping[str, Any], item: Item, *, where: str, stem: str = "value") -> Value:
    """The one value of a FHIR object that fits the type of an item. Raises FormProblem."""
    keys = [key for key in held if key.startswith(stem)]
    allowed = {f"{stem}{SUFFIX[item.type]}"} if item.type.is_question else set()
    if item.type is ItemType.OPEN_CHOICE:
        allowed.add(f"{stem}String")
    if len(keys) != 1 or keys[0] not in allowed or len(held) != 1:
        raise FormProblem(
            where, f"the value of {item.link_id} is not one {' or '.join(sorted(allowed))}", "Correct it."
        )
    return typed(held[keys[0]], keys[0][len(stem) :], item, where)


def plain(value: Value) -> Any:
    """A value as JSON holds it."""
    if isinstance(value, Coding):
        return coding_out(value)
    if isinstance(value, Quantity):
        unit = value.unit
        told = {"unit": unit.display, "system": unit.system, "code": unit.code} if unit else {}
        return {"value": value.value, **{key: one for key, one in told.items() if one}}
    return value.isoformat() if isinstance(value, date) else value


def typed(raw: Any, suffix: str, item: Item, where: str) -> Value:
    """What JSON holds as a value of a FHIR type. Raises FormProblem."""
    match suffix, raw:
        case "Boolean", bool():
            return raw
        case "Integer", int() if not isinstance(raw, bool):
            return raw
        case "Decimal", int() | Decimal() if not isinstance(raw, bool):
            return Decimal(raw)
        case "Date", str():
            return _day(raw, where)
        case (("String" | "Uri"), str()):
            return raw
        case "Coding", dict():
            return _of_options(coding_in(raw, where), item)
        case "Quantity", dict():
            return _quantity(raw, where)
    raise FormProblem(where, f"a value is not of the type {suffix}", "Correct it.")


def _of_options(coding: Coding, item: Item) -> Coding:
    """The option that is the same code, with its own words; else the coding as it came."""
    return next((one.coding for one in item.options if one.coding.is_same(coding)), coding)


def coding_out(coding: Coding) -> dict[str, str]:
    """A coding as FHIR writes it; what is empty is left out."""
    told = {"system": coding.system, "code": coding.code, "display": coding.display}
    return {key: one for key, one in told.items() if one}


def coding_in(raw: Any, where: str) -> Coding:
    """A coding out of FHIR: system, code and display, and nothing else."""
    if not isinstance(raw, dict) or not set(raw) <= {"system", "code", "display"}:
        raise FormProblem(where, "a coding has more than system, code and display", "Leave the rest out.")
    if not isinstance(raw.get("code"), str) or not all(isinstance(one, str) and one for one in raw.values()):
        raise FormProblem(where, "a coding has no code, or something that is no text", "Give it a code.")
    return Coding(raw["code"], raw.get("display", ""), raw.get("system", ""))


def _quantity(raw: dict[str, Any], where: str) -> Quantity:
    if not set(raw) <= {"value", "unit", "system", "code"} or isinstance(raw.get("value"), bool):
        raise FormProblem(where, "a quantity has more than value, unit, system and code", "Leave the rest out.")
    if not isinstance(raw.get("value"), int | Decimal):
        raise FormProblem(where, "a quantity has no number", "Give it a value.")
    told = {key: raw.get(key, "") for key in ("code", "unit", "system")}
    if not all(isinstance(one, str) for one in told.values()):
        raise FormProblem(where, "the unit of a quantity is no text", "Correct it.")
    unit = Coding(told["code"], told["unit"], told["system"]) if any(told.values()) else None
    return Quantity(Decimal(raw["value"]), unit)


def _day(raw: str, where: str) -> date:
    if DAY.fullmatch(raw):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            pass
    raise FormProblem(where, "a date is not a whole, real date (YYYY-MM-DD)", "Correct it; a form needs the day.")

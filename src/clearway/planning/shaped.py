"""A frozen dataclass is the shape of a mapping in a file: read strictly by its fields, and written back the same.

A key that no field names is refused, so nothing of a file is quietly dropped. What is None, or as by default, is not
written. A field's metadata may name another key (`key`), for words that Python keeps for itself.
"""

import types
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from clearway.standards.strict import Section

Shape = TypeVar("Shape")
WORDS = {str: "text", int: "a whole number", Decimal: "a decimal", bool: "true or false"}
UNIONS = (Union, types.UnionType)


def read_shape(shape: type[Shape], section: Section) -> Shape:
    """One thing out of a mapping. Raises StandardsError with the path of the key, what is wrong and how to mend it."""
    named = _fields(shape)
    needed = [key for key, field in named.items() if _is_needed(field)]
    section.only(required=needed, optional=[key for key in named if key not in needed])
    hints = _hints(shape)
    held = {
        field.name: _value(hints[field.name], section, key, repeats=field.metadata.get("repeats", False))
        for key, field in named.items()
        if key in section.content and not _is_left_out(section.content[key], field)
    }
    return shape(**held)


def write_shape(thing: object) -> dict[str, Any]:
    """The mapping that reads back as this thing: plain values, dates as text, nothing that is as by default."""
    return {
        key: _plain(getattr(thing, field.name))
        for key, field in _fields(type(thing)).items()
        if getattr(thing, field.name) != _default(field)
    }


def known_keys(shape: type) -> frozenset[str]:
    """Every key that a mapping of this shape, or of a shape within it, may have."""
    inner = {one for hint in _hints(shape).values() for one in _shapes_in(hint)}
    return frozenset(_fields(shape)).union(*(known_keys(one) for one in inner))


def _shapes_in(hint: Any) -> set[type]:
    if is_dataclass(hint) and isinstance(hint, type):
        return {hint}
    return {one for part in get_args(hint) for one in _shapes_in(part)}


def _fields(shape: type) -> "dict[str, Field[Any]]":
    return _fields_once(cast("Hashable", shape))


def _hints(shape: type) -> dict[str, Any]:
    return _hints_once(cast("Hashable", shape))


@cache
def _fields_once(shape: Any) -> dict[str, "Field[Any]"]:
    """The fields by the key each has in a file."""
    return {field.metadata.get("key", field.name): field for field in fields(shape)}


@cache
def _hints_once(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


def _is_needed(field: "Field[Any]") -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _is_left_out(held: object, field: "Field[Any]") -> bool:
    """Whether a key is given without a value (`target: null`) where no value is needed."""
    return held is None and not _is_needed(field)


def _default(field: "Field[Any]") -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _value(hint: Any, section: Section, key: str, *, repeats: bool = False) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in UNIONS:
        kinds = tuple(one for one in inner if one is not type(None))
        return _value(kinds[0], section, key) if len(kinds) == 1 else _scalar(kinds, section.content[key], section, key)
    if origin is tuple:
        return _several(inner[0], section, key, repeats)
    if origin is not None and issubclass(origin, Mapping):
        held = section.section(key)
        return {name: _value(inner[1], held, name) for name in held.content}
    if is_dataclass(hint):
        return read_shape(hint, section.section(key))  # type: ignore[arg-type]
    return _day(section, key) if hint is date else _scalar((hint,), section.content[key], section, key)


def _several(kind: Any, section: Section, key: str, repeats: bool) -> tuple[Any, ...]:
    if is_dataclass(kind):
        return tuple(read_shape(kind, one) for one in section.sections(key))  # type: ignore[arg-type]
    held = section.content[key]
    if not isinstance(held, list):
        raise section.wrong(key, f"{held!r} is not a list", "Write [one, two].")
    found = tuple(_scalar((kind,), one, section, f"{key}[{place}]") for place, one in enumerate(held))
    if not repeats and len(set(found)) != len(found):
        raise section.wrong(key, "the same entry stands twice", "Remove one of them.")
    return found


def _scalar(kinds: tuple[Any, ...], held: object, section: Section, key: str) -> Any:
    """A text, number or switch; a date without quotes counts as text, and a whole number as a decimal."""
    if isinstance(held, date) and not isinstance(held, datetime) and str in kinds:
        return held.isoformat()
    if Decimal in kinds and int not in kinds and isinstance(held, int) and not isinstance(held, bool):
        return Decimal(held)
    if (isinstance(held, bool) and bool not in kinds) or not isinstance(held, kinds):
        wanted = " or ".join(WORDS[kind] for kind in kinds)
        quotes = ' A code or a year such as 2017/18 stands in quotes: "2017/18".' if str in kinds else ""
        raise section.wrong(key, f"{held!r} is not {wanted}", f"Write {wanted}.{quotes}")
    if isinstance(held, str) and not held.strip():
        raise section.wrong(key, "empty", "Write words, or leave the key out.")
    return held.strip() if isinstance(held, str) else held


def _day(section: Section, key: str) -> date:
    held = section.content[key]
    if isinstance(held, date) and not isinstance(held, datetime):
        return held
    try:
        return date.fromisoformat(held)
    except (TypeError, ValueError) as wrong:
        raise section.wrong(key, f"{held!r} is not a date", "Write YYYY-MM-DD.") from wrong


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return write_shape(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    return value.isoformat() if isinstance(value, date) else value

"""Answers as plain JSON and back: only numbers, texts, days and the frozen dataclasses that a caller names.

What is read makes nothing but the types that the reader asks for, so a file can never say what is to be run.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

Reading = Callable[[Any], Any]
PLAIN = (str, int, float, bool, NoneType)


class NotAsExpected(ValueError):
    """Something that was kept is not of the type that was asked for."""


def written(answer: object) -> str:
    """An answer as one line of JSON; the same answer always gives the same text. Raises TypeError for what has none."""
    return json.dumps(_plain(answer), ensure_ascii=False, separators=(",", ":"))


def read(kind: Any, text: str) -> Any:
    """The answer of a type out of its text. Raises NotAsExpected for any other text."""
    try:
        return _reading(kind)(json.loads(text))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as wrong:
        raise NotAsExpected(str(wrong)) from wrong


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return _plain(value.value)
    if value is None or type(value) in PLAIN:
        return value
    if isinstance(value, float):
        return float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if is_dataclass(value):
        return [type(value).__name__, *(_plain(getattr(value, one.name)) for one in fields(value))]
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in sorted(value)}
    if isinstance(value, set | frozenset):
        return sorted(map(_plain, value), key=str)
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} has no plain form.")


@cache
def _reading(kind: Any) -> Reading:
    """What reads one type, worked out once: an answer has thousands of values."""
    if is_dataclass(kind):
        return _reading_dataclass(kind)
    origin, inside = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType) and NoneType in inside and len(inside) == 2:
        return _reading_optional(_reading(next(one for one in inside if one is not NoneType)))
    if origin is tuple and len(inside) == 2 and inside[1] is Ellipsis:
        return _reading_many(_reading(inside[0]))
    if origin is Mapping and inside[0] is str:
        of_each = _reading(inside[1])
        return lambda found: {key: of_each(one) for key, one in _only(found, dict).items()}
    if origin is Literal:
        return lambda found: inside[inside.index(found)]
    if isinstance(kind, type) and issubclass(kind, date):
        return kind.fromisoformat
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind is float:
        return lambda found: float(_only(found, int, float))
    if kind in PLAIN:
        return lambda found: _only(found, kind)
    raise TypeError(f"{kind} is not read.")


def _reading_dataclass(kind: Any) -> Reading:
    hints = get_type_hints(kind)
    readings = [(one.name, _reading(hints[one.name])) for one in fields(kind)]

    def reading(found: Any) -> Any:
        name, *values = found
        if name != kind.__name__:
            raise NotAsExpected(f"{name} stands where {kind.__name__} was asked for.")
        return kind(**{field: read(value) for (field, read), value in zip(readings, values, strict=True)})

    return reading


def _reading_optional(inner: Reading) -> Reading:
    return lambda found: None if found is None else inner(found)


def _reading_many(inner: Reading) -> Reading:
    return lambda found: tuple(map(inner, _only(found, list)))


def _only(found: Any, *kinds: type) -> Any:
    if type(found) not in kinds:
        raise NotAsExpected(f"{type(found).__name__} is not {' or '.join(one.__name__ for one in kinds)}.")
    return found

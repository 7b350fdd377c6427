"""Words to write the shapes of answers with: JSON Schema, in which every field has its meaning beside it."""

from collections.abc import Mapping
from typing import Any

Shape = dict[str, Any]


def text(words: str, *, values: tuple[str, ...] = (), may_be_empty: bool = True, or_null: bool = False) -> Shape:
    """A text; of some values only where these are given."""
    said: Shape = {"type": ["string", "null"] if or_null else "string", "description": words}
    if values:
        said["enum"] = [*values, None] if or_null else list(values)
    elif not may_be_empty:
        said["minLength"] = 1
    return said


def month(words: str, *, or_null: bool = False) -> Shape:
    """A month (`2025-03`) or a financial year (`2024-25`)."""
    return {
        "type": ["string", "null"] if or_null else "string",
        "description": words,
        "pattern": r"^[0-9]{4}-[0-9]{2}$",
    }


def day(words: str, *, or_null: bool = False) -> Shape:
    """A day (`2025-03-31`)."""
    return {"type": ["string", "null"] if or_null else "string", "format": "date", "description": words}


def moment(words: str, *, or_null: bool = False) -> Shape:
    """A moment with its time zone (`2025-05-08T09:30:00+00:00`)."""
    return {"type": ["string", "null"] if or_null else "string", "format": "date-time", "description": words}


def count(words: str, *, or_null: bool = False) -> Shape:
    """A count of people or days. Halves are exact: half a person is 0.5."""
    said: Shape = {"type": ["number", "null"] if or_null else "number", "description": words}
    return {**said, "minimum": 0, "multipleOf": 0.5}


def number(words: str, *, or_null: bool = False) -> Shape:
    """Any number."""
    return {"type": ["number", "null"] if or_null else "number", "description": words}


def whole(words: str, *, or_null: bool = False) -> Shape:
    """A whole number, nought or more."""
    return {"type": ["integer", "null"] if or_null else "integer", "minimum": 0, "description": words}


def rate(words: str, *, or_null: bool = True) -> Shape:
    """A fraction between 0 and 1."""
    said: Shape = {"type": ["number", "null"] if or_null else "number", "description": words}
    return {**said, "minimum": 0, "maximum": 1}


def truth(words: str, *, or_null: bool = False) -> Shape:
    """Yes or no."""
    return {"type": ["boolean", "null"] if or_null else "boolean", "description": words}


def listed(of: Shape, words: str) -> Shape:
    """A list of things of one shape."""
    return {"type": "array", "items": of, "description": words}


def by_name(of: Shape, words: str) -> Shape:
    """Things of one shape, each under a name of its own."""
    return {"type": "object", "additionalProperties": of, "description": words}


def thing(fields: Mapping[str, Shape], words: str = "", *, sometimes: Mapping[str, Shape] | None = None) -> Shape:
    """An object with these fields, all of them always there but those of `sometimes`, and with no others."""
    said: Shape = {
        "type": "object",
        "properties": {**fields, **(sometimes or {})},
        "required": list(fields),
        "additionalProperties": False,
    }
    return {**said, "description": words} if words else said


def or_null(of: Shape) -> Shape:
    """A thing, or null where there is none."""
    return {**of, "type": [of["type"], "null"]}


def a_page_of(row: Shape, fields: Mapping[str, Shape]) -> Shape:
    """The shape of an answer that is given page by page."""
    return thing(
        {
            "rows": listed(row, "The rows of this page."),
            "found": whole("How many rows there are on all pages together."),
            "page": whole("Which page this is; the first is 1."),
            "per_page": whole("How many rows a page holds at most."),
            "links": thing(
                {
                    "self": text("The address of this page."),
                    "next": text("The address of the next page; null on the last.", or_null=True),
                    "previous": text("The address of the page before; null on the first.", or_null=True),
                }
            ),
            **fields,
        }
    )

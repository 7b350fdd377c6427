"""The kinds of value that a parameter takes: each reads itself and describes itself, so the two cannot differ."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

JsonSchema = Mapping[str, Any]

MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"
YEAR = r"^(19|20)[0-9]{2}-[0-9]{2}$"
CODE = r"^[A-Z0-9]{2,12}$"
LABEL = r"^[A-Za-z0-9 ,.:;()&/+'–-]{1,100}$"
NAME = r"^[A-Za-z0-9._-]{1,60}$"
DAY = re.compile(r"(?:19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}")


class NotAValue(ValueError):
    """A text is no value of its parameter. The message says what can be."""


class Kind(Protocol):
    """A kind of value."""

    def read(self, text: str) -> Any:
        """The value that a text stands for. Raises NotAValue."""
        ...

    def schema(self) -> JsonSchema:
        """The kind as JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of some words."""

    values: tuple[str, ...]
    default: str = ""

    def read(self, text: str) -> str:
        """The word itself."""
        if text not in self.values:
            raise NotAValue(f"one of {', '.join(self.values)}")
        return text

    def schema(self) -> JsonSchema:
        """An enumeration."""
        said = {"type": "string", "enum": list(self.values)}
        return {**said, "default": self.default} if self.default else said


@dataclass(frozen=True, slots=True)
class ManyOf:
    """Some of some words, with commas between them, none twice."""

    values: tuple[str, ...]
    most: int
    default: tuple[str, ...] = ()

    def read(self, text: str) -> tuple[str, ...]:
        """The words in the order given."""
        found = tuple(text.split(","))
        if not set(found) <= set(self.values) or len(set(found)) < len(found) or len(found) > self.most:
            most = "" if self.most == len(self.values) else f"at most {self.most}, "
            raise NotAValue(f"{most}with commas between them and none twice, of {', '.join(self.values)}")
        return found

    def schema(self) -> JsonSchema:
        """A list; in the address its values stand with commas between them."""
        said: dict[str, Any] = {
            "type": "array",
            "items": {"type": "string", "enum": list(self.values)},
            "minItems": 1,
            "maxItems": self.most,
            "uniqueItems": True,
        }
        return {**said, "default": list(self.default)} if self.default else said


@dataclass(frozen=True, slots=True)
class Shaped:
    """A text of a shape: a month, a code, a label. `words` say what it looks like."""

    pattern: str
    words: str

    def read(self, text: str) -> str:
        """The text itself."""
        if not re.fullmatch(self.pattern, text):
            raise NotAValue(self.words)
        return text

    def schema(self) -> JsonSchema:
        """A string with its pattern."""
        return {"type": "string", "pattern": self.pattern}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar."""

    def read(self, text: str) -> str:
        """The day as it was written."""
        try:
            if not DAY.fullmatch(text):
                raise ValueError
            return date.fromisoformat(text).isoformat()
        except ValueError as error:
            raise NotAValue("a day written as 2025-03-31") from error

    def schema(self) -> JsonSchema:
        """A string that holds a date."""
        return {"type": "string", "format": "date", "pattern": f"^{DAY.pattern}$"}


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number within bounds."""

    lowest: int
    highest: int
    default: int

    def read(self, text: str) -> int:
        """The number."""
        is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(self.highest))
        if not is_number or text != str(int(text)) or not self.lowest <= int(text) <= self.highest:
            raise NotAValue(f"a whole number from {self.lowest} to {self.highest:,}")
        return int(text)

    def schema(self) -> JsonSchema:
        """An integer with its bounds."""
        return {"type": "integer", "minimum": self.lowest, "maximum": self.highest, "default": self.default}


A_MONTH = Shaped(MONTH, "a month written as 2025-03")
A_CODE = Shaped(CODE, "the code of an organisation, two to twelve capital letters and digits")
A_LABEL = Shaped(LABEL, "a label of at most 100 letters")
A_NAME = Shaped(NAME, "a name of at most 60 letters, digits, dots and hyphens")

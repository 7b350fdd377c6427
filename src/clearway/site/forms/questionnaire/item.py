"""The items of a questionnaire: groups, words to read, and questions of ten kinds.

Names and meanings are those of HL7 FHIR R4 (Questionnaire.item), written as Python writes them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ItemType(StrEnum):
    """The item types of FHIR R4 that a form can have. `attachment`, `reference`, `time` and `dateTime` it cannot."""

    GROUP = "group"
    DISPLAY = "display"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    INTEGER = "integer"
    DATE = "date"
    STRING = "string"
    TEXT = "text"
    URL = "url"
    CHOICE = "choice"
    OPEN_CHOICE = "open-choice"
    QUANTITY = "quantity"

    @property
    def is_question(self) -> bool:
        """Whether it takes an answer."""
        return self not in (ItemType.GROUP, ItemType.DISPLAY)

    @property
    def is_choice(self) -> bool:
        """Whether it has options to choose from."""
        return self in (ItemType.CHOICE, ItemType.OPEN_CHOICE)


@dataclass(frozen=True, slots=True)
class Coding:
    """One code out of a list: the code, how it reads, and the system it comes from (empty for the form's own)."""

    code: str
    display: str = ""
    system: str = ""

    def is_same(self, other: object) -> bool:
        """Whether both name the same thing: code and system decide, never the words."""
        return isinstance(other, Coding) and (self.code, self.system) == (other.code, other.system)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit."""

    value: Decimal
    unit: Coding | None = None


Value = bool | int | Decimal | date | str | Coding | Quantity
"""One answer: which of these is decided by the type of the question."""


class Operator(StrEnum):
    """How an answer is compared, as in FHIR R4."""

    EXISTS = "exists"
    EQUAL = "="
    NOT_EQUAL = "!="
    ABOVE = ">"
    BELOW = "<"
    AT_LEAST = ">="
    AT_MOST = "<="


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition under which an item is asked (`enableWhen`)."""

    question: str
    operator: Operator
    answer: Value


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from."""

    coding: Coding
    is_initial: bool = False


class Sum(StrEnum):
    """What a calculated answer works out."""

    SUM = "sum"
    DIFFERENCE = "difference"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Calculation:
    """An answer worked out from others: their sum; the first less the second; or how many of them chose a code."""

    kind: Sum
    of: tuple[str, ...]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One item. Only a group holds further items. `kept` holds, as JSON, what another system said of it besides."""

    link_id: str
    type: ItemType
    text: str = ""
    help: str = ""
    prefix: str = ""
    is_required: bool = False
    repeats: bool = False
    is_read_only: bool = False
    max_length: int | None = None
    least: int | Decimal | date | None = None
    most: int | Decimal | date | None = None
    unit: Coding | None = None
    enable_when: tuple[Condition, ...] = ()
    enable_behavior: str = ""
    options: tuple[Option, ...] = ()
    initial: tuple[Value, ...] = ()
    calculation: Calculation | None = None
    items: tuple["Item", ...] = ()
    kept: str = ""

    def every(self) -> Iterator["Item"]:
        """The item and all below it, in order."""
        yield self
        for one in self.items:
            yield from one.every()

    def coding(self, code: str) -> Coding | None:
        """The option of a code, or None."""
        return next((one.coding for one in self.options if one.coding.code == code), None)

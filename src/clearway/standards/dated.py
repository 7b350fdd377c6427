"""A value with the date it applies from, the date it was known from, and how sure we are of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from clearway.standards.overrides import Override

Value = bool | int | str | Decimal | tuple[str, ...]
"""What a parameter may be: a switch, a count of days, a word, an exact decimal, or a list of codes."""


class Trust(StrEnum):
    """How sure we are that a rule or a value is what the national guidance says."""

    VERIFIED = "verified"
    RUNNING_CODE = "running_code"
    MEMORY = "memory"
    DESIGN = "design"

    @property
    def words(self) -> str:
        """The label as people see it."""
        return {
            Trust.VERIFIED: "verified",
            Trust.RUNNING_CODE: "from running code",
            Trust.MEMORY: "provisional (from memory)",
            Trust.DESIGN: "provisional (our design choice)",
        }[self]

    @property
    def is_provisional(self) -> bool:
        """Whether it must be shown as provisional wherever it appears."""
        return self in (Trust.MEMORY, Trust.DESIGN)


@dataclass(frozen=True)
class Source:
    """Where a rule was read. `evidence` holds the tags of the list of sources (S1, S8 …)."""

    document: str
    version: str
    paragraph: str
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class DatedValue:
    """One value of a parameter or threshold, in force from `applies_from` until the next one.

    `known_from` is the day the rule was published, None when we do not know it. A local value carries the override
    that set it (`overridden_by`) and the national value it stands in for (`national`).
    """

    applies_from: date
    known_from: date | None
    value: Value | None
    trust: Trust
    source: str = ""
    overridden_by: "Override | None" = None
    national: Value | None = None

    @property
    def standing(self) -> str:
        """How sure we are, or whose local policy it is, in the words that belong beside the value on a page."""
        if self.overridden_by:
            return f"local policy {self.overridden_by.policy_id}, agreed by {self.overridden_by.agreed_by}"
        return self.trust.words

    @property
    def known_on(self) -> date:
        """The day from which a person could have known it; unknown counts as the day it applied."""
        return self.known_from or self.applies_from


def value_on(values: Sequence[DatedValue], on: date) -> DatedValue | None:
    """The value in force on a day, or None before the first. `values` stand in order of date."""
    for dated in reversed(values):
        if dated.applies_from <= on:
            return dated
    return None

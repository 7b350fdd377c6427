"""One field of a register: what kind of value it holds, and what it is used for."""

from dataclasses import dataclass
from enum import StrEnum


class FieldKind(StrEnum):
    """The kinds of value. The words are those a schema is written in."""

    TEXT = "text"
    LONG_TEXT = "long text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    YES_NO = "yes or no"
    CHOICE = "choice"
    CHOICES = "several choices"
    ORGANISATION = "organisation"
    PLACE = "place"
    MEASURE = "measure"
    ROLE = "role"
    EMAIL = "e-mail"
    PHONE = "phone"
    WEB = "web address"
    LINK = "link"


FILTERING = frozenset(
    {
        FieldKind.YES_NO,
        FieldKind.CHOICE,
        FieldKind.CHOICES,
        FieldKind.ORGANISATION,
        FieldKind.PLACE,
        FieldKind.MEASURE,
    }
)
"""Kinds that a list can be filtered by: those with few values."""

UNIQUE = frozenset({FieldKind.TEXT, FieldKind.EMAIL, FieldKind.WEB, FieldKind.PHONE, FieldKind.ORGANISATION})
"""Kinds of which no two entries may hold the same value, where a schema says so."""

SEARCHED = frozenset({FieldKind.TEXT, FieldKind.ROLE})
"""Kinds whose words the search finds."""

NUMERIC = frozenset({FieldKind.NUMBER, FieldKind.MONEY})
CHOSEN = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})


@dataclass(frozen=True, slots=True)
class Choice:
    """One code of a code list, and how it reads."""

    code: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field. `links_to` is the type of register that a link leads to; `choices` the code list of a choice.

    A retired field is no longer asked; what entries hold of it stays and is shown.
    """

    id: str
    label: str
    kind: FieldKind
    help: str = ""
    example: str = ""
    is_required: bool = False
    is_unique: bool = False
    is_column: bool = False
    is_filter: bool = False
    is_public: bool = False
    is_retired: bool = False
    choices: tuple[Choice, ...] = ()
    links_to: str = ""

    @property
    def is_sortable(self) -> bool:
        """Whether a list can be ordered by it: columns with one short value."""
        return self.is_column and self.kind not in (FieldKind.LONG_TEXT, FieldKind.CHOICES, FieldKind.LINK)

    def label_of(self, code: str) -> str:
        """How a code reads; the code itself when the list does not have it."""
        return next((one.label for one in self.choices if one.code == code), code)

"""A type of register in one of its versions, and what a new version says of the entries there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from clearway.site.registers.schema.field import Field, FieldKind

Value = str | bool | int | list[str]
Values = dict[str, Value]
"""What an entry holds, by field; a field without a value is not in it. Numbers, money and dates are exact text."""

ENTRY_KEYS = ("number", "version", "organisation", "owner_role", "review_by", "state", "reason")
FILE_KEYS = ("mark", "source", "snapshot")
RESERVED = frozenset(
    {*ENTRY_KEYS, *FILE_KEYS, "q", "sort", "after", "before", "format", "table", "page", "show", "owner", "why"}
)
"""Names that every entry, every file and every list has already: no field may be called so."""


class SeenBy(StrEnum):
    """Who sees the entries, beside those who keep them."""

    ORGANISATION = "organisation"
    ALLIANCE = "alliance"
    PUBLIC = "public"

    @property
    def words(self) -> str:
        """Who that is, for a person."""
        return SEEN_WORDS[self]


SEEN_WORDS = {
    SeenBy.ORGANISATION: "the organisation that owns an entry, and roles that see the whole alliance",
    SeenBy.ALLIANCE: "everybody with a role here",
    SeenBy.PUBLIC: "everybody; the public page shows the public fields of current entries",
}
WIDTH = {SeenBy.ORGANISATION: 0, SeenBy.ALLIANCE: 1, SeenBy.PUBLIC: 2}


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new version says of existing entries.

    `renamed`: old id → new id. `recoded`: field → old code → new code. `filled`: a value for entries without one.
    `asked`: fields that entries without a value are marked for review for. `opened`: why more people may see them.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    recoded: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filled: Mapping[str, str | bool | list[str]] = field(default_factory=dict)
    asked: tuple[str, ...] = ()
    opened: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """One version of a type. `review_months` is how long after it was looked at an entry is due again.

    `geography` names the field of places that the map is drawn by; empty for a type without a map.
    """

    key: str
    title: str
    singular: str
    version: int
    about: str
    owner_role: str
    review_months: int
    seen_by: SeenBy
    title_field: str
    fields: tuple[Field, ...]
    geography: str = ""
    source: str = ""
    empty: str = ""
    changes: Changes = field(default_factory=Changes)

    def field(self, key: str) -> Field:
        """The field of an id. Raises KeyError."""
        return next_or_raise(self.fields, key)

    @property
    def asked(self) -> tuple[Field, ...]:
        """The fields that a form asks for."""
        return tuple(one for one in self.fields if not one.is_retired)

    @property
    def columns(self) -> tuple[Field, ...]:
        """The columns of the list after the title."""
        return tuple(one for one in self.asked if one.is_column and one.id != self.title_field)

    @property
    def filters(self) -> tuple[Field, ...]:
        """The fields that filter the list."""
        return tuple(one for one in self.asked if one.is_filter)

    @property
    def public_fields(self) -> tuple[Field, ...]:
        """The fields that the public page shows; none unless the type is public."""
        return tuple(one for one in self.asked if one.is_public) if self.is_public else ()

    @property
    def is_public(self) -> bool:
        """Whether there is a public page."""
        return self.seen_by is SeenBy.PUBLIC

    @property
    def is_shared(self) -> bool:
        """Whether everybody with a role here sees every entry."""
        return self.seen_by is not SeenBy.ORGANISATION

    @property
    def indexed(self) -> tuple[Field, ...]:
        """The fields that are kept in the index: what filters, orders, is unique, or is drawn on the map."""
        return tuple(
            one
            for one in self.fields
            if one.kind is not FieldKind.LONG_TEXT
            and (one.is_filter or one.is_sortable or one.is_unique or one.id in (self.geography, self.title_field))
        )


def next_or_raise(fields: tuple[Field, ...], key: str) -> Field:
    """The field of an id. Raises KeyError."""
    for one in fields:
        if one.id == key:
            return one
    raise KeyError(key)

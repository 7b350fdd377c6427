"""What a list of a register was asked for, read from its address: every value bounded, every view one address."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from clearway.records.findings import Refused
from clearway.site.registers.listing import BY_REVIEW, DUE, HELD, WITHDRAWN, Question
from clearway.site.registers.schema import Field, FieldKind, Schema

LONGEST_SEARCH = 100
LARGEST_NUMBER = 10**12
CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{1,19}", re.ASCII)
SHOWN = (HELD, DUE, WITHDRAWN)


def read(parameters: Mapping[str, str], schema: Schema, on: date) -> Question:
    """The list that an address asks for. Refused, naming the parameter, for a value out of bounds."""
    words = parameters.get("q", "").strip()
    if len(words) > LONGEST_SEARCH or not words.isprintable():
        raise _refused("q", f"at most {LONGEST_SEARCH} letters")
    return Question(
        schema=schema,
        on=on,
        words=words,
        filters={
            field.id: _filter(field, parameters[field.id]) for field in schema.filters if parameters.get(field.id)
        },
        organisation=_code("owner", parameters.get("owner", "")),
        state=_one_of("show", parameters.get("show", ""), SHOWN),
        sort=_one_of("sort", parameters.get("sort", ""), ("", BY_REVIEW, *(one.id for one in sortable(schema)))),
        after=_number("after", parameters.get("after", "")),
        before=_number("before", parameters.get("before", "")),
    )


def query_of(question: Question, **changes: Any) -> str:
    """The query string of a list with something changed, from its beginning unless the place is what changes."""
    said: dict[str, Any] = {
        "q": question.words,
        **question.filters,
        "owner": question.organisation,
        "show": question.state,
        "sort": question.sort,
    } | changes
    kept = {name: value for name, value in said.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def sortable(schema: Schema) -> tuple[Field, ...]:
    """The columns that a list can be ordered by, beside the title and the day of review."""
    return tuple(one for one in schema.columns if one.is_sortable)


def _filter(field: Field, value: str) -> str:
    if field.kind is FieldKind.YES_NO:
        return _one_of(field.id, value, ("yes", "no"))
    if field.choices:
        return _one_of(field.id, value, tuple(one.code for one in field.choices))
    return _code(field.id, value)


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise _refused(name, "one of the values that the page offers")
    return value


def _code(name: str, value: str) -> str:
    if value and not CODE.fullmatch(value.upper()):
        raise _refused(name, "a code")
    return value.upper()


def _number(name: str, value: str) -> int:
    if not value:
        return 0
    if not (value.isascii() and value.isdecimal() and len(value) <= 12 and 0 < int(value) < LARGEST_NUMBER):
        raise _refused(name, "the number of an entry")
    return int(value)


def _refused(name: str, can_be: str) -> Refused:
    return Refused(f"“{name}” is not a value that this list knows.", f"It can be {can_be}.", code="REGISTER-ASKED")

"""One thing that can be asked of the API: its address, its parameters, the shape of its answer, and who answers."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from clearway.records.findings import Refused
from clearway.site.api.described.kinds import Kind, NotAValue
from clearway.site.organisations.models import Membership

ROOT = "/api/v1"
PARAMETER = "PARAMETER"
IN_PATH = re.compile(r"{(\w+)}")


class NotHere(LookupError):
    """There is no such thing, or none that this membership may see: a program is told the same."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the query of an address, or in its path: there `is_required` always holds."""

    name: str
    kind: Kind
    words: str
    example: str
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class Ask:
    """A request that was read: by whom, for what. `values` holds what was said, and defaults for the rest."""

    by: Membership
    values: Mapping[str, Any]
    request_id: str
    path: str
    query: QueryDict

    def said(self, name: str) -> str:
        """A text parameter, empty when it was not said."""
        return str(self.values.get(name) or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """`path` begins after the root; `needs` says in words whose role is answered. `is_personal`: nothing is kept of it
    by anybody on the way, and every answer stands on the audit trail."""

    name: str
    path: str
    title: str
    words: str
    needs: str
    shape: Mapping[str, Any]
    answer: Callable[[Ask], Mapping[str, Any]]
    in_path: tuple[Parameter, ...] = ()
    in_query: tuple[Parameter, ...] = ()
    is_personal: bool = False
    example: Mapping[str, str] = field(default_factory=dict)

    @property
    def route(self) -> str:
        """The address as Django has it."""
        return ROOT[1:] + IN_PATH.sub(r"<str:\1>", self.path)

    def read(self, path: Mapping[str, str], query: QueryDict) -> dict[str, Any]:
        """What a request says, parameter by parameter.

        Raises NotHere for a path that no thing can have, and Refused, naming the parameter and its limits, for an
        unknown parameter, one said twice, and a value out of bounds.
        """
        values: dict[str, Any] = {}
        for one in self.in_path:
            try:
                values[one.name] = one.kind.read(path[one.name])
            except NotAValue as error:
                raise NotHere(one.name) from error
        known = {one.name: one for one in self.in_query}
        for name in query:
            if name not in known:
                raise Refused(
                    f"There is no parameter “{_short(name)}” here.",
                    f"There {'are ' + ', '.join(known) if known else 'is none'}.",
                    code=PARAMETER,
                )
            texts = query.getlist(name)
            if len(texts) > 1:
                raise Refused(f"“{name}” is said {len(texts)} times.", "Say it once.", code=PARAMETER)
            values[name] = _read(known[name], texts[0])
        for one in self.in_query:
            if one.is_required and one.name not in values:
                raise Refused(f"“{one.name}” is missing.", f"For example: {one.name}={one.example}.", code=PARAMETER)
            values.setdefault(one.name, getattr(one.kind, "default", ""))
        return values


def _read(parameter: Parameter, text: str) -> Any:
    try:
        return parameter.kind.read(text)
    except NotAValue as error:
        raise Refused(
            f"“{_short(text)}” is not a value of “{parameter.name}”.", f"It can be {error}.", code=PARAMETER
        ) from error


def _short(text: str) -> str:
    """A text cut short, with nothing in it that does not print: an address can hold anything."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in text[:40])
    return f"{shown}…" if len(text) > 40 else shown

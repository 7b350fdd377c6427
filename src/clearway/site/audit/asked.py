"""What the audit page was asked for, read from its address: every value bounded, every view one address."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from clearway.records.findings import Refused

LONGEST = {"person": 254, "event": 80, "subject": 120, "kind": 80}
LARGEST_NUMBER = 10**15
FIRST_YEAR, LAST_YEAR = 2000, 2200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The state of the page. Empty text means "not said"; `older` and `newer` are events at which it begins."""

    person: str = ""
    event: str = ""
    subject: str = ""
    kind: str = ""
    day: date | None = None
    older: int = 0
    newer: int = 0

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        return bool(self.person or self.event or self.subject or self.kind or self.day)

    def query(self, **changes: Any) -> str:
        """The query string with something changed, from its beginning unless the place is what changes."""
        said: dict[str, Any] = {name: getattr(self, name) for name in LONGEST} | {"day": self.day} | changes
        kept = {name: value for name, value in said.items() if value}
        return f"?{urlencode(kept)}" if kept else ""


def read(parameters: Mapping[str, str]) -> Asked:
    """The page that an address asks for. Refused, naming the parameter, for a value out of bounds."""
    return Asked(
        person=_text("person", parameters.get("person", "")),
        event=_text("event", parameters.get("event", "")),
        subject=_text("subject", parameters.get("subject", "")),
        kind=_text("kind", parameters.get("kind", "")),
        day=_day(parameters.get("day", "")),
        older=_number("older", parameters.get("older", "")),
        newer=_number("newer", parameters.get("newer", "")),
    )


def read_day(text: str) -> date:
    """A day written as 2026-11-22. Refused for anything else."""
    found = _day(text)
    if found is None:
        raise _refused("day", "a day written as 2026-11-22")
    return found


def _text(name: str, value: str) -> str:
    value = value.strip()
    if len(value) > LONGEST[name] or not value.isprintable():
        raise _refused(name, f"at most {LONGEST[name]} letters")
    return value


def _day(value: str) -> date | None:
    if not value:
        return None
    try:
        found = date.fromisoformat(value) if len(value) == 10 and value.isascii() else None
    except ValueError:
        found = None
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise _refused("day", "a day written as 2026-11-22")
    return found


def _number(name: str, value: str) -> int:
    if not value:
        return 0
    if not (value.isascii() and value.isdecimal() and len(value) <= 15 and int(value) < LARGEST_NUMBER):
        raise _refused(name, "the number of an event")
    return int(value)


def _refused(name: str, allowed: str) -> Refused:
    return Refused(f"What stands as “{name}” in the address cannot be read.", f"It can be {allowed}.", code="PARAMETER")

"""What the pages of data quality were asked for, read from their address: every value bounded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from clearway.records.findings import FindingKind, Refused

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which findings: of a sender, of a kind, of one finding, column or file. Empty text means "all"."""

    organisation: str = ""
    kind: str = ""
    finding: str = ""
    column: str = ""
    file: str = ""

    def but(self, **changes: Any) -> "Asked":
        """The same question with something changed."""
        return replace(self, **changes)

    def query(self) -> str:
        """The query string, with its question mark; only what was asked is in it."""
        said = {name: getattr(self, name) for name in self.__dataclass_fields__ if getattr(self, name)}
        return f"?{urlencode(said)}" if said else ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything is kept by."""
        return bool(self.query())


def read(parameters: Mapping[str, str]) -> Asked:
    """What an address asks for. Refused, naming the parameter, for a value that none of these can have."""
    said = {}
    for name in Asked.__dataclass_fields__:
        value = parameters.get(name, "")
        if len(value) > LONGEST or not value.isprintable():
            raise Refused(f"That is not a value of “{name}”.", f"It has at most {LONGEST} letters.", code="PARAMETER")
        said[name] = value
    if said["kind"] and said["kind"] not in {kind.value for kind in FindingKind}:
        kinds = ", ".join(kind.value for kind in FindingKind)
        raise Refused(f"“{said['kind']}” is not a kind of finding.", f"It can be {kinds}.", code="PARAMETER")
    return Asked(**said)

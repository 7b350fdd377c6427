"""What the pages of data quality were asked for, read from their address: every value bounded."""

from collections.abc import Mapping
from dataclasses import dataclass

from clearway.records.findings import FindingKind, Refused
from clearway.site.in_address import InAddress

LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(InAddress):
    """Which findings: of a sender, of a kind, of one finding, column or file. Empty text means "all"."""

    organisation: str = ""
    kind: str = ""
    finding: str = ""
    column: str = ""
    file: str = ""

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

"""What is wrong with a record or a file, said so that its owner can mend it."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """Three kinds: wrong shape, wrong in itself, or unlike what the world looks like."""

    STRUCTURAL = "structural"
    LOGICAL = "logical"
    ANALYTICAL = "analytical"


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding. `id` is stable; `row` counts the file's own rows from 1 with the heading as row 1.

    `count` is above 1 when one finding stands for many places, which are then too many to be told one by one.
    """

    id: str
    kind: FindingKind
    message: str
    mend: str
    column: str = ""
    row: int | None = None
    is_rejection: bool = False
    count: int = 1


@dataclass(frozen=True, slots=True)
class FindingCount:
    """Findings of one id together, as a person first meets them."""

    id: str
    kind: FindingKind
    count: int
    message: str
    mend: str
    first_row: int | None


class Refused(Exception):
    """A whole file is refused and nothing of it is kept. `reason` says what and where, `mend` what to do next."""

    def __init__(self, reason: str, mend: str, *, code: str = "REFUSED") -> None:
        super().__init__(f"{reason} {mend}")
        self.reason = reason
        self.mend = mend
        self.code = code


def counted(findings: list[Finding]) -> list[FindingCount]:
    """Findings gathered by id, most frequent first; the first row of each is kept as an example."""
    gathered: dict[str, list[Finding]] = {}
    for finding in findings:
        gathered.setdefault(finding.id, []).append(finding)
    counts = [
        FindingCount(
            id=name,
            kind=same[0].kind,
            count=sum(one.count for one in same),
            message=same[0].message,
            mend=same[0].mend,
            first_row=next((one.row for one in same if one.row is not None), None),
        )
        for name, same in gathered.items()
    ]
    return sorted(counts, key=lambda one: (-one.count, one.id))

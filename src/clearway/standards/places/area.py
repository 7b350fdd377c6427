"""What the reference of places holds: areas at every level, and how one code became another."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clearway.standards.dated import Trust

ENGLAND = "E92000001"
"""The official code of England."""


class Level(StrEnum):
    """Kinds of area. Where observations name the kind of an area, they use the same words."""

    ENGLAND = "england"
    REGION = "region"
    NHS_REGION = "nhs_region"
    COMBINED_AUTHORITY = "combined_authority"
    COUNTY = "county"
    DISTRICT = "district"
    TOGETHER = "together"
    ICB = "icb"
    SUB_ICB = "sub_icb"
    ALLIANCE = "alliance"

    @property
    def words(self) -> str:
        """The kind as people read it, for one area."""
        return _WORDS[self]


_WORDS = {
    Level.ENGLAND: "country",
    Level.REGION: "region",
    Level.NHS_REGION: "NHS region",
    Level.COMBINED_AUTHORITY: "combined authority",
    Level.COUNTY: "county",
    Level.DISTRICT: "district or unitary authority",
    Level.TOGETHER: "authorities published together",
    Level.ICB: "integrated care board",
    Level.SUB_ICB: "sub-ICB location",
    Level.ALLIANCE: "Cancer Alliance",
}


class ChangeKind(StrEnum):
    """How a code was replaced.

    `merged`: the old area lies wholly in the new one. `split`: the old area is the new ones together. `recoded`: the
    same area under another code.
    """

    MERGED = "merged"
    SPLIT = "split"
    RECODED = "recoded"


@dataclass(frozen=True, slots=True)
class Area:
    """One area. `code` is its official (ONS) code, `ods_code` the code of the NHS where it has one.

    `parent` is the region or county above a district, the region above a county, empty elsewhere. `applies_from` and
    `applies_to` (its last day) are None where it goes back, or on, as far as these tables do.
    """

    code: str
    name: str
    level: Level
    ods_code: str = ""
    parent: str = ""
    combined_authority: str = ""
    applies_from: date | None = None
    applies_to: date | None = None

    def is_current(self, on: date) -> bool:
        """Whether it exists on a day."""
        began = self.applies_from is None or self.applies_from <= on
        return began and (self.applies_to is None or on <= self.applies_to)

    @property
    def is_unitary(self) -> bool:
        """Whether it is a district that answers to no county: a unitary, metropolitan or London authority."""
        return self.level is Level.DISTRICT and not self.code.startswith("E07")


@dataclass(frozen=True, slots=True)
class CodeChange:
    """One code gave way to another on a day."""

    old: str
    new: str
    applies_from: date
    kind: ChangeKind
    trust: Trust
    note: str


@dataclass(frozen=True, slots=True)
class Part:
    """`share` of the people of an area (residents of mid-2020, 0 to 1) live in the area `code`, `people` of them."""

    code: str
    name: str
    share: float
    people: int

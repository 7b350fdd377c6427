"""What a mapping profile says: the layout of an export, and where each column of the record comes from in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Kind = Literal["csv", "xlsx"]
Case = Literal["as_sent", "upper", "ignore"]
Unmapped = Literal["reject", "as_sent"]
Encoding = Literal["utf-8", "utf-16", "cp1252"]

EXCEL_DATES = "Excel"
"""The date format of a workbook whose dates are date cells: no text can be mistaken for one."""

DIGEST_SHOWN = 12


class ProfileTrust(StrEnum):
    """How far a profile has been held against real files."""

    VERIFIED = "verified"
    RUNNING_CODE = "running_code"
    LOCAL = "local"
    INVENTED = "invented"

    @property
    def words(self) -> str:
        """The label in words for a reader."""
        return TRUST_WORDS[self]


TRUST_WORDS = {
    ProfileTrust.VERIFIED: "checked against real files of this system",
    ProfileTrust.RUNNING_CODE: "column names as seen in running code; no real file was seen",
    ProfileTrust.LOCAL: "made by its owner for its own export",
    ProfileTrust.INVENTED: "invented for trying out: no real system writes this",
}


@dataclass(frozen=True, slots=True)
class Layout:
    """What kind of file it is. The heading row is found by its content among the first `heading_within` rows.

    `sheet` names the sheet of a workbook; empty means the one sheet in which the headings are found.
    """

    kind: Kind = "csv"
    encoding: Encoding = "utf-8"
    separator: str = ","
    sheet: str = ""
    heading_within: int = 30


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Where one column of the record comes from: a heading, several joined, or one constant for every row.

    `headings` are those that are accepted, of which a file has exactly one. `codes` maps their values to ours;
    `unmapped` says what becomes of others. `pattern` is a regular expression that the whole cell must match; its one
    group is the value. `dates` is the column's own date format, empty for that of the file.
    """

    target: str
    headings: tuple[str, ...] = ()
    joined: tuple[str, ...] = ()
    joined_with: str = "-"
    constant: str = ""
    dates: str = ""
    codes: Mapping[str, str] = field(default_factory=dict)
    unmapped: Unmapped = "reject"
    case: Case = "as_sent"
    pattern: str = ""
    optional: bool = False

    @property
    def accepted(self) -> tuple[str, ...]:
        """Every heading that this column may need."""
        return self.headings + self.joined


@dataclass(frozen=True, slots=True)
class Organisations:
    """Local codes of sites and trusts → their ODS codes, and what becomes of codes that are not listed."""

    codes: Mapping[str, str] = field(default_factory=dict)
    unmapped: Unmapped = "reject"


@dataclass(frozen=True, slots=True)
class Profile:
    """How one export is read as waiting-time records. It is immutable: a change is another version.

    `empty` lists what stands for "not recorded"; `absent` the columns of the record that the export does not have,
    `ignored` the headings that are known and not needed.
    """

    id: str
    version: int
    title: str
    made_by: str
    made_for: str
    trust: ProfileTrust
    layout: Layout
    dates: str
    columns: tuple[ColumnMap, ...]
    notes: str = ""
    empty: frozenset[str] = frozenset()
    organisations: Organisations = field(default_factory=Organisations)
    absent: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of everything the profile says, however its file was laid out."""
        from clearway.intake.profiles.writing import written

        return hashlib.sha256(written(self).encode("utf-8")).hexdigest()

    @property
    def name(self) -> str:
        """Which profile and version: `tracker-words@2`."""
        return f"{self.id}@{self.version}"

    @property
    def label(self) -> str:
        """The name with the beginning of the digest: what a submission keeps of the profile it was read with."""
        return f"{self.name} {self.digest[:DIGEST_SHOWN]}"

    @property
    def by_target(self) -> dict[str, ColumnMap]:
        """The columns by the record's names for them."""
        return {column.target: column for column in self.columns}

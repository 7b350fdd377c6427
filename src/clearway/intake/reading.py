"""What a sender declares of a file, where it came from, and what reading it gave."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import pyarrow as pa

from clearway.intake.profiles.profile import Profile
from clearway.records.findings import Finding

StoreKind = Literal["demo", "live"]
Release = Literal["provisional", "final"]
Encoding = Literal["utf-8", "utf-16", "cp1252"]


@dataclass(frozen=True, slots=True)
class Declared:
    """What the sender says of the file. Nothing of it is guessed; what a file contradicts is refused.

    `date_format` is one of the names in `clearway.intake.waiting_times.dates.FORMATS`; `month` is `YYYY-MM`;
    `today` is the day of sending (the core has no clock of its own: without it, no date is too far ahead).
    `source` names a reader or a shipped profile; `profile` says how the sender's own export is read: then its encoding,
    separator and date formats hold, and those declared here do not count.
    """

    file_name: str = ""
    source: str = ""
    encoding: Encoding = "utf-8"
    separator: str = ","
    date_format: str = "YYYY-MM-DD"
    organisation: str = ""
    month: str = ""
    release: Release | None = None
    store_kind: StoreKind | None = None
    today: date | None = None
    profile: Profile | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Which bytes these are: the sender's file name (its last part) and their SHA-256."""

    file_name: str
    sha256: str
    byte_count: int


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader hands back: tables by name, findings, and a few facts as text (month, release, basis …).

    `reader` names the reader that recognised the file.
    """

    reader: str
    source: Source
    tables: Mapping[str, pa.Table]
    findings: list[Finding] = field(default_factory=list)
    facts: Mapping[str, str] = field(default_factory=dict)

"""A publication as it was asked for, and as it was made: its files, and what it says of itself to the checks."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clearway.publications.disclosure import Audience

PROVISIONAL, FINAL = "provisional", "final"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants made.

    `month` is the month it speaks of (`2025-03`), empty where it speaks of none. `place` is the code of the trust,
    board or place it is about, empty for the whole alliance. `options` are what its kind asks for besides, `text` what
    people wrote into it by hand, paragraph by paragraph under its name. `today` is the day on which it is made.
    """

    kind: str
    month: str
    audience: Audience
    today: date
    place: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    text: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MadeFile:
    """One file of a publication. `name` ends in its kind: `.pdf`, `.pptx`, `.xlsx`, `.html`, `.txt` or `.csv`."""

    name: str
    content: bytes

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a publication says of itself. Whoever makes it fills this in honestly; the checks are made from it.

    `snapshots` are the names of the figures that were read: one, if nothing moved meanwhile; none without figures.
    `months` are those its figures are said to be of ("this month"; a series before it does not count), `releases` how
    far these figures had come (`provisional`, `final`). `figures` counts the figures in it, `policies` are the
    disclosure policies that were applied, in words, `hidden` counts what they hide, and `small_shown` names each small
    number that is shown against them. `is_marked` says that the synthetic mark stands on every page or sheet.
    `without_source` names figures that do not say where they come from, `charts_failed` charts that could not be
    drawn, `plan_findings` what the check of the plan found in the part that is shown.
    """

    snapshots: frozenset[str] = frozenset()
    months: frozenset[str] = frozenset()
    releases: frozenset[str] = frozenset()
    figures: int = 0
    policies: tuple[str, ...] = ()
    hidden: int = 0
    small_shown: tuple[str, ...] = ()
    is_synthetic: bool = False
    is_marked: bool = False
    without_source: tuple[str, ...] = ()
    charts: int = 0
    charts_failed: tuple[str, ...] = ()
    plan_findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that was made. `text` are the paragraphs that a person may still change, as written from data.

    `shown` is what a page shows of it, as plain JSON: a public page is not a file but an answer to everybody. `kept`
    is what the files are written from once more when somebody has approved them, for kinds that say so on their pages.
    """

    files: tuple[MadeFile, ...]
    standing: Standing
    text: Mapping[str, str] = field(default_factory=dict)
    shown: Mapping[str, Any] = field(default_factory=dict)
    kept: str = ""


Report = Callable[[int, int, str], None]
"""How a maker says how far it is: done, of how many, of what."""


def silent(done: int, total: int, unit: str) -> None:
    """Tell nobody how far a publication is."""
    del done, total, unit

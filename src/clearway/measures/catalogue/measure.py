"""A measure: what is counted, over whom, against which target, why, and what it cannot tell."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from clearway.measures.catalogue.places import Place
from clearway.measures.catalogue.vocabulary import Unit


class Kind(StrEnum):
    """What the counted event is, which decides how places may be compared."""

    NEVER = "never"
    RARELY = "rarely"
    INFORMATIVE = "informative"


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    TARGET = "target"
    CONTEXT = "context"


class Verification(StrEnum):
    """How a target is known. What is from memory is shown as provisional wherever it appears."""

    SEED = "seed"
    SEEN = "seen"
    MEMORY = "memory"

    @property
    def is_provisional(self) -> bool:
        """Whether it must be shown as provisional."""
        return self is Verification.MEMORY


class Status(StrEnum):
    """How far a definition has come with its reviewers."""

    DRAFT = "draft, not reviewed"
    REVIEWED = "reviewed"
    WITHDRAWN = "withdrawn"


class TargetKind(StrEnum):
    """A `standard` stands until it is changed; a `milestone` is to be reached by a day."""

    STANDARD = "standard"
    MILESTONE = "milestone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One target of the catalogue, in the measure's unit as people read it (85 for 85%).

    `value` is None where a target is announced or named without a figure; `note` says so. `by` is the last day to reach
    a milestone (None: none was named). `applies_from` is the day from which a standard holds, or a milestone was known
    (None: as far back as we know). `compares` is False for a target of another definition, which is shown and
    never held against a value.
    """

    kind: TargetKind
    value: Decimal | None
    source: str
    verification: Verification
    by: date | None = None
    by_words: str = ""
    applies_from: date | None = None
    label: str = ""
    note: str = ""
    compares: bool = True


@dataclass(frozen=True, slots=True)
class Ambition:
    """What a measure serves: an ambition, an achievement or an objective, in our own words.

    `owner` says whose it is, `in_dashboard` whether the 2016 Cancer Dashboard held its metric (None: not said).
    """

    id: str
    text: str
    owner: str
    source: str
    verification: Verification
    in_dashboard: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A definition as its file gives it. Everything in words is for people; ids resolve within the catalogue.

    `found_in` are the places of its values, in the order in which they are tried; `nearest` are places of something
    like it, never shown as the measure; `needs` says what is missing where nothing, or not everything, is found.
    `standard` is the key of a waiting-time standard whose thresholds and ambitions hold for it (empty: none).
    `owner` is empty for a shipped measure, else the alliance's folder that brought it.
    """

    id: str
    name: str
    domain: str
    kind: Kind
    numerator: str
    denominator: str
    exclusions: tuple[str, ...]
    unit: Unit
    polarity: Polarity
    source: str
    levels: tuple[str, ...]
    periodicity: str
    method: str
    serves: tuple[str, ...]
    in_dashboard: bool
    standard: str
    targets: tuple[Target, ...]
    why_it_matters: str
    cannot_tell: str
    definition_basis: str
    display: tuple[str, ...]
    notes: tuple[str, ...]
    found_in: tuple[Place, ...]
    nearest: tuple[Place, ...]
    needs: str
    status: Status
    reviewed_by_role: str
    next_review: date
    reviewed_by: str
    reviewed_on: date | None
    is_local: bool = False

    @property
    def is_measurable(self) -> bool:
        """Whether files at hand can give its values. Whether a store holds them is another question."""
        return any(place.is_at_hand for place in self.found_in)

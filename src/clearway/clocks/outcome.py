"""What a clock answers for one record: a wait that counts, or the reason why it does not."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

WHOLE = Decimal(1)
HALF = Decimal("0.5")
NONE = Decimal(0)


class Route(StrEnum):
    """How a person came onto a 62-day or 28-day pathway (rule D62-2)."""

    URGENT = "USC"
    SCREENING = "SCREENING"
    BREAST_SYMPTOMATIC = "BREAST_SYMPTOMATIC"
    UPGRADE = "UPGRADE"


class Method(StrEnum):
    """How a 62-day result was laid at the door of one trust or two (rules IPT-1 to IPT-6)."""

    SOLO = "SOLO"
    FIFTY_FIFTY = "FIFTY_FIFTY"
    SIX_SCENARIOS = "SIX_SCENARIOS"


@dataclass(frozen=True, slots=True)
class Pause:
    """Days recorded as not counting. `is_allowed` false: the rules refuse it and nothing is taken off."""

    kind: str
    days: int
    is_allowed: bool = True

    def __str__(self) -> str:
        return f"{self.kind}={self.days}" if self.is_allowed else f"{self.kind}_not_allowed={self.days}"


@dataclass(frozen=True, slots=True)
class Share:
    """One trust's part of a counted pathway: `total` 0, 0.5 or 1; `within` never more than `total`."""

    trust: str
    total: Decimal
    within: Decimal


@dataclass(frozen=True, slots=True)
class Allocation:
    """Who answers for a 62-day result. `investigating` is None when one trust answers for all of it."""

    method: Method
    treating: Share
    investigating: Share | None = None
    scenario: int | None = None
    phase_1_days: int | None = None
    phase_2_days: int | None = None
    rules: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wait:
    """A counted wait in whole calendar days, the start being day 0; `days` is `raw_days` less allowed pauses."""

    standard: str
    start: date
    stop: date
    limit: int
    month_of: date
    organisation: str
    raw_days: int
    days: int
    is_within: bool
    pauses: tuple[Pause, ...] = ()
    rules: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    route: Route | None = None
    stage: str = ""
    group: str = ""
    cancer_type: str = ""
    allocation: Allocation | None = None

    @property
    def month(self) -> str:
        """The reporting month as YYYY-MM."""
        return self.month_of.isoformat()[:7]


@dataclass(frozen=True, slots=True)
class NotCounted:
    """The record is outside the standard: a reason code of `exclusion_reason.yaml` and the rule that says so."""

    reason: str
    rule: str
    flags: frozenset[str] = field(default_factory=frozenset)

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule that kept the record out, in the same shape as for a counted wait."""
        return (self.rule,)


@dataclass(frozen=True, slots=True)
class Assessment:
    """All four clocks of one record and what is odd about it."""

    record_id: str
    two_week: Wait | NotCounted
    faster_diagnosis: Wait | NotCounted
    thirty_one_day: Wait | NotCounted
    sixty_two_day: Wait | NotCounted
    flags: frozenset[str]

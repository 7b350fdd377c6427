"""A delivery plan: workstreams, the printed rows of its grid, deliverables, activities, milestones and money.

Field by field it is the shape of a plan file (`shaped`). What the source printed and what is a reading of ours stay
apart: fields that end in `_basis`, `note`, `verified` and `basis` say so, and are kept.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from clearway.planning.agreement import SigningBody
from clearway.planning.allocations import Allocation, Saving
from clearway.planning.bids.bid import Appraisal, Bid
from clearway.planning.bids.framework import ScoringFramework
from clearway.planning.chapters import Communications, Governance, LocalContext, Statement, Vision
from clearway.planning.gates import Gate
from clearway.planning.moves import Move
from clearway.planning.rollout import RollOut
from clearway.planning.spans import FinancialYear, HalfYear, Quarter, month_days

STATUSES = ("not_started", "on_track", "at_risk", "late", "done", "stopped")
STREAMS = ("revenue", "capital")
CONCERNS = ("risk", "issue", "assumption")
MOST_LIKELY = 5


@dataclass(frozen=True, kw_only=True)
class Period:
    """The first and last financial year of a plan, both in."""

    first: str = field(metadata={"key": "from"})
    last: str = field(metadata={"key": "to"})

    def __str__(self) -> str:
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def first_day(self) -> date:
        """The first day of the plan."""
        return FinancialYear.read(self.first).first_day

    @property
    def last_day(self) -> date:
        """The last day of the plan."""
        return FinancialYear.read(self.last).last_day


@dataclass(frozen=True, kw_only=True)
class Meta:
    """What a plan is, where it was read, and how far that can be trusted."""

    id: str
    title: str
    period: Period
    source_seed: str | None = None
    source: str | None = None
    alliance: str | None = None
    drafted: str | None = None
    verification: str | None = None
    aligned_framework: str | None = None
    linkage_basis: str | None = None
    licence: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Due:
    """When something is due: a quarter, a half, a month, a financial year or a calendar year, and as printed."""

    quarter: str | None = None
    half: str | None = None
    month: str | None = None
    year: str | int | None = None
    printed: str | None = None

    def days(self) -> tuple[date, date] | None:
        """The first and last day of the span; None when a quarter or half stands without its year."""
        if self.month is not None:
            return month_days(self.month)
        if self.year is None:
            return None
        if isinstance(self.year, int):
            return date(self.year, 1, 1), date(self.year, 12, 31)
        span: FinancialYear | Quarter | HalfYear = FinancialYear.read(self.year)
        if self.quarter is not None:
            span = Quarter.read(f"{self.year} {self.quarter}")
        elif self.half is not None:
            span = HalfYear.read(f"{self.year} {self.half}")
        return span.first_day, span.last_day

    def __str__(self) -> str:
        return " ".join(str(one) for one in (self.quarter or self.half, self.month or self.year) if one is not None)


@dataclass(frozen=True, kw_only=True)
class Activity:
    """One thing to do for a deliverable. `with_` names workstreams it is shared with, `same_as` its printed twin."""

    id: str
    text: str
    line: int | None = None
    due: Due | None = None
    with_: str | None = field(default=None, metadata={"key": "with"})
    same_as: str | None = None
    see: str | None = None
    pathways: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    recommendations: tuple[int, ...] = ()
    reference: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A point a deliverable passes: what was promised first, what is expected now, when it was passed."""

    id: str
    text: str
    due: Due | None = None
    baseline: date | None = None
    forecast: date | None = None
    actual: date | None = None
    cadence: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class MoneyLine:
    """An exact sum of pounds in a quarter, revenue or capital: what was planned, is expected, and was spent."""

    id: str
    stream: str
    quarter: str
    planned: Decimal
    forecast: Decimal | None = None
    actual: Decimal | None = None
    organisation: str | None = None
    funder: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Concern:
    """A risk, an issue or an assumption, with what is done about it. Likelihood and impact go from 1 to 5.

    It is open until `closed_on`, which has its reason.
    """

    id: str
    kind: str
    text: str
    likelihood: int | None = None
    impact: int | None = None
    control: str | None = None
    owner: str | None = None
    review_by: date | None = None
    closed_on: date | None = None
    closed_because: str | None = None

    @property
    def score(self) -> int | None:
        """Likelihood times impact; None when one of them is not said."""
        return None if self.likelihood is None or self.impact is None else self.likelihood * self.impact


@dataclass(frozen=True, kw_only=True)
class Owner:
    """Who answers for a deliverable: a role and an organisation, never a person's name."""

    role: str
    organisation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deliverable:
    """What is promised, what it serves, who answers for it, and how it gets there.

    `recommendations`, `ambitions`, `achievements` and `serves` (objectives of a modern framework) link it to what was
    asked; `recommendations_basis` says how we know.
    """

    id: str
    title: str
    line: int | None = None
    parent: str | None = None
    delivered_in: str | None = None
    shared_with: str | None = None
    recommendations: tuple[int, ...] = ()
    recommendations_basis: str | None = None
    ambitions: tuple[str, ...] = ()
    achievements: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    aims: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()
    mechanism: str | None = None
    pathways: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    owner: Owner | None = None
    contributors: tuple[str, ...] = ()
    depends_on: tuple[str, ...] = ()
    half_years: tuple[str, ...] = ()
    review_by: date | None = None
    status: str | None = None
    source: str | None = None
    verified: bool | None = None
    basis: str | None = None
    note: str | None = None
    activities: tuple[Activity, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    money: tuple[MoneyLine, ...] = ()
    concerns: tuple[Concern, ...] = ()
    savings: tuple[Saving, ...] = ()
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, kw_only=True)
class AimedAt:
    """A share that an intervention aims at, and within how many days."""

    value: int | Decimal
    unit: str
    limit_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Intervention:
    """What the wider transformation plan does about a workstream."""

    id: str
    text: str
    by: str | int | None = None
    targets: tuple[AimedAt, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceItem:
    """What one place does about a workstream."""

    place: str
    text: str
    ambitions: tuple[str, ...] = ()
    achievements: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Difference:
    """Where the plan says another thing than the guidance it answers."""

    item: str
    plan_says: str
    guidance_says: str


@dataclass(frozen=True, kw_only=True)
class Workstream:
    """A part of the plan with what it answers and what it delivers."""

    id: str
    title: str
    ambitions_as_printed: tuple[str, ...] = ()
    ambitions: tuple[str, ...] = ()
    ambitions_basis: str | None = None
    recommendations_printed: tuple[int, ...] = ()
    local_achievements: tuple[str, ...] = ()
    missing_from_plan_vs_guidance: tuple[str, ...] = ()
    differences_from_guidance: tuple[Difference, ...] = ()
    stp_interventions: tuple[Intervention, ...] = ()
    ccg_place_items: tuple[PlaceItem, ...] = ()
    deliverables: tuple[Deliverable, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Priority:
    """A printed row of the grid: one mark (1) or none (0) for each half-year, and the deliverables it names."""

    id: str
    workstream: str
    title: str
    sequence: tuple[int, ...] = field(metadata={"repeats": True})
    line: int | None = None
    deliverables: tuple[str, ...] = ()
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A whole delivery plan."""

    meta: Meta
    workstreams: tuple[Workstream, ...]
    vision: Vision | None = None
    principles: tuple[Statement, ...] = ()
    aspirations: tuple[Statement, ...] = ()
    governance: Governance | None = None
    local_context: LocalContext | None = None
    stp_system_priorities: tuple[Statement, ...] = ()
    strategic_aims: tuple[Statement, ...] = ()
    benefits: tuple[Statement, ...] = ()
    strategic_commissioning_intentions: tuple[Statement, ...] = ()
    sequence_columns: tuple[str, ...] = ()
    priorities: tuple[Priority, ...] = ()
    communications: Communications | None = None
    allocations: tuple[Allocation, ...] = ()
    scoring_frameworks: tuple[ScoringFramework, ...] = ()
    bids: tuple[Bid, ...] = ()
    appraisals: tuple[Appraisal, ...] = ()
    roll_outs: tuple[RollOut, ...] = ()
    signing_bodies: tuple[SigningBody, ...] = ()

    @property
    def deliverables(self) -> tuple[Deliverable, ...]:
        """Every deliverable in the order of the plan."""
        return tuple(one for workstream in self.workstreams for one in workstream.deliverables)

    @property
    def activities(self) -> Iterator[tuple[Deliverable, Activity]]:
        """Every activity with the deliverable it is for."""
        return ((one, activity) for one in self.deliverables for activity in one.activities)

    @property
    def half_years(self) -> tuple[HalfYear, ...]:
        """The columns of the grid."""
        return tuple(HalfYear.read(text) for text in self.sequence_columns)

    def counts(self) -> dict[str, int]:
        """How many of each kind there are."""
        return {
            "workstreams": len(self.workstreams),
            "priorities": len(self.priorities),
            "deliverables": len(self.deliverables),
            "activities": sum(len(one.activities) for one in self.deliverables),
            "milestones": sum(len(one.milestones) for one in self.deliverables),
            "concerns": sum(len(one.concerns) for one in self.deliverables),
            "money_lines": sum(len(one.money) for one in self.deliverables),
            "savings": sum(len(one.savings) for one in self.deliverables),
            "gates": sum(len(one.gates) for one in self.deliverables),
            "allocations": len(self.allocations),
            "bids": len(self.bids),
            "appraisals": len(self.appraisals),
            "roll_outs": len(self.roll_outs),
            "seats": sum(one.positions for one in self.governance.board_membership) if self.governance else 0,
        }

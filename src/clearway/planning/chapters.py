"""The chapters of a plan beside its grid: vision, governance, local context, communications, as its file has them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One numbered sentence of a plan, with the line of the source it was read in."""

    id: str
    text: str
    line: int | None = None
    theme: str | None = None
    link: str | None = None


@dataclass(frozen=True, kw_only=True)
class Vision:
    """What the plan is for."""

    overall: str
    statement: str | None = None
    stages: tuple[str, ...] = ()
    how: tuple[str, ...] = ()
    origin: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Body:
    """One body of the structure, and how often it meets or how many there are."""

    body: str
    cadence: str | None = None
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """How often governance is looked at again, or what else makes it so."""

    cadence: str
    or_when: str | None = None


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A kind of seat on the board: how many, and whom its holder represents besides their own organisation."""

    seat: str
    positions: int
    represents: str | None = None


@dataclass(frozen=True, kw_only=True)
class Governance:
    """Who decides, who sits there, to whom they answer.

    `board_total_stated` is the total that the document prints, `board_total_summed` what its own rows add up to as its
    reader counted them: the check adds the rows itself.
    """

    board_would_not: tuple[str, ...] = ()
    objectives: tuple[Statement, ...] = ()
    tasks: tuple[Statement, ...] = ()
    member_expectations: tuple[str, ...] = ()
    accountable_to: tuple[str, ...] = ()
    statutory_decisions_rest_with: str | None = None
    structure: tuple[Body, ...] = ()
    review: Review | None = None
    board_membership: tuple[Seat, ...] = ()
    board_total_stated: int | None = None
    board_total_summed: int | None = None
    board_total_note: str | None = None
    resources: str | None = None
    engagement_commitments: tuple[Statement, ...] = ()
    workforce_engagement: tuple[str, ...] = ()
    research_aspirations: tuple[str, ...] = ()
    research_under_way: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LocalFigure:
    """A figure of the local case for change, in words or as now and projected."""

    id: str
    measure: str
    line: int | None = None
    value: str | int | Decimal | None = None
    now: int | Decimal | None = None
    now_basis: str | None = None
    projected: int | Decimal | None = None
    projected_basis: str | None = None
    by: str | int | None = None
    area: str | None = None


@dataclass(frozen=True, kw_only=True)
class Assumed:
    """A scenario of the case for change and what it assumes."""

    id: str
    title: str
    assumption: str
    line: int | None = None


@dataclass(frozen=True, kw_only=True)
class LocalContext:
    """The local case for change."""

    figures: tuple[LocalFigure, ...] = ()
    scenarios: tuple[Assumed, ...] = ()
    scenario_note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlannedEngagement:
    """A row of the communications planner."""

    id: str
    when: str
    activity: str
    audience: tuple[str, ...] = ()
    comment: str | None = None
    published: str | None = None
    when_basis: str | None = None


@dataclass(frozen=True, kw_only=True)
class Communications:
    """Who is told and asked, how, and when."""

    period: str | None = None
    coordinated_by: str | None = None
    objectives: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    protected_characteristics_listed: tuple[str, ...] = ()
    protected_characteristics_note: str | None = None
    methods: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    legislation: tuple[str, ...] = ()
    gunning_principles: tuple[Statement, ...] = ()
    evaluation: tuple[str, ...] = ()
    planner: tuple[PlannedEngagement, ...] = ()

"""The shape of a framework file like the Taskforce's: areas with ambitions, local achievements and national work."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from clearway.planning.chapters import Statement
from clearway.planning.framework import Achievement, Ambition, Framework, Interdependency, Target


@dataclass(frozen=True, kw_only=True)
class TaskforceMeta:
    """What the file is and where it was read."""

    id: str
    title: str
    source_seed: str | None = None
    source_date: str | None = None
    gateway_ref: str | None = None
    retrieved_as: str | None = None
    verification: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PrintedAmbition:
    """An ambition as the file has it: one target or several, and twins as a text with commas."""

    id: str
    kind: str
    text: str
    metric: str | None = None
    target: Target | None = None
    targets: tuple[Target, ...] = ()
    direction: str | None = None
    by: str | int | None = None
    in_dashboard: bool | str | None = None
    same_as: str | None = None
    target_year_basis: str | None = None
    secondary: str | None = None
    limit_days: int | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class PrintedAchievement:
    """A local achievement as the file has it."""

    id: str
    text: str
    recommendations: tuple[int, ...] = ()
    rec_basis: str | None = None
    depends_on: tuple[str, ...] = ()
    date: str | None = None
    elements: tuple[Statement, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PrintedInterdependency:
    """National work as the file has it."""

    id: str
    text: str
    link_basis: str | None = None
    date: str | None = None


@dataclass(frozen=True, kw_only=True)
class Area:
    """One area of the table."""

    id: str
    title: str
    ambitions: tuple[PrintedAmbition, ...] = ()
    local_achievements: tuple[PrintedAchievement, ...] = ()
    national: tuple[PrintedInterdependency, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Timescale:
    """A date of the national timetable."""

    item: str
    date: str
    precision: str | None = None


@dataclass(frozen=True, kw_only=True)
class Today:
    """What stands today in an ambition's place, with its own source and mark."""

    ambition: str
    today: str
    source: str
    verification: str
    check: str | None = None


@dataclass(frozen=True, kw_only=True)
class TaskforceFile:
    """The whole file."""

    meta: TaskforceMeta
    areas: tuple[Area, ...]
    extraction_notes: tuple[str, ...] = ()
    funding_national_programme_gbp_m: Mapping[str, int | Decimal] = field(default_factory=dict)
    transformation_funding_areas: tuple[str, ...] = ()
    plan_must_include: tuple[Statement, ...] = ()
    agreement_required: tuple[str, ...] = ()
    alignment_sources: tuple[str, ...] = ()
    variation_groups: tuple[str, ...] = ()
    governance_principles: tuple[Statement, ...] = ()
    timescales: tuple[Timescale, ...] = ()
    current_position: tuple[Today, ...] = ()

    def framework(self) -> Framework:
        """The file as the one view of frameworks."""
        return Framework(
            id=self.meta.id,
            title=self.meta.title,
            verification=self.meta.verification,
            source=self.meta.source_date,
            ambitions=tuple(_ambition(area, one) for area in self.areas for one in area.ambitions),
            achievements=tuple(_achievement(area, one) for area in self.areas for one in area.local_achievements),
            interdependencies=tuple(
                Interdependency(id=one.id, area=area.id, text=one.text, date=one.date, link_basis=one.link_basis)
                for area in self.areas
                for one in area.national
            ),
        )


def _ambition(area: Area, one: PrintedAmbition) -> Ambition:
    notes = (one.note, one.secondary and f"also: {one.secondary}", one.target_year_basis)
    return Ambition(
        id=one.id,
        area=area.id,
        text=one.text,
        kind=one.kind,
        targets=(one.target,) if one.target else one.targets,
        metric=one.metric,
        direction=one.direction,
        same_as=tuple(part.strip() for part in (one.same_as or "").split(",") if part.strip()),
        note="; ".join(filter(None, notes)) or None,
    )


def _achievement(area: Area, one: PrintedAchievement) -> Achievement:
    return Achievement(
        id=one.id,
        area=area.id,
        text=one.text,
        recommendations=one.recommendations,
        depends_on=one.depends_on,
        date=one.date,
        basis=one.rec_basis,
    )

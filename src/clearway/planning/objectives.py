"""The shape of a framework file like the national objectives of today: one list, each item with its sources."""

from dataclasses import dataclass
from decimal import Decimal

from clearway.planning.chapters import Statement
from clearway.planning.framework import Achievement, Ambition, Framework, Target
from clearway.planning.structure import Period

TARGET = "target"


@dataclass(frozen=True, kw_only=True)
class ObjectivesMeta:
    """What the file is, and what it follows."""

    id: str
    title: str
    version: str | None = None
    date: str | None = None
    predecessor: str | None = None
    verification: str | None = None
    areas: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where something was read."""

    id: str
    title: str
    date: str | None = None
    url: str | None = None
    also: str | None = None
    find: str | None = None
    basis: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Objective:
    """One objective: what, by when, the alliance's part in it, and how far it is verified."""

    id: str
    area: str
    kind: str
    text: str
    verified: bool
    basis: str
    role: str
    measures: tuple[str, ...] = ()
    value: int | Decimal | None = None
    unit: str | None = None
    by: str | int | None = None
    per: str | None = None
    sources: tuple[str, ...] = ()
    source_date: str | None = None
    conflicts: str | None = None
    note: str | None = None


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Where sources disagree."""

    id: str
    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """An objective of today beside those of the framework before it; for a person to confirm."""

    new: str
    old: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PublicMilestone:
    """A milestone of a public plan, in quarters or a month."""

    text: str
    quarters: tuple[str, ...] = ()
    year: str | None = None
    month: str | None = None
    cadence: str | None = None


@dataclass(frozen=True, kw_only=True)
class PublicDeliverable:
    """A deliverable of a public plan."""

    id: str
    title: str
    source: str
    verified: bool
    basis: str
    aims: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    milestones: tuple[PublicMilestone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PublicPlan:
    """A plan of today that an alliance published, in short: `public_plan` makes a whole plan of it."""

    id: str
    alliance: str
    period: Period
    strategic_aims: tuple[Statement, ...]
    deliverables: tuple[PublicDeliverable, ...]


@dataclass(frozen=True, kw_only=True)
class ObjectivesFile:
    """The whole file."""

    meta: ObjectivesMeta
    sources: tuple[Source, ...]
    objectives: tuple[Objective, ...]
    conflicts: tuple[Conflict, ...] = ()
    not_read: tuple[str, ...] = ()
    crosswalk: tuple[Crossing, ...] = ()
    modern_plan: PublicPlan | None = None

    def framework(self) -> Framework:
        """The file as the one view of frameworks: targets are its ambitions, everything else its achievements."""
        return Framework(
            id=self.meta.id,
            title=self.meta.title,
            verification=self.meta.verification,
            source=self.meta.date,
            ambitions=tuple(_ambition(one, self._titles(one)) for one in self.objectives if one.kind == TARGET),
            achievements=tuple(_achievement(one, self._titles(one)) for one in self.objectives if one.kind != TARGET),
            interdependencies=(),
        )

    def _titles(self, one: Objective) -> str:
        """The sources of an objective by their titles: their ids mean nothing to a reader."""
        titles = {source.id: source.title for source in self.sources}
        return "; ".join(titles.get(source, source) for source in one.sources)


def _ambition(one: Objective, sources: str) -> Ambition:
    return Ambition(
        id=one.id,
        area=one.area,
        text=one.text,
        kind=one.kind,
        targets=(Target(value=one.value, unit=one.unit, by=one.by, population=one.per),),
        measures=one.measures,
        role=one.role,
        verified=one.verified,
        basis=one.basis,
        note=_notes(one),
        source=sources,
    )


def _achievement(one: Objective, sources: str) -> Achievement:
    return Achievement(
        id=one.id,
        area=one.area,
        text=one.text,
        date=None if one.by is None else str(one.by),
        kind=one.kind,
        measures=one.measures,
        role=one.role,
        verified=one.verified,
        basis=one.basis,
        note=_notes(one),
        source=sources,
    )


def _notes(one: Objective) -> str | None:
    return "; ".join(filter(None, (one.note, one.conflicts))) or None

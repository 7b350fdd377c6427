"""What is answered about a measure, in one shape for the terminal and for programs.

Values with their limits, source and age; the line of each area; how areas stand against England; and the targets of the
newest month of each area. Small groups of computed figures are hidden here, so that no way out can forget it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import isfinite
from typing import Any

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import (
    Against,
    Compared,
    Line,
    MeasureTold,
    Peer,
    PeerSet,
    Shrinkage,
    protected,
    told_of,
)
from clearway.measures.comparison.sentences import of_history, of_peers
from clearway.measures.position import snapshot_of
from clearway.measures.targets import (
    AgreedTarget,
    AreaTargets,
    TargetHeld,
    Trajectories,
    targets_of_areas,
    trajectories_held,
)
from clearway.measures.values import Asked, FoundIn, Ground, MeasureValue, values_of, with_group_shadows
from clearway.publications.manner import (
    USUAL,
    Manner,
    check_compared,
    check_groups_as_usual,
    compared_for,
    lines_drawn,
)
from clearway.standards import RuleBook
from clearway.standards.organisations import Organisations

Days = Mapping[str, Sequence[date]]
AREA_WORDS = {
    "region": "regions", "alliance": "alliances", "icb": "boards", "sub_icb": "sub-ICB locations", "county": "counties",
    "district": "districts", "pcn": "networks", "practice": "practices", "provider": "trusts and other providers",
    "site": "hospital sites",
}  # fmt: skip
PERIOD_WORDS = {"weekly": "weeks", "monthly": "months", "quarterly": "quarters", "twice a year": "half-years"}


@dataclass(frozen=True, eq=False, slots=True)
class MeasureAnswer:
    """What was asked of a measure. `by` is what values are told apart by, which may be more than was asked for.

    Without groups there are lines, and peers where England is held too; `against` says what else they are held against.
    `needs` says what is missing when there are no values.
    """

    measure: Measure
    area_type: str
    by: str
    values: tuple[MeasureValue, ...]
    targets: tuple[AreaTargets, ...]
    snapshot: str
    lines: tuple[Line, ...] = ()
    benchmark: MeasureValue | None = None
    peers: PeerSet | None = None
    against: Against = Against.ENGLAND

    @property
    def needs(self) -> str:
        """What is needed before there are values; empty when there are."""
        if self.values:
            return ""
        return self.measure.needs or "A file that brings them, or records that they are worked out of."

    @property
    def said_of_peers(self) -> str:
        """How the areas stand against England, or what was chosen, in a sentence; empty where they are not compared."""
        if self.peers is None:
            return ""
        periods = PERIOD_WORDS.get(self.measure.periodicity, "years")
        return of_peers(self.peers, AREA_WORDS.get(self.area_type, "areas"), periods)

    def said_of(self, line: Line) -> str:
        """What a line shows in a sentence, with its target marked where that is provisional or agreed."""
        return of_history(line, self.measure)

    def as_json(self, values: Sequence[MeasureValue] | None = None) -> dict[str, Any]:
        """Plain values. `values` keeps a part of them, and of the rest only what belongs to their areas."""
        rows = self.values if values is None else values
        areas = {one.area for one in rows}
        peers = self.peers.peers if self.peers else ()
        is_circle = self.against is not Against.ENGLAND
        return {
            "measure": self.measure.id,
            "unit": self.measure.unit.key,
            "level": self.area_type,
            "by": self.by,
            "rows": [one.as_json() for one in rows],
            "snapshot": self.snapshot,
            "lines": [self._line_plain(one, rows) for one in self.lines if one.area in areas],
            "benchmark": None if self.benchmark is None else self.benchmark.as_json(),
            "against": self._against_plain(),
            "peers": [_peer_plain(one) for one in peers if is_circle or one.value.area in areas],
            "shrinkage": _shrinkage_plain(self.peers.shrinkage) if self.peers and self.peers.shrinkage else None,
            "said": self.said_of_peers,
            "targets": [_targets_plain(one) for one in self.targets if one.area in areas],
            "needs": self.needs,
        }

    def _against_plain(self) -> dict[str, Any] | None:
        if self.peers is None:
            return None
        return {"kind": self.against.value, "name": self.peers.benchmark_name, "value": self.peers.benchmark}

    def _line_plain(self, line: Line, rows: Sequence[MeasureValue]) -> dict[str, Any]:
        shown = {one.period_end for one in rows if one.area == line.area}
        return {
            "area": line.area,
            "area_name": line.area_name,
            "group": line.group,
            "variation": line.variation.value,
            "assurance": line.assurance.value,
            "target": line.target,
            "target_mark": line.target_mark,
            "is_trial": line.is_trial,
            "chart": line.chart_kind.value,
            "method": line.chart.method,
            "limits": [
                _limits_plain(line, place)
                for place, one in enumerate(line.points)
                if one.value and one.period_end in shown
            ],
            "said": self.said_of(line),
        }


def measure_answer(
    ground: Ground,
    measure: Measure,
    asked: Asked,
    *,
    rebased_at: Days | None = None,
    explained_at: Days | None = None,
    manner: Manner = USUAL,
    organisations: Organisations | None = None,
) -> MeasureAnswer:
    """The answer to a question, worked out on an open store.

    `rebased_at` and `explained_at` are the period ends that people wrote something down of, by the code of the area.
    `organisations` are needed to hold places against anything but England. Refused as `of_told`.
    """
    snapshot = snapshot_of(ground.figures)
    if asked.by:
        check_groups_as_usual(manner)
        found, agreed = values_of(ground, measure, asked), trajectories_held(ground.figures)
        return of_groups(measure, asked.area_type, found, rules=ground.rules, agreed=agreed, snapshot=snapshot)
    told = told_of(ground, measure, asked, rebased_at=rebased_at, explained_at=explained_at)
    compared = None
    if organisations is not None and manner.against is not Against.ENGLAND and told.lines:
        others = values_of(ground, measure, replace(asked, areas=()))
        compared = compared_for(told, asked.areas, others.values, manner.against, organisations)
    return of_told(told, snapshot=snapshot, manner=manner, compared=compared, explained_at=explained_at)


def of_told(
    told: MeasureTold,
    *,
    snapshot: str,
    manner: Manner = USUAL,
    compared: Compared | None = None,
    explained_at: Days | None = None,
) -> MeasureAnswer:
    """The answer where everybody is counted together, or as the publisher tells them apart.

    Lines that can have the chart asked for are drawn so; the others stay single values. Refused where none can have it,
    and where places cannot be held against what was asked for, saying why.
    """
    lines = lines_drawn(told, manner, explained_at)
    check_compared(compared)
    return MeasureAnswer(
        measure=told.measure,
        area_type=told.area_type,
        by=told.by,
        values=protected(told.values),
        targets=told.targets,
        snapshot=snapshot,
        lines=lines,
        benchmark=told.benchmark,
        peers=compared.peers if compared else told.peers,
        against=compared.circle.against if compared else Against.ENGLAND,
    )


def of_groups(
    measure: Measure, area_type: str, found: FoundIn, *, rules: RuleBook, agreed: Trajectories, snapshot: str
) -> MeasureAnswer:
    """The answer where people are told apart: values side by side, small groups hidden, with how many say it."""
    return MeasureAnswer(
        measure=measure,
        area_type=area_type,
        by=found.by,
        values=with_group_shadows(found.values, protected(found.values, rule=found.small)),
        targets=targets_of_areas(measure, found.values, rules, agreed),
        snapshot=snapshot,
    )


def _targets_plain(one: AreaTargets) -> dict[str, Any]:
    trajectory = one.held.trajectory
    return {
        "area": one.area,
        "area_name": one.area_name,
        "month": one.month,
        "standards": [_target_plain(held) for held in one.held.standards],
        "milestones": [_target_plain(held) for held in one.held.milestones],
        "trajectory": None if trajectory is None else _trajectory_plain(trajectory),
    }


def _target_plain(held: TargetHeld) -> dict[str, Any]:
    return {
        "value": _number(held.value),
        "label": held.label,
        "by": _day(held.by),
        "by_words": held.by_words,
        "source": held.source,
        "standing": held.standing,
        "is_provisional": held.is_provisional,
        "compares": held.compares,
        "note": held.note,
    }


def _trajectory_plain(agreed: AgreedTarget) -> dict[str, Any]:
    return {
        "value": _number(agreed.value),
        "version": agreed.version,
        "received_on": agreed.received_at.date().isoformat(),
        "source_file": agreed.source_file,
        "place_in_file": agreed.place_in_file,
    }


def _peer_plain(peer: Peer) -> dict[str, Any]:
    shrunken = peer.shrunken
    return {
        "area": peer.value.area,
        "area_name": peer.value.area_name,
        "label": peer.label,
        "chance": _finite(peer.chance),
        "more_periods": _finite(peer.more_periods),
        "shrunken": None if shrunken is None else shrunken._asdict(),
        "note": peer.note,
    }


def _limits_plain(line: Line, place: int) -> dict[str, Any]:
    lower, mean, upper = line.limits(place) or (None, None, None)
    day = line.points[place].period_end
    return {"period_end": day.isoformat(), "lower": lower, "mean": mean, "upper": upper}


def _shrinkage_plain(held: Shrinkage) -> dict[str, Any]:
    return {
        "common": held.common,
        "people": held.people,
        "level": held.level,
        "method": held.method,
        "note": held.note,
    }


def _finite(number: float | None) -> float | None:
    return number if number is not None and isfinite(number) else None


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None

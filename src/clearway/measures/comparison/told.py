"""Everything that may be said of a measure at one kind of area: lines, peers, targets, in one answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue.measure import Measure
from clearway.measures.catalogue.places import Place
from clearway.measures.comparison.history import Line, lines_of
from clearway.measures.comparison.peers import POINTS, PeerSet, peers_of
from clearway.measures.targets import AreaTargets, targets_of_areas, trajectories_held
from clearway.measures.values import Asked, Ground, MeasureValue, values_of, values_with_shadows

BENCHMARK_NAMES = {"published": "England", "computed": "all records in this store"}
"""What areas are held against, by the basis of their values: computed figures know of no England."""


@dataclass(frozen=True, eq=False, slots=True)
class MeasureTold:
    """A measure at one kind of area: its line for each area, and the newest period against England.

    `benchmark` is England's value of the newest period that both hold (of computed values: that of all records in the
    store), None where there is none; then `peers` is None.
    `place` says where the values come from; `by` what they are told apart by where nobody has a value of everybody.
    `targets` are those of each area in the month of its newest value, one of which its line is judged by.
    """

    measure: Measure
    area_type: str
    place: Place | None
    by: str
    lines: tuple[Line, ...]
    benchmark: MeasureValue | None
    peers: PeerSet | None
    targets: tuple[AreaTargets, ...]

    @property
    def newest(self) -> date | None:
        """The newest period of any area."""
        return max((line.latest.period_end for line in self.lines), default=None)

    @property
    def values(self) -> tuple[MeasureValue, ...]:
        """Every value, area by area in order of time."""
        return tuple(point.value for line in self.lines for point in line.points if point.value is not None)


def told_of(
    ground: Ground,
    measure: Measure,
    asked: Asked,
    *,
    rebased_at: Mapping[str, Sequence[date]] | None = None,
    explained_at: Mapping[str, Sequence[date]] | None = None,
    difference: float = POINTS,
) -> MeasureTold:
    """What may be said of a measure at the areas asked for. `asked.by` must be empty: groups have their own panel.

    Each value has its shadow. Of `rebased_at` those days count at which a period that was asked for ends.
    """
    found = lines_told(ground, measure, asked, rebased_at=rebased_at, explained_at=explained_at, with_shadows=True)
    benchmark = None if found.by else _england(ground, measure, asked, found.values)
    peers = None
    if benchmark is not None and benchmark.value is not None:
        latest = [one for one in found.values if one.period_end == benchmark.period_end and one.value is not None]
        name = BENCHMARK_NAMES[benchmark.basis]
        peers = peers_of(latest, measure, benchmark=benchmark.value, benchmark_name=name, difference=difference)
    return MeasureTold(measure, asked.area_type, found.place, found.by, found.lines, benchmark, peers, found.targets)


@dataclass(frozen=True, eq=False, slots=True)
class LinesTold:
    """The values of a measure at one kind of area and the lines that they make; names as in `MeasureTold`."""

    place: Place | None
    by: str
    values: tuple[MeasureValue, ...]
    lines: tuple[Line, ...]
    targets: tuple[AreaTargets, ...]


def lines_told(
    ground: Ground,
    measure: Measure,
    asked: Asked,
    *,
    rebased_at: Mapping[str, Sequence[date]] | None = None,
    explained_at: Mapping[str, Sequence[date]] | None = None,
    with_shadows: bool = False,
) -> LinesTold:
    """The line of each area asked for, judged by its target; arguments are those of `told_of`.

    `with_shadows` says of each value how much of it is known, which lists of many measures do without.
    """
    found = (values_with_shadows if with_shadows else values_of)(ground, measure, asked)
    agreed = trajectories_held(ground.figures)
    held = targets_of_areas(measure, found.values, ground.rules, agreed, are_of_parts=bool(found.by))
    judged_by = ((one.area, one.judging) for one in held)
    targets = {area: float(one.value) for area, one in judged_by if one and one.value is not None}
    marks = {one.area: one.mark for one in held}
    periods = {one.period_end for one in found.values}
    begun = {area: [day for day in (rebased_at or {}).get(area, ()) if day in periods] for area in marks}
    lines = lines_of(
        found.values, measure, targets=targets, target_marks=marks, rebased_at=begun, explained_at=explained_at
    )
    return LinesTold(found.place, found.by, found.values, tuple(lines), held)


def _england(ground: Ground, measure: Measure, asked: Asked, values: Sequence[MeasureValue]) -> MeasureValue | None:
    """England's value of the newest period that the areas hold too, from the same place and basis."""
    if asked.area_type == "england" or not values:
        return None
    basis = values[0].basis
    england = values_of(ground, measure, Asked(first=asked.first, last=asked.last, bases=(basis,))).values
    ends = {one.period_end for one in values}
    return max(
        (one for one in england if one.period_end in ends and one.value is not None),
        key=lambda one: one.period_end,
        default=None,
    )

"""What the line of an area says now, without its history: as much as a list of many measures shows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue.measure import Measure
from clearway.measures.comparison.history import Line
from clearway.measures.comparison.sentences import of_history
from clearway.measures.comparison.told import lines_told
from clearway.measures.values import Asked, Ground, MeasureValue
from clearway.stats.spc import Assurance, Variation


@dataclass(frozen=True, slots=True)
class Glance:
    """The newest value of one area (of one group, where they are told apart) and what its line does.

    `known` is how many periods have a value, `before` the last value before the newest of them (None for none), and
    `turned` whether the newest of them shows another kind of variation than that one did. `said` is the sentence that
    the line supports.
    """

    area: str
    area_name: str
    group: str
    latest: MeasureValue
    known: int
    before: MeasureValue | None
    turned: bool
    variation: Variation
    assurance: Assurance
    has_limits: bool
    said: str


@dataclass(frozen=True, slots=True)
class Glances:
    """A measure at one kind of area. `by` is what values are told apart by where nobody has one of everybody."""

    by: str
    lines: tuple[Glance, ...]


def glance_of(line: Line, measure: Measure) -> Glance:
    """What a line of a measure says now."""
    known = [point for point in line.points if point.value is not None and point.value.value is not None]
    return Glance(
        area=line.area,
        area_name=line.area_name,
        group=line.group,
        latest=line.latest,
        known=len(known),
        before=known[-2].value if len(known) > 1 else None,
        turned=len(known) > 1 and known[-2].kind is not known[-1].kind,
        variation=line.variation,
        assurance=line.assurance,
        has_limits=line.has_limits,
        said=of_history(line, measure),
    )


def glances_of(
    ground: Ground,
    measure: Measure,
    asked: Asked,
    *,
    rebased_at: Mapping[str, Sequence[date]] | None = None,
    explained_at: Mapping[str, Sequence[date]] | None = None,
) -> Glances:
    """What the lines of a measure say now at the areas asked for; arguments are those of `told_of`.

    The same lines as there, without the comparison of areas, which lists do not show.
    """
    found = lines_told(ground, measure, asked, rebased_at=rebased_at, explained_at=explained_at)
    return Glances(found.by, tuple(glance_of(line, measure) for line in found.lines))

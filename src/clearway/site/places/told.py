"""The lines of measures by area, as far as they may stand for that area here.

Values computed from records stand for the alliance whose records these are and for what lies within it, and for nobody
else: of England, or of a neighbouring alliance, the records here are a part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.places import OpenPathways, Records
from clearway.measures.comparison import Glance, Line
from clearway.site.measures import figures
from clearway.site.measures.noted import Noted, noted_of, noted_of_each
from clearway.site.measures.permissions import Sight
from clearway.site.performance.places import home_alliance
from clearway.site.places.areas import OWN_PARTS, own_codes


@dataclass(frozen=True, slots=True)
class Told:
    """One measure at one kind of area: the line of each area by its code, as values carry it.

    Of a measure that is told only by parts of it (cancer sites, sexes), `by` names the parts, `lines` is empty and
    `parted` holds the lines.
    """

    measure: Measure
    area_type: str
    by: str
    lines: Mapping[str, Glance]
    parted: tuple[Glance, ...] = ()

    @property
    def newest(self) -> date | None:
        """The newest end of a period of any area."""
        return max((line.latest.period_end for line in (*self.lines.values(), *self.parted)), default=None)


def told(
    measure: Measure, area_type: str, sight: Sight, areas: tuple[str, ...] = (), *, noted: Noted | None = None
) -> Told:
    """What is told of a measure at a kind of area, of some areas or all. Empty where this store holds nothing of it.

    `noted` is what people noted of the measure, for who has asked for many measures at once.
    """
    if area_type not in figures.held_levels(measure) or (area_type == "england" and _of_records(measure)):
        return Told(measure, area_type, "", {})
    noted = noted_of(measure) if noted is None else noted
    found = figures.glances(measure.id, area_type, areas, sight=sight, noted=noted)
    lines = [line for line in found.lines if line.known and _stands(line, area_type)]
    if found.by:
        return Told(measure, area_type, found.by, {}, tuple(lines))
    return Told(measure, area_type, "", {line.area: line for line in lines})


def whole_lines(measure: Measure, area_type: str, areas: tuple[str, ...], sight: Sight) -> Mapping[str, Line]:
    """The lines of some areas by their codes, with their history: of those that `told` has lines of."""
    found = figures.lines(measure.id, area_type, areas, sight=sight, noted=noted_of(measure))
    return {line.area: line for line in found}


def _of_records(measure: Measure) -> bool:
    """Whether a measure is told by loaded records alone, and so never for England."""
    return all(isinstance(place, Records | OpenPathways) for place in measure.found_in)


def every_told(area_type: str, sight: Sight, areas: tuple[str, ...] = (), domain: str = "") -> Iterator[Told]:
    """Every measure of which something is told at a kind of area, in the order of the catalogue."""
    measures = [one for one in figures.catalogue() if domain in ("", one.domain)]
    noted = noted_of_each(measures)
    for measure in measures:
        found = told(measure, area_type, sight, areas, noted=noted[measure.id])
        if found.lines or found.parted:
            yield found


def _stands(line: Glance, area_type: str) -> bool:
    """Whether the values of a line are those of its area, and not of the part of it whose records are here."""
    if line.latest.basis == "published":
        return True
    if area_type == "alliance":
        return line.area == home_alliance()
    return area_type in OWN_PARTS and line.area in own_codes(area_type)

"""The lines of measures by area, as far as they may stand for that area here.

Values computed from records stand for the alliance whose records these are and for what lies within it, and for nobody
else: of England, or of a neighbouring alliance, the records here are a part.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.catalogue.places import OpenPathways, Records
from clearway.measures.comparison import Line
from clearway.site.measures import figures
from clearway.site.measures.noted import noted_of
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
    lines: Mapping[str, Line]
    parted: tuple[Line, ...] = ()

    @property
    def newest(self) -> date | None:
        """The newest end of a period of any area."""
        return max((line.latest.period_end for line in (*self.lines.values(), *self.parted)), default=None)


def told(measure: Measure, area_type: str, sight: Sight, areas: tuple[str, ...] = ()) -> Told:
    """What is told of a measure at a kind of area, of some areas or all. Empty where this store holds nothing of it."""
    if area_type not in figures.held_levels(measure) or (area_type == "england" and _of_records(measure)):
        return Told(measure, area_type, "", {})
    found = figures.told(measure.id, area_type, areas, sight=sight, noted=noted_of(measure))
    lines = [line for line in found.lines if line.known and _stands(line, area_type)]
    if found.by:
        return Told(measure, area_type, found.by, {}, tuple(lines))
    return Told(measure, area_type, "", {line.area: line for line in lines})


def _of_records(measure: Measure) -> bool:
    """Whether a measure is told by loaded records alone, and so never for England."""
    return all(isinstance(place, Records | OpenPathways) for place in measure.found_in)


def every_told(area_type: str, sight: Sight, areas: tuple[str, ...] = (), domain: str = "") -> Iterator[Told]:
    """Every measure of which something is told at a kind of area, in the order of the catalogue."""
    for measure in figures.catalogue():
        if not domain or measure.domain == domain:
            found = told(measure, area_type, sight, areas)
            if found.lines or found.parted:
                yield found


def _stands(line: Line, area_type: str) -> bool:
    """Whether the values of a line are those of its area, and not of the part of it whose records are here."""
    if line.latest.basis == "published":
        return True
    if area_type == "alliance":
        return line.area == home_alliance()
    return area_type in OWN_PARTS and line.area in own_codes(area_type)

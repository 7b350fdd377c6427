"""A map of the places of one period, by what may be said of each, or by their values."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from django.utils import timezone

from clearway.measures.comparison import NOT_PLACES, PeerSet
from clearway.measures.values import MeasureValue
from clearway.publications.charts import Drawing
from clearway.publications.maps import COMPARED, Choropleth, MapArea, MapClass, by_breaks
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import number, period, several, told
from clearway.site.standards import books
from clearway.standards.places import Level

LEVELS = {
    one.value: one for one in (Level.DISTRICT, Level.COUNTY, Level.REGION, Level.ICB, Level.SUB_ICB, Level.ALLIANCE)
}
CLASSES = (
    ("better than {name}", "better", ("better",)),
    ("higher than {name}", "better", ("higher",)),
    ("no different", "alike", ("no different",)),
    ("lower than {name}", "worse", ("lower",)),
    ("worse than {name}", "worse", ("worse",)),
    ("too few to say", "too few", ("too few to say",)),
)
"""Words of a class, its shade, and the labels that fall in it."""

FIFTHS = (0.2, 0.4, 0.6, 0.8)
FEWEST = 5


def map_of(subject: Subject, values: Sequence[MeasureValue]) -> tuple[Drawing, str] | None:
    """The map with the words about its borders; None for kinds of area without borders, and for very few values."""
    level = LEVELS.get(subject.level)
    placed = [one for one in values if one.area not in NOT_PLACES and one.value is not None]
    if level is None or len(placed) < FEWEST:
        return None
    areas, classes = _compared(subject, subject.peers, placed) or _by_value(subject, placed)
    when = period(placed[0].period_start, placed[0].period_end)
    chart = Choropleth(
        title=f"{subject.measure.name} by {several(subject.level)}, {when}",
        sentence=_sentence(areas, classes),
        level=level,
        on=timezone.localdate(),
        areas=areas,
        classes=classes,
        places=books.places(),
    )
    try:
        return chart.draw(), chart.attribution
    except ValueError:  # none of the areas has borders: former districts alone
        return None


def _compared(
    subject: Subject, peers: PeerSet | None, values: Sequence[MeasureValue]
) -> tuple[tuple[MapArea, ...], tuple[MapClass, ...]] | None:
    """Areas by their labels; None where nothing was compared."""
    labels = {one.value.area: one.label for one in peers.peers} if peers else {}
    present = [one for one in CLASSES if set(one[2]) & set(labels.values())]
    if peers is None or not present:
        return None
    place_of = {label: place for place, one in enumerate(present) for label in one[2]}
    classes = tuple(MapClass(words.format(name=peers.benchmark_name), COMPARED[shade]) for words, shade, _ in present)
    areas = tuple(
        MapArea(
            one.area, one.area_name, one.value, told(one, subject.measure), place_of.get(labels.get(one.area, "")),
            _href(subject, one),
        )
        for one in values
    )  # fmt: skip
    return areas, classes


def _by_value(subject: Subject, values: Sequence[MeasureValue]) -> tuple[tuple[MapArea, ...], tuple[MapClass, ...]]:
    """Areas in fifths of their values."""
    measure = subject.measure
    held = np.array([one.value for one in values], dtype=np.float64)
    breaks = sorted({float(one) for one in np.quantile(held, FIFTHS)})
    said = [number(one, measure) for one in breaks]
    between = [f"{low} to under {high}" for low, high in pairwise(said)]
    return by_breaks(
        {one.area: one.value for one in values},
        breaks,
        names={one.area: one.area_name for one in values},
        words={one.area: told(one, measure) for one in values},
        class_words=[f"under {said[0]}", *between, f"{said[-1]} and over"],
        hrefs={one.area: _href(subject, one) for one in values},
    )


def _href(subject: Subject, value: MeasureValue) -> str:
    return f"/measures/{subject.measure.id}{subject.view(area=value.area).query()}"


def _sentence(areas: Sequence[MapArea], classes: Sequence[MapClass]) -> str:
    counts = [(one.words, sum(area.place == place for area in areas)) for place, one in enumerate(classes)]
    told = "; ".join(f"{words}: {count}" for words, count in counts)
    return f"Of {len(areas)} places {told}. The table of places has every value with its limits."

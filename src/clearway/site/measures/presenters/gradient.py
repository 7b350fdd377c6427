"""Inequality between places: from the most to the least deprived, with slope, relative index and its sentence."""

from dataclasses import dataclass, replace

from clearway.measures.comparison import NOT_PLACES, DeprivationGradient, gradient_of
from clearway.measures.comparison.sentences import of_gradient
from clearway.measures.values import Asked, MeasureValue
from clearway.publications.charts import Drawing, gradient_chart
from clearway.publications.tables import Column, Kind, Table
from clearway.site.measures import figures
from clearway.site.measures.deprivation import (
    LEVELS,
    PRACTICE,
    fifths_and_people_of_practices,
    fifths_and_residents,
)
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import number, period, several
from clearway.site.performance.figures import drawing_board
from clearway.site.standards import books
from clearway.site.tables import ShownTable
from clearway.standards.places import PRACTICE_CAVEAT

CAVEAT = (
    "Fifths of places by the English Indices of Deprivation 2019, weighted by residents of mid-2023. It compares "
    "places, not people: the most deprived people of a place need not live in a deprived place."
)
NAMES = ("Most deprived fifth", "Second fifth", "Third fifth", "Fourth fifth", "Least deprived fifth")


@dataclass(frozen=True, slots=True)
class GradientShown:
    """The gradient; the sentence alone where it cannot be worked out."""

    sentence: str
    caveat: str
    drawing: Drawing | None
    table: ShownTable | None


def gradient_shown(subject: Subject) -> GradientShown:
    """The gradient of the measure over the finest places that have values in England, whatever area is looked at."""
    for level in (PRACTICE, *LEVELS):
        if level not in subject.levels:
            continue
        asked = Asked(area_type=level)
        held = figures.newest_of(figures.values(subject.measure.id, asked, sight=subject.sight).values)
        found = _gradient(held)
        if found:
            return _shown(subject, found, held, level)
    return GradientShown("No values of enough places are held to tell a gradient by deprivation.", "", None, None)


def _gradient(values: tuple[MeasureValue, ...]) -> DeprivationGradient | None:
    placed = [one for one in values if one.area not in NOT_PLACES and not one.group]
    if not placed:
        return None
    if placed[0].area_type == PRACTICE:
        return gradient_of(placed, *fifths_and_people_of_practices(placed))
    return gradient_of(
        placed, *fifths_and_residents([one.area for one in placed], placed[0].period_end, books.places())
    )


def _shown(subject: Subject, found: DeprivationGradient, values: tuple[MeasureValue, ...], level: str) -> GradientShown:
    measure = subject.measure
    is_share = measure.unit.key == "percent"
    scale = 1 if is_share else measure.unit.shown
    when = period(values[0].period_start, values[0].period_end)
    title = f"{measure.name} by deprivation of {several(level)}, England, {when}"
    groups = found.groups
    chart = gradient_chart(
        title,
        [NAMES[one.number - 1] for one in groups],
        [one.value * scale for one in groups],
        [one.lower * scale for one in groups],
        [one.upper * scale for one in groups],
        found.index,
        per_cent=is_share,
    )
    left = f" Left out for want of limits, people or a place: {len(found.left_out)}." if found.left_out else ""
    sentence = of_gradient(found, measure) + _ratio(found)
    table = _table(subject, found, title, values)
    drawing = drawing_board().draw(replace(chart, sentence=sentence))
    caveat = PRACTICE_CAVEAT if level == PRACTICE else CAVEAT
    return GradientShown(sentence, caveat + left, drawing, table)


def _ratio(found: DeprivationGradient) -> str:
    index = found.index
    held = tuple(float(one) for one in (index.relative_index, index.relative_lower, index.relative_upper))
    if any(one != one for one in held):
        return ""
    return f" The relative index of inequality is {held[0]:.2f} (95% limits {held[1]:.2f} to {held[2]:.2f})."


def _table(subject: Subject, found: DeprivationGradient, title: str, values: tuple[MeasureValue, ...]) -> ShownTable:
    columns = (
        Column("fifth", "Fifth of places"),
        Column("areas", "Places", Kind.COUNT),
        Column("people", "People" if values[0].area_type == PRACTICE else "Residents", Kind.COUNT),
        Column("value", "Value"),
        Column("interval", "95% limits"),
    )
    measure = subject.measure
    rows = tuple(
        (
            NAMES[one.number - 1],
            one.areas,
            round(one.people),
            number(one.value, measure),
            f"{number(one.lower, measure)} to {number(one.upper, measure)}",
        )
        for one in found.groups
    )
    return ShownTable("deprivation-places", Table(title, columns, rows, notes_of(measure, values)), "None.")

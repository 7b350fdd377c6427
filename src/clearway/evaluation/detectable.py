"""What could be seen at all: the smallest change that would be told, from the months before the change alone."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clearway.evaluation.layout import Layout, laid_out
from clearway.evaluation.model import Bend
from clearway.evaluation.question import Conditions, Question
from clearway.evaluation.series import MonthlySeries
from clearway.stats.arrays import Floats
from clearway.stats.autocorrelated import Autocorrelated, autocorrelated, straightened
from clearway.stats.interrupted import FEWEST_A_SIDE, LINKS
from clearway.stats.regression import Link
from clearway.stats.segmented import Seasons, columns_of_the_year

HORIZONS = (*range(FEWEST_A_SIDE, 19), 21, 24, 30, 36)
"""Months after the change for which it is worked out; three years on other things have changed too."""

ROUNDS = 3

MISSES_ALLOWED = 0.5
"""Worked out for half of the misses stated: a series hides what no model of few months tells (a January, how alike its
months are), and without this margin the change named was found in 65 to 85 of 100 where 80 are stated."""

MONTHS_FOR_A_WAVE = 24
"""From so many months before the change on a yearly wave can be told from its line."""


@dataclass(frozen=True, eq=False, slots=True)
class Detectable:
    """The smallest change told with the stated power, for each number of months after the change.

    `smallest` is signed as the hope is, on the scale of the values, and infinite where no possible change would be
    told: a share would have to come within a hundredth of none or all. `enough` is the number of months after which the
    hoped change would be told; None when that many would not come in three years.
    """

    months: tuple[int, ...]
    smallest: Floats
    enough: int | None
    power: float
    level: float

    def at(self, months: int) -> float:
        """The smallest change told after so many months; missing below eight. Above three years as after three."""
        if months < self.months[0]:
            return float("nan")
        return float(self.smallest[np.searchsorted(self.months, months, side="right") - 1])


def detectable(
    question: Question,
    series: MonthlySeries,
    control: MonthlySeries | None,
    conditions: Conditions,
    horizons: Sequence[int] = HORIZONS,
) -> Detectable:
    """What could be seen, from nothing but the months before the change.

    Their spread and likeness are taken for those to come, their people (the median) and their line, carried on, too.
    For each number of months after the change the error of the average change follows from the model alone, and so
    does the smallest change that would be told (`Autocorrelated.told_elsewhere`): it allows for how little the months
    before may say of spread and likeness. It is told as a change of the values along the path expected.
    Raises `NoFit` when the months before have no model.
    """
    before = _before(question, series, control, conditions)
    smallest = np.array([_smallest(before, question, series, control, conditions, m) for m in horizons])
    enough = np.flatnonzero(np.abs(smallest) <= abs(question.hoped))
    first = horizons[enough[0]] if enough.size else None
    return Detectable(tuple(horizons), smallest, first, conditions.power, conditions.level)


@dataclass(frozen=True, slots=True)
class _Line:
    """What the line before the change is made of: level, slope, the pandemic's levels, and a yearly wave."""

    beside: tuple[str, ...]
    is_seasonal: bool

    def columns(self, layout: Layout) -> Floats:
        """Its columns for the months of a lay-out."""
        size = len(layout.months)
        columns = [np.ones(size), np.arange(1.0, size + 1), *(layout.beside[name] for name in self.beside)]
        if self.is_seasonal:
            columns += [*columns_of_the_year([int(month[5:]) for month in layout.months], Seasons.WAVE)[1].T]
        return np.column_stack(columns)


@dataclass(frozen=True, eq=False, slots=True)
class _Before:
    """The months before the change: their model, the size behind each, and their line on the straight scale."""

    found: Autocorrelated
    size: Floats
    people: float
    control: float
    line: _Line
    coefficient: Floats

    def size_at(self, path: Floats, link: Link) -> Floats:
        """The size behind months to come along a path, with the people usual before; the control's as before."""
        return np.asarray(1 / (1 / (self.people * link.slope(path)) + 1 / self.control))


def _before(
    question: Question, series: MonthlySeries, control: MonthlySeries | None, conditions: Conditions
) -> _Before:
    layout = laid_out(series, control, question, conditions, further=FEWEST_A_SIDE)
    places = np.flatnonzero(layout.used[: layout.changed_at])
    levels = tuple(name for name, column in layout.beside.items() if column[places].any())
    line = _Line(levels, conditions.seasons is not None and places.size >= MONTHS_FOR_A_WAVE)
    design, link = line.columns(layout)[places], LINKS[series.kind]
    own = straightened(design, series.shown[places], series.size[places], link)
    value, size, beside = own.value, own.size, float("inf")
    if control is not None:
        other = straightened(design, control.shown[places], control.size[places], link)
        value, size, beside = value - other.value, 1 / (1 / size + 1 / other.size), float(np.median(other.size))
    coefficient = np.asarray(np.linalg.lstsq(design, own.fitted, rcond=None)[0])
    people = float(np.median(series.size[places]))
    return _Before(autocorrelated(design, value, size, places), size, people, beside, line, coefficient)


def _smallest(
    before: _Before,
    question: Question,
    series: MonthlySeries,
    control: MonthlySeries | None,
    conditions: Conditions,
    months: int,
) -> float:
    """The smallest change told after so many months, signed as the hope is.

    A share near none or all is less sure than one between, so the people's weight is taken where the change leads.
    """
    layout = laid_out(series, control, question, conditions, further=months)
    places = np.flatnonzero(layout.used)
    design = layout.design[places]
    bend = Bend((before.line.columns(layout) @ before.coefficient)[layout.places_after], LINKS[series.kind])
    change, power = 0.0, 1 - (1 - conditions.power) * MISSES_ALLOWED
    for _ in range(ROUNDS):
        size = np.append(before.size, before.size_at(bend.path + change, bend.link))
        told = before.found.told_elsewhere(design, size, places, layout.mean_gradient, conditions.level, power)
        change = question.way * told
        if not bend.is_possible(change):
            return question.way * float("inf")
    return bend.seen(change)

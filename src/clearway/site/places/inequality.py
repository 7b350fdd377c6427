"""Whether a measure differs between the most and the least deprived places of England, as a mark for a row."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.utils import timezone

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import DeprivationGradient, gradient_of
from clearway.measures.comparison.sentences import of_gradient
from clearway.measures.values import Asked, MeasureValue
from clearway.site.measures import figures
from clearway.site.measures.deprivation import LEVELS, fifths_and_residents
from clearway.site.measures.kept import kept
from clearway.site.measures.permissions import Sight
from clearway.site.measures.remembered import Remembered
from clearway.site.measures.words import several
from clearway.site.performance import figures as position
from clearway.site.places.areas import reference
from clearway.standards.places import Places

CLEAR, NONE_TOLD, NOT_KNOWN = "gradient clear", "none told", "not known"


@dataclass(frozen=True, slots=True)
class Inequality:
    """`mark` is one of three words, `letter` its sign; `said` the sentence that stands behind it."""

    mark: str
    letter: str
    said: str


UNKNOWN = Inequality(NOT_KNOWN, "–", "No values with limits are held for places that could be set side by side.")


_remembered = Remembered(most_answers=256)


def inequality_of(measure: Measure, newest: MeasureValue, sight: Sight) -> Inequality:
    """The mark of a measure in the period of its newest value, among the areas of England of the finest kind held.

    Worked out once for each published version.
    """
    version = position.version().number, position.folder(), position.organisations()
    key = (version, measure, newest.period_start, newest.period_end, sight)
    asked = ("inequality", measure, newest.period_start, newest.period_end, sight, timezone.localdate())
    return _remembered.answer(
        key, lambda: kept(asked, Inequality, lambda: _inequality(measure, newest, sight)), lambda _: 1
    )


def _inequality(measure: Measure, newest: MeasureValue, sight: Sight) -> Inequality:
    held = figures.held_levels(measure)
    for level in LEVELS:
        if level in held and (found := gradient_at(measure, level, newest, sight)):
            areas = sum(group.areas for group in found.groups)
            said = f"{of_gradient(found, measure)} Told from {areas} {several(level)} of England."
            return Inequality(CLEAR, "C", said) if found.is_clear else Inequality(NONE_TOLD, "N", said)
    return UNKNOWN


def gradient_at(measure: Measure, level: str, newest: MeasureValue, sight: Sight) -> DeprivationGradient | None:
    """The gradient over published values of a kind of area, of the period of a value; None where it cannot be told."""
    asked = Asked(area_type=level, first=newest.period_start, last=newest.period_end, bases=("published",))
    values = [
        one for one in figures.values(measure.id, asked, sight=sight).values
        if one.period_end == newest.period_end and not one.group
    ]  # fmt: skip
    places = reference()
    codes = tuple(one.area for one in values if places.find(one.area))
    return gradient_of(values, *_ground(places, codes, timezone.localdate()))


@lru_cache(maxsize=16)
def _ground(places: Places, codes: tuple[str, ...], today: date) -> tuple[dict[str, int], dict[str, float]]:
    """The group and the people of each area that has them."""
    return fifths_and_residents(codes, today, places)

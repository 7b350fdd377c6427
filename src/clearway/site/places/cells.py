"""One value as it stands in a table of many: number, limits, icons, age, and where it comes from."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from django.urls import reverse

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import Glance
from clearway.measures.values import MeasureValue
from clearway.publications.charts import assurance_icon, variation_icon
from clearway.site.measures import words
from clearway.site.measures.asked import View
from clearway.stats.spc import Assurance, Variation, attention

ICON = 40
NOT_SHOWN = "not shown"
ENDED = "Not known: no value of the newest period"
LAST = 15
"""The place of what is not known, after every order of attention."""
ICONS = (
    *((variation_icon(one, ICON), one.words) for one in Variation),
    *((assurance_icon(one, ICON), one.words) for one in Assurance if one is not Assurance.NONE),
)
"""Every icon with its words, for the key."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The newest value of one area. `order` is that of attention, from 0; `said` the sentence the line supports."""

    number: str
    interval: str
    period: str
    origin: str
    variation: str
    assurance: str
    variation_words: str
    assurance_words: str
    order: int
    said: str
    href: str
    value: MeasureValue


def cell(
    line: Glance, measure: Measure, area_type: str, *, value: MeasureValue | None = None, newest: date | None = None
) -> Cell:
    """The newest value of a line, or another of its values, with what the line does now.

    A line that ends before the `newest` period of its measure says nothing of now: it has no icons.
    """
    latest = value or line.latest
    shown = Cell(
        number=words.number(latest.value, measure) or NOT_SHOWN,
        interval=words.interval(latest, measure),
        period=words.period(latest.period_start, latest.period_end),
        origin=words.origin(latest),
        variation=variation_icon(line.variation, ICON),
        assurance=assurance_icon(line.assurance, ICON) if line.assurance is not Assurance.NONE else "",
        variation_words=line.variation.words,
        assurance_words=line.assurance.words,
        order=order(line.variation, line.assurance),
        said=line.said,
        href=measure_href(measure, area_type, line.area),
        value=latest,
    )
    if newest is None or line.latest.period_end >= newest:
        return shown
    return replace(shown, variation="", assurance="", variation_words=ENDED, assurance_words="", order=LAST, said="")


def order(variation: Variation, assurance: Assurance) -> int:
    """The place in the order in which a board should look, from 0."""
    return int(attention(np.array([variation.value]), np.array([assurance.value]))[0])


def measure_href(measure: Measure, area_type: str = "", area: str = "") -> str:
    """The page of a measure, at an area where one is named."""
    return reverse("measures:measure", args=[measure.id]) + View(level=area_type, area=area).query()


def unit(measure: Measure) -> str:
    """The unit of a row, empty where the sign for per cent says it."""
    return "" if measure.unit.key == "percent" else measure.unit.title


def age(value: MeasureValue, today: date) -> str:
    """How long ago the time ended that a value is about: `8 months old`, `6 years old`."""
    months = max((today.year - value.period_end.year) * 12 + today.month - value.period_end.month, 0)
    if months < 24:
        return f"{months} {'month' if months == 1 else 'months'} old"
    return f"{months // 12} years old"

"""What figures are said to show on the pages of a board: short words for icons, values with limits, periods."""

import re
from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.comparison import Line
from clearway.measures.comparison.sentences import shown
from clearway.measures.values import MeasureValue
from clearway.publications.packs.page import Sign, Standing
from clearway.publications.packs.said import day_said, month_said
from clearway.stats.spc import Assurance, Variation

MONTH_DAYS = 32
VARIATION_SHORT = {
    Variation.COMMON_CAUSE: "no change shown",
    Variation.IMPROVEMENT_HIGH: "improving",
    Variation.IMPROVEMENT_LOW: "improving",
    Variation.CONCERN_HIGH: "getting worse",
    Variation.CONCERN_LOW: "getting worse",
    Variation.NEITHER_HIGH: "changed, higher",
    Variation.NEITHER_LOW: "changed, lower",
    Variation.NOT_KNOWN: "too few to say",
}
ASSURANCE_SHORT = {
    Assurance.PASSES: "will keep meeting it",
    Assurance.FAILS: "will keep missing it",
    Assurance.HIT_OR_MISS: "down to chance",
}


def change_sign(variation: Variation) -> Sign:
    """What a line does, in an icon and few words."""
    return Sign(variation, VARIATION_SHORT[variation])


def change_of(line: Line) -> Sign | str:
    """What a line does at its newest value; nothing where that is not shown, so that it gives no small number away."""
    return "" if line.latest.value is None else change_sign(line.variation)


def reach_of(line: Line) -> Sign | str:
    """Whether a line will reach its target unless something changes; nothing without a target or a value to show."""
    is_silent = line.latest.value is None or line.assurance is Assurance.NONE
    return "" if is_silent else Sign(line.assurance, ASSURANCE_SHORT[line.assurance])


def number(value: float | None, measure: Measure) -> str:
    """A number without the words of its unit, except the sign for per cent; empty for none."""
    return "" if value is None else shown(value, measure).removesuffix(f" {measure.unit.title}")


def interval(value: MeasureValue, measure: Measure) -> str:
    """`64.9% to 70.8%`; empty where there are no limits."""
    if value.lower is None or value.upper is None:
        return ""
    return f"{number(value.lower, measure)} to {number(value.upper, measure)}"


def value_said(value: MeasureValue, measure: Measure) -> str:
    """A value with its interval and its people, or why there is none."""
    if value.value is None:
        return value.note or "not shown"
    limits = interval(value, measure)
    told = [f"{value.level:.0%} interval {limits}"] if limits else []
    if value.numerator is not None and value.denominator and measure.unit.key == "percent":
        told.append(f"{value.numerator:,.10g} of {value.denominator:,.10g} people")
    beside = f" ({'; '.join(told)})" if told else ""
    return shown(value.value, measure) + beside


def period(start: date, end: date) -> str:
    """A period as people name it: a day, `March 2025`, `2018`, `April 2023 to March 2024`."""
    if start == end:
        return day_said(end)
    first, last = (month_said(f"{day:%Y-%m}") for day in (start, end))
    if (end - start).days < MONTH_DAYS:
        return last
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y} to {end:%Y}"
    return f"{first} to {last}"


def short_name(name: str) -> str:
    """The name of a trust without the words that all trusts share."""
    return re.sub(r"(?: Hospitals?)?(?: NHS)?(?: Foundation)? Trust$", "", name)


def origin(value: MeasureValue) -> str:
    """Whether a value is published or computed, and whether it may change or is of made-up people."""
    marks = ("provisional" if value.release == "provisional" else "", "synthetic" if value.is_synthetic else "")
    return ", ".join([value.basis, *filter(None, marks)])


def standing(value: MeasureValue, month: str) -> Standing:
    """What stands beside the figures of a page about a month."""
    return Standing(value.basis, month, value.release == "provisional", value.is_synthetic)

"""Words that the pages of measures share: kinds of area, periods, values with their limits."""

from datetime import date

from clearway.measures.catalogue import Measure
from clearway.measures.comparison.sentences import shown
from clearway.measures.values import MeasureValue
from clearway.site import words

LEVEL_WORDS = {
    "england": ("England", "England"),
    "region": ("Region", "regions"),
    "alliance": ("Cancer Alliance", "Cancer Alliances"),
    "icb": ("Integrated care board", "integrated care boards"),
    "sub_icb": ("Sub-ICB location", "sub-ICB locations"),
    "combined_authority": ("Combined authority", "combined authorities"),
    "county": ("County or unitary authority", "counties"),
    "district": ("District", "districts"),
    "pcn": ("Primary care network", "primary care networks"),
    "practice": ("GP practice", "GP practices"),
    "provider": ("Trust or other provider", "trusts and other providers"),
    "site": ("Hospital site", "hospital sites"),
}
"""For each kind of area its name, and the word for several."""

PERIOD_WORDS = {"weekly": "weeks", "monthly": "months", "quarterly": "quarters", "twice a year": "half-years"}
PART_WORDS = {
    "category": "Category",
    "cancer_type": "Cancer type",
    "route": "Route",
    "stage": "Stage",
    "modality": "Treatment",
    "sex": "Sex",
    "age": "Age",
    "ethnicity": "Ethnic group",
    "deprivation": "Deprivation",
}
MONTH_DAYS = 32
NO_VALUE = "no value"


def level_words(level: str) -> str:
    """The name of a kind of area."""
    return LEVEL_WORDS[level][0]


def several(level: str) -> str:
    """The word for several areas of a kind, in a sentence."""
    return LEVEL_WORDS[level][1]


def periods(measure: Measure) -> str:
    """The word for several periods of a measure."""
    return PERIOD_WORDS.get(measure.periodicity, "years")


def period(start: date, end: date) -> str:
    """A period as people name it: a day, `March 2025`, `2018`, `April 2023 to March 2024`."""
    if start == end:
        return words.day(end)
    if (end - start).days < MONTH_DAYS:
        return words.month(end)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return f"{start:%Y}" if start.year == end.year else f"{start:%Y} to {end:%Y}"
    return f"{words.month(start)} to {words.month(end)}"


def told(value: MeasureValue | None, measure: Measure) -> str:
    """A value as it is read; why there is none where there is none."""
    if value is None:
        return NO_VALUE
    return shown(value.value, measure) if value.value is not None else value.note or NO_VALUE


def number(value: float | None, measure: Measure) -> str:
    """A number of a measure without the words of its unit, except the sign for per cent; empty for none."""
    if value is None:
        return ""
    return shown(value, measure).removesuffix(f" {measure.unit.title}")


def interval(value: MeasureValue | None, measure: Measure) -> str:
    """The limits of a value; empty for none."""
    if value is None or value.lower is None or value.upper is None:
        return ""
    return f"{number(value.lower, measure)} to {number(value.upper, measure)}"


def people(value: MeasureValue) -> str:
    """How many people stand behind a value, as `1,204 of 1,600`; empty where nobody prints it."""
    if value.numerator is None or value.denominator is None:
        return ""
    return f"{words.count(value.numerator)} of {words.count(value.denominator)}"


def origin(value: MeasureValue) -> str:
    """Where a value comes from, in a word or three."""
    parts = ["computed from loaded records" if value.basis == "computed" else "published"]
    parts += ["synthetic"] if value.is_synthetic else []
    parts += [value.release] if value.release == "provisional" else []
    return ", ".join(parts)


def signed(number: float) -> str:
    """A number with its sign, for differences."""
    return f"{number:+.1f}".replace("-", "\N{MINUS SIGN}")

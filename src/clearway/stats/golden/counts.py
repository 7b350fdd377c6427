"""Known answers of proportions, counts, crude rates and means."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.count import BYAR, EXACT, byar
from clearway.stats.golden.answers import Answer, Value, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.limits import known_and_given
from clearway.stats.golden.tables import Row
from clearway.stats.mean import mean
from clearway.stats.proportion import wilson
from clearway.stats.rate import rate

EVERYBODY = "No grouping"
METHODS = {"Byars": BYAR, "Exact": EXACT}


@checks("wilson.csv")
def wilson_answers(files: Files) -> Iterator[Answer]:
    """Shares of a whole with Wilson limits, at each row's multiplier and level."""
    for row in files["wilson.csv"]:
        part, whole, times = row.number("x"), row.number("n"), row.number("multiplier")
        lower, upper = wilson(part, whole, row.number("confidence"))
        share = part / whole if whole else np.nan
        given = {"value": share * times, "lower": float(lower) * times, "upper": float(upper) * times}
        yield compared(row.file, row.named("case"), _known(row, given), given)


@checks("byar_counts.csv")
def byar_answers(files: Files) -> Iterator[Answer]:
    """Byar's raw limits of a count."""
    for row in files["byar_counts.csv"]:
        lower, upper = byar(row.number("x"), row.number("confidence"))
        given = {"lower": float(lower), "upper": float(upper)}
        yield compared(row.file, row.named("case"), _known(row, given), given)


@checks("rate_byar_exact.csv")
def rate_answers(files: Files) -> Iterator[Answer]:
    """Crude rates, the method of the limits with them where there is a rate."""
    for row in files["rate_byar_exact.csv"]:
        times, level = row.number("multiplier"), row.number("confidence")
        found = rate(row.number("x"), row.number("n"), multiplier=times, level=level)
        numbers = {"value": float(found.value), "lower": float(found.lower), "upper": float(found.upper)}
        known: dict[str, Value] = {**_known(row, numbers)}
        given: dict[str, Value] = {**numbers}
        if row.has("value"):
            known["method"], given["method"] = METHODS.get(row.text("method"), row.text("method")), str(found.method)
        yield compared(row.file, row.named("case"), known, given)


@checks("mean_t_inputs.csv", "mean_t_expected.csv")
def mean_answers(files: Files) -> Iterator[Answer]:
    """Means with Student's t limits, by area and of all rows together."""
    inputs, expected = files["mean_t_inputs.csv"], files["mean_t_expected.csv"]
    values, areas = inputs.numbers("values"), inputs.texts("area")
    others = ("value_sum", "value_count", "stdev", "value")
    for row in expected:
        area = row.text("area")
        given_at = _of(area, values, [EVERYBODY] * len(values) if area == EVERYBODY else areas)
        yield compared(row.file, row.named("area"), *known_and_given(row, expected.columns, given_at, others))


def _known(row: Row, given: Mapping[str, float]) -> dict[str, float]:
    return {name: row.number(name) for name in given}


def _of(area: str, values: Floats, areas: list[str]) -> Callable[[float], Mapping[str, float]]:
    """The mean of one area at a level, as named numbers."""

    def given(level: float) -> Mapping[str, float]:
        found = mean(values, areas, level)
        place = found.groups.tolist().index(area)
        columns = {"value_sum": found.numerator, "value_count": found.denominator, "stdev": found.deviation}
        columns |= {"value": found.value, "lower": found.lower, "upper": found.upper}
        return {name: float(column[place]) for name, column in columns.items()}

    return given

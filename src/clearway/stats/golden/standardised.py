"""Known answers of direct and indirect standardisation."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial

import numpy as np

from clearway.stats.arrays import Floats
from clearway.stats.count import BYAR, EXACT
from clearway.stats.estimate import Estimate
from clearway.stats.golden.answers import Answer, Value, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.limits import known_and_given
from clearway.stats.golden.tables import Row, Table, Unreadable
from clearway.stats.indirect import expected_events, indirect_rate, standardised_ratio
from clearway.stats.standardised_rate import standardised_rate, standardised_rate_of_repeated_events

METHODS = {"Byars": BYAR, "Exact": EXACT}
SCALE = re.compile(r".*(rate per|ratio x) *([\d.e+]+)")
RATIO = "ratio x"

AtLevel = Callable[..., Estimate]
"""A statistic that only its level (`level=`) is still asked of."""


@checks("dsr_inputs.csv", "dsr_expected.csv")
def standardised_rates(files: Files) -> Iterator[Answer]:
    """Directly standardised rates, each area with the standard population of its own rows."""
    areas, expected = files["dsr_inputs.csv"].groups("area"), files["dsr_expected.csv"]
    for row in expected:
        bands = areas[row.text("area"),]
        columns = (bands.numbers(name) for name in ("count", "pop", "stdpop"))
        yield _direct(row, expected, partial(standardised_rate, *columns, multiplier=row.number("multiplier")))


@checks("dsr_nonindependent_inputs.csv", "dsr_nonindependent_expected.csv")
def rates_of_repeated_events(files: Files) -> Iterator[Answer]:
    """Directly standardised rates of people who can have several events."""
    areas, expected = files["dsr_nonindependent_inputs.csv"].groups("area"), files["dsr_nonindependent_expected.csv"]
    for row in expected:
        columns = _by_frequency(areas[row.text("area"),])
        found = partial(standardised_rate_of_repeated_events, *columns, multiplier=row.number("multiplier"))
        yield _direct(row, expected, found)


@checks("isr_inputs.csv", "isr_expected.csv")
def indirect_answers(files: Files) -> Iterator[Answer]:
    """Indirectly standardised rates and ratios on the scale that `statistic` names."""
    areas, expected = files["isr_inputs.csv"].groups("area"), files["isr_expected.csv"]
    for row in expected:
        bands = areas[row.text("area"),]
        observed = float(np.nansum(bands.numbers("count")))
        base = tuple(bands.numbers(name) for name in ("pop", "refcount", "refpop"))
        kind, scale = _scale(row)
        if kind == RATIO:
            found: AtLevel = partial(standardised_ratio, observed, expected_events(*base), multiplier=scale)
        else:
            found = partial(indirect_rate, observed, *base, multiplier=scale)
        at = _at(found, {"observed": "numerator", "expected": "denominator"})
        known, given = known_and_given(row, expected.columns, at, ("observed", "expected", "value"))
        method = row.text("method")
        words: tuple[dict[str, Value], dict[str, Value]] = ({**known}, {**given})
        words[0]["method"], words[1]["method"] = METHODS.get(method, method), str(found(level=0.95).method)
        yield compared(row.file, row.named("area", "statistic"), *words)


def _direct(row: Row, expected: Table, found: AtLevel) -> Answer:
    at = _at(found, {"total_count": "numerator", "total_pop": "denominator"})
    others = ("total_count", "total_pop", "value")
    return compared(row.file, row.named("area"), *known_and_given(row, expected.columns, at, others))


def _at(found: AtLevel, names: Mapping[str, str]) -> Callable[[float], Mapping[str, float]]:
    """The statistic at a level as named numbers; `names` are those of the file for columns of ours."""
    columns = {"value": "value", "lower": "lower", "upper": "upper", **names}

    def at(level: float) -> Mapping[str, float]:
        estimate = found(level=level)
        return {name: float(getattr(estimate, column)) for name, column in columns.items()}

    return at


def _by_frequency(rows: Table) -> tuple[Floats, list[float], list[float], list[float]]:
    """Persons by band and number of events, the numbers of events, the population and the weights of the bands."""
    times = sorted(set(rows.numbers("freq")))
    bands = rows.groups("ageband")
    persons = np.zeros((len(bands), len(times)))
    for place, band in enumerate(bands.values()):
        for row in band:
            persons[place, times.index(row.number("freq"))] += np.nan_to_num(row.number("persons"))
    first = [band.rows[0] for band in bands.values()]
    weight = next(name for name in rows.columns if name.startswith("esp") or name == "stdpop")
    return persons, times, [row.number("pop") for row in first], [row.number(weight) for row in first]


def _scale(row: Row) -> tuple[str, float]:
    """Whether a row holds a rate or a ratio, and what it is multiplied by."""
    words = row.text("statistic")
    if not (found := SCALE.fullmatch(words)):
        raise Unreadable(f"{row.file}, row {row.place}: '{words}' tells no scale: rate per …, ratio x ….")
    return found[1], float(found[2])

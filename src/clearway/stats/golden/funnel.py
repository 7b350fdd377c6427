"""Known answers of funnel plots: limits along the axis, each unit's category, and the spread beyond chance."""

from collections.abc import Iterator, Mapping

import numpy as np

from clearway.stats.funnel import (
    INNER,
    NOT_APPLICABLE,
    OUTER,
    ROOT_RATIO,
    SHMI,
    Transform,
    axis,
    effective_denominator,
    grid,
    overdispersed_limits,
    overdispersion,
    proportion_centre,
    proportion_funnel,
    proportion_limits,
    rate_funnel,
    ratio_funnel,
    ratio_limits_by_expected,
    ratio_limits_by_observed,
)
from clearway.stats.funnel.category import HIGH_INNER, HIGH_OUTER, INSIDE, LOW_INNER, LOW_OUTER
from clearway.stats.golden.answers import Answer, Value, compared, failure, tolerance_of
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.tables import Row, Table

IN_THEIR_WORDS = {
    HIGH_OUTER: "High (0.001)",
    HIGH_INNER: "High (0.025)",
    INSIDE: "Not significant",
    LOW_INNER: "Low (0.025)",
    LOW_OUTER: "Low (0.001)",
    NOT_APPLICABLE: "Not applicable for events less than 10 for dsrs",
}
LEVELS = {"2s": INNER, "3s": OUTER}
SIDES = ("lower", "upper")
PER = 100_000
UNDER = 31_000
"""One file of limits is made of the areas with fewer people than this only."""

POPULATION = "denominator_derived"
WITH_DENOMINATOR = "_crude_with_denom"
YEARS = {"": 3, "_crude": 3, WITH_DENOMINATOR: 5}
"""Years of events behind the populations of one year in each pair of columns of the points of rates."""

TRANSFORMS: Mapping[str, Transform] = {"SHMI": SHMI, "CQC": ROOT_RATIO}


@checks("funnel_proportion_inputs.csv")
def places_of_proportions(files: Files) -> Iterator[Answer]:
    """Where each area lies in a funnel of proportions."""
    areas = files["funnel_proportion_inputs.csv"]
    found = proportion_funnel(areas.numbers("numerator"), areas.numbers("denominator"))
    yield from _places(areas, "significance", found.category)


@checks("funnel_proportion_inputs.csv", "funnel_proportion_limits.csv")
def limits_of_proportions(files: Files) -> Iterator[Answer]:
    """The limits of all areas along the axis."""
    yield from _proportion_limits(files["funnel_proportion_inputs.csv"], files["funnel_proportion_limits.csv"], np.inf)


@checks("funnel_proportion_inputs.csv", "funnel_proportion_limits_denominator_under_31000.csv")
def limits_of_few_proportions(files: Files) -> Iterator[Answer]:
    """The limits of the smaller areas along the axis, which begins elsewhere."""
    lines = files["funnel_proportion_limits_denominator_under_31000.csv"]
    yield from _proportion_limits(files["funnel_proportion_inputs.csv"], lines, UNDER)


@checks("funnel_ratio_inputs.csv")
def places_of_ratios(files: Files) -> Iterator[Answer]:
    """Where each area lies in a funnel of observed over expected events."""
    areas = files["funnel_ratio_inputs.csv"]
    found = ratio_funnel(areas.numbers("obs"), areas.numbers("expected"))
    yield from _places(areas, "significance", found.category)


@checks("funnel_ratio_limits.csv")
def limits_of_ratios(files: Files) -> Iterator[Answer]:
    """The limits of a ratio along observed events, as relative difference and times 100."""
    lines = files["funnel_ratio_limits.csv"]
    found = {name: ratio_limits_by_observed(lines.numbers("Observed_events"), level) for name, level in LEVELS.items()}
    stop = tolerance_of(lines.file).searched
    for place, row in enumerate(lines):
        given: dict[str, Value] = {}
        slack: dict[str, float] = {}
        for name, limits in found.items():
            for side in SIDES:
                limit = float(getattr(limits, side)[place])
                expected = float(getattr(limits, f"expected_at_{side}")[place])
                column = f"{side}_{name}"
                given[f"{column}_exp_events"], slack[f"{column}_exp_events"] = expected, stop
                given[f"{column}_isr"], slack[f"{column}_isr"] = 100 * limit, 100 * limit / expected * stop
                given[f"{column}_count"], slack[f"{column}_count"] = limit - 1, limit / expected * stop
        yield compared(row.file, row.named("Observed_events"), _known(row, given), given, slack)


@checks("funnel_sr_poisson_limits.csv")
def limits_by_expected(files: Files) -> Iterator[Answer]:
    """The limits of a ratio along expected events."""
    for row in files["funnel_sr_poisson_limits.csv"]:
        inner, outer = (ratio_limits_by_expected(row.number("expected"), level) for level in (INNER, OUTER))
        given: dict[str, Value] = {"ll95": float(inner.lower), "ul95": float(inner.upper)}
        given |= {"ll998": float(outer.lower), "ul998": float(outer.upper)}
        yield compared(row.file, row.named("expected"), _known(row, given), given)


@checks("funnel_rate_significance.csv")
def places_of_rates(files: Files) -> Iterator[Answer]:
    """Where each area lies in a funnel of crude and of standardised rates, with and without areas without events."""
    every = files["funnel_rate_significance.csv"]
    for ending in ("with_0", "without_0"):
        rows = tuple(row for row in every if ending == "with_0" or row.number("count") > 0)
        areas = Table(every.file, every.columns, rows)
        events, people = areas.numbers("count"), areas.numbers("pop")
        equivalent = effective_denominator(events, areas.numbers("rate_dsr"), people, per=PER)
        for kind, found in (
            ("crude", rate_funnel(events, people)),
            ("dsr", rate_funnel(events, equivalent, standardised=True)),
        ):
            for column in (name for name in every.columns if name.startswith(f"{kind}_per") and name.endswith(ending)):
                yield from _places(areas, column, found.category)


@checks("funnel_rate_points.csv", "funnel_rate_limits_dsr_3yr.csv")
def limits_of_rates(files: Files) -> Iterator[Answer]:
    """The population that stands behind each rate, and the limits of standardised rates along events."""
    points, lines = files["funnel_rate_points.csv"], files["funnel_rate_limits_dsr_3yr.csv"]
    events, rates = points.numbers("ev"), points.numbers("rate")
    yearly = effective_denominator(events, rates, per=PER) / YEARS[""]
    yield from _points(points)
    centre = rate_funnel(events, yearly * YEARS[""]).centre
    found = {name: ratio_limits_by_observed(lines.numbers("Events"), level) for name, level in LEVELS.items()}
    stop = tolerance_of(lines.file).searched
    for place, row in enumerate(lines):
        given: dict[str, Value] = {"baseline": centre * PER}
        slack: dict[str, float] = {}
        for name, limits in found.items():
            for side in SIDES:
                limit = float(getattr(limits, side)[place]) * centre * PER
                expected = float(getattr(limits, f"expected_at_{side}")[place])
                people = expected / centre / YEARS[""]
                given[f"{side}_{name}_limit"], slack[f"{side}_{name}_limit"] = limit, limit / expected * stop
                column = f"{side}_{name}_population_1_year"
                given[column], slack[column] = people, people / expected * stop
        yield compared(row.file, row.named("Events"), _known(row, given), given, slack)


@checks("funnel_od_small_points.csv", "funnel_od_small_cases.csv")
def spread_beyond_chance(files: Files) -> Iterator[Answer]:
    """The variance between units, their scores, and the limits with it."""
    points = files["funnel_od_small_points.csv"]
    for row in files["funnel_od_small_cases.csv"]:
        name, trim = row.text("case").removeprefix("SR_").split("_")
        units = points.where(case=row.text("case"))
        observed, expected = units.numbers("numerator"), units.numbers("denominator")
        found = overdispersion(observed, expected, TRANSFORMS[name], trim=float(trim), fewest=2)
        given: dict[str, Value] = {"phi": found.phi, "tau2": found.tau2, "drawn_adjusted": float(found.adjusts)}
        yield compared(row.file, row.named("case"), _known(row, given), given)
        columns = {"rr": observed / expected, "Y": found.value, "Uzscore": found.score, "Wuzscore": found.tamed}
        for digits, level in (("95", INNER), ("99", OUTER)):
            plain, wider = ratio_limits_by_expected(expected, level), overdispersed_limits(found, expected, level)
            columns |= {f"LCL{digits}": plain.lower, f"UCL{digits}": plain.upper}
            columns |= {f"OD{digits}LCL": wider.lower, f"OD{digits}UCL": wider.upper}
        outer = overdispersed_limits(found, expected, OUTER)
        columns["outlier"] = ((columns["rr"] > outer.upper) | (columns["rr"] < outer.lower)).astype(np.float64)
        for place, unit in enumerate(units):
            mine: dict[str, Value] = {column: float(values[place]) for column, values in columns.items()}
            yield compared(unit.file, unit.named("case", "group"), _known(unit, mine), mine)


def _proportion_limits(areas: Table, lines: Table, largest: float) -> Iterator[Answer]:
    few = [row for row in areas if row.number("denominator") < largest]
    parts, wholes = ([row.number(name) for row in few] for name in ("numerator", "denominator"))
    centre, sizes = proportion_centre(parts, wholes), grid(*axis(wholes))
    found = {name: proportion_limits(sizes, centre, level) for name, level in LEVELS.items()}
    if sizes.size > len(lines.rows):
        yield failure(lines.file, "the axis", f"{len(lines.rows)} sizes", f"{sizes.size} sizes")
    for place, row in enumerate(lines):
        given: dict[str, Value] = {"Population": None, "baseline": 100 * centre}
        if place < sizes.size:
            given["Population"] = float(sizes[place])
            for name, limits in found.items():
                given |= {f"{side}_{name}_limit": 100 * float(getattr(limits, side)[place]) for side in SIDES}
        yield compared(row.file, row.named("Population"), _known(row, given), given)


def _points(points: Table) -> Iterator[Answer]:
    """The population of one year behind each rate.

    A blank standardised one marks the row that the peer was asked of without events as well: there the columns made
    with a denominator hold the true population.
    """
    for row in points:
        known = {name: row.number(name) for name in (f"{POPULATION}{ending}" for ending in YEARS) if row.has(name)}
        given: dict[str, Value] = {}
        for ending, years in YEARS.items():
            is_empty = ending == WITH_DENOMINATOR and not row.has(POPULATION)
            events = 0.0 if is_empty else row.number("ev")
            people = effective_denominator(events, row.number("rate"), row.number("pop"), per=PER)
            given[f"{POPULATION}{ending}"] = float(people) / years
        if known:
            yield compared(row.file, row.named("ev", "rate"), known, given)


def _places(areas: Table, column: str, categories: object) -> Iterator[Answer]:
    for row, category in zip(areas, np.asarray(categories).tolist(), strict=True):
        words = IN_THEIR_WORDS[category]
        yield compared(row.file, f"{column}, row {row.place}", {column: row.text(column)}, {column: words})


def _known(row: Row, given: Mapping[str, Value]) -> dict[str, Value]:
    return {name: row.number(name) for name in given}

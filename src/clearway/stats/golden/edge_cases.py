"""The hard cases in words: each id has a check, which takes its numbers from the words of its input."""

import re
from collections.abc import Callable, Iterator

import numpy as np

from clearway.stats.count import byar, count_limits, exact_poisson
from clearway.stats.disclosure import LOCAL_BELOW_5, protect
from clearway.stats.funnel import (
    OUTER,
    SHMI,
    overdispersed_limits,
    overdispersion,
    proportion_funnel,
    ratio_limits_by_expected,
)
from clearway.stats.golden.answers import Answer, failure
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.tables import Row, Unreadable
from clearway.stats.inequality import Kind, inequality
from clearway.stats.proportion import wilson
from clearway.stats.quantile_group import quantile_groups
from clearway.stats.rate import rate
from clearway.stats.spc import Direction, SpecialCause, assurance, phases_from, special_causes, xmr
from clearway.stats.standardised_rate import standardised_rate
from clearway.stats.survival import Followed, judged, life_table, net_survival, published
from clearway.stats.survival.curve import ABOVE_ONE
from clearway.stats.survival.life_table import DAYS_A_YEAR
from clearway.stats.survival.quality import FEW_ALIVE

NUMBER = r"-?\d+(?:\.\d+)?"
TRENDS = (SpecialCause.RISING, SpecialCause.FALLING)
DIRECTIONS = {"increase": Direction.HIGHER, "decrease": Direction.LOWER}

Finding = tuple[bool, str]
"""Whether the required behaviour was shown, and what was given, in words."""

Edge = Callable[[Row], Finding]
EDGES: dict[str, Edge] = {}


def edge(name: str) -> Callable[[Edge], Edge]:
    """Make a function the check of one case."""

    def made(check: Edge) -> Edge:
        EDGES[name] = check
        return check

    return made


@checks("edge_cases.csv")
def edge_cases(files: Files) -> Iterator[Answer]:
    """Every case by its id; one without a check fails."""
    for row in files["edge_cases.csv"]:
        name = row.text("id")
        case, behaviour = row.named("id", "method"), row.text("required_behaviour")
        if name not in EDGES:
            yield failure(row.file, case, behaviour, "no check knows this case")
            continue
        is_right, given = EDGES[name](row)
        yield Answer(row.file, case, is_right, behaviour, given)


def _found(row: Row, pattern: str) -> tuple[str, ...]:
    """The parts of the input that a pattern names. Raises Unreadable when the words are others."""
    if not (found := re.search(pattern.replace("#", f"({NUMBER})"), row.text("input"))):
        raise Unreadable(f"{row.file}, row {row.place}: the input of {row.text('id')} is in words that no check reads.")
    return found.groups()


def _numbers(row: Row, pattern: str) -> list[float]:
    return [float(words) for words in _found(row, pattern)]


def _list(words: str) -> list[float]:
    return [float(number) for number in re.findall(NUMBER, words)]


@edge("E01")
def a_constant_series(row: Row) -> Finding:
    """Equal values have limits on their mean."""
    count, value, target = _numbers(row, r"# identical values of #; target #")
    (direction,) = _found(row, r"improvement=(\w+)")
    chart = xmr([value] * int(count))
    causes, icon = special_causes(chart), str(assurance(chart, target, DIRECTIONS[direction]))
    lines = np.array([chart.mean, chart.lower, chart.upper])
    (wanted,) = re.findall(r"assurance=(\w+)", row.text("required_behaviour")) or ("",)
    is_right = bool(np.all(lines == value) and not np.any(causes)) and icon == wanted
    return is_right, f"limits {lines.min():g} to {lines.max():g}, {np.count_nonzero(causes)} special, {icon}"


@edge("E02")
def a_unit_without_events_in_a_funnel(row: Row) -> Finding:
    """One unit without events must not carry the limits of all to infinity."""
    units, observed, expected = _numbers(row, r"# units, one with observed=# expected=#")
    others = [(100, 108), (150, 112), (180, 165), (80, 95), (30, 40), (60, 52), (90, 100)]
    pairs = [(observed, expected), *(others * int(units))[: int(units) - 1]]
    events, awaited = (np.array(column, dtype=np.float64) for column in zip(*pairs, strict=True))
    found = overdispersion(events, awaited, SHMI, fewest=2)
    limits = [*ratio_limits_by_expected(awaited, OUTER)]
    if found.adjusts:
        limits += [*overdispersed_limits(found, awaited, OUTER)]
    is_finite = bool(np.isfinite(limits).all() and np.isfinite([found.phi, found.tau2]).all())
    return is_finite and bool(found.notes[0]), f"phi {found.phi:g}, note of the unit: '{found.notes[0]}'"


@edge("E03")
def limits_of_small_proportions(row: Row) -> Finding:
    """The upper limits of shares stay at or below the whole."""
    parts, wholes = _found(row, r"numerators ([\d,]+); denominators ([\d,]+)")
    found = proportion_funnel(_list(parts), _list(wholes))
    highest = float(np.max([found.inner.upper, found.outer.upper]))
    return highest <= 1, f"highest limit {highest:g} of 1"


@edge("E04")
def inequality_with_a_multiplier_below_one(row: Row) -> Finding:
    """Limits of both indices stand on both sides of them."""
    (times,) = _numbers(row, r"multiplier #")
    values, people = np.linspace(9, 4, 10), np.full(10, 20_000)
    found = inequality(values, people, errors=np.full(10, 0.05), kind=Kind.RATE, transform=True, multiplier=times)
    is_right = bool(
        found.slope_lower <= found.slope_index <= found.slope_upper
        and found.relative_lower <= found.relative_index <= found.relative_upper
    )
    slope = f"SII {found.slope_index:g} ({found.slope_lower:g} to {found.slope_upper:g})"
    return is_right, f"{slope}, RII {found.relative_index:g} ({found.relative_lower:g} to {found.relative_upper:g})"


@edge("E05")
def byar_of_a_tiny_count(row: Row) -> Finding:
    """A negative lower limit is missing, and rates use the exact method."""
    count, level = _numbers(row, r"x=# at #%")
    lower, _ = byar(count, level / 100)
    found = rate(count, 1000, level=level / 100)
    is_right = bool(np.isnan(lower) and found.lower > 0 and str(found.method) == "exact Poisson")
    return is_right, f"lower limit {float(lower):g}, rates by {found.method}"


@edge("E06")
def no_events(row: Row) -> Finding:
    """No events: the lower limit is 0, the upper a quantile of chi-square with two degrees."""
    (count,) = _numbers(row, r"x=#")
    wanted = float(re.findall(NUMBER, row.text("required_behaviour"))[-1])
    limits = [*exact_poisson(count), *count_limits(count)]
    is_right = limits[0] == limits[2] == 0 and all(abs(float(upper) / wanted - 1) < 1e-12 for upper in limits[1::2])
    return bool(is_right), f"{float(limits[0]):g} to {float(limits[1]):.15g}"


@edge("E07")
def nobody_of_some(row: Row) -> Finding:
    """Nobody: exactly 0."""
    lower, upper = _wilson(row)
    return lower == 0 and not np.signbit(lower), f"{lower!r} to {upper!r}"


@edge("E08")
def all_of_some(row: Row) -> Finding:
    """Everybody: exactly 1."""
    lower, upper = _wilson(row)
    return upper == 1, f"{lower!r} to {upper!r}"


@edge("E09")
def a_rate_of_few_events(row: Row) -> Finding:
    """Too few events: no rate, but a reason, the count and the population."""
    (events,) = _numbers(row, r"events #")
    bands = [events - 2, 1, 1]
    found = standardised_rate(bands, [1000, 2000, 3000], [50, 30, 20])
    is_hidden = bool(np.isnan([found.value, found.lower, found.upper]).all())
    is_right = is_hidden and bool(str(found.note)) and found.numerator == events and found.denominator == 6000
    return bool(is_right), f"value {float(found.value):g}, note '{found.note}', {float(found.numerator):g} events"


@edge("E10")
def a_band_without_people(row: Row) -> Finding:
    """An empty band is an error that names area and band."""
    (people,) = _numbers(row, r"population #")
    areas, bands = ["Northtown"], ["0-4", "5-9"]
    try:
        found = standardised_rate([[20, 20]], [[1000, people]], [1, 1], areas=areas, bands=bands)
    except ValueError as fault:
        return areas[0] in str(fault) and bands[1] in str(fault), str(fault)
    return False, f"value {float(found.value[0]):g}"


@edge("E11")
def a_phase_that_begins_nowhere(row: Row) -> Finding:
    """A date of rebasing that is not in the series is told, not passed over."""
    months = [f"2024-{month:02}" for month in range(1, 13)]
    try:
        phases_from(months, ["2025-06"])
    except ValueError as fault:
        return "2025-06" in str(fault), str(fault)
    return False, "no word about it"


@edge("E12")
def a_missing_month(row: Row) -> Finding:
    """No moving range crosses a gap unless asked to."""
    values = [5.0, 6, 5, 6, None, 20, 21, 20, 21, 20, 21, 20, 21, 20]
    kept, passed = xmr(values, screened=False), xmr(values, screened=False, passes_over_gaps=True)
    is_right = bool(
        np.isnan(kept.moving_range[5]) and np.nanmax(kept.moving_range) == 1 and passed.moving_range[5] == 14
    )
    return is_right, f"moving range after the gap {kept.moving_range[5]:g}; when asked for {passed.moving_range[5]:g}"


@edge("E13")
def few_young_people(row: Row) -> Finding:
    """Net survival above 1 is kept, shown as no more than 1, and the band is flagged as too small."""
    count, first, last, day = _numbers(row, r"# patients in age band (\d+)-(\d+), none dead by day #")
    people, age = int(count), (first + last) / 2
    rows = [(year, year_of_age) for year in range(2010, 2016) for year_of_age in range(20, 60)]
    table = life_table(["f"] * len(rows), [age for _, age in rows], [year for year, _ in rows], [0.999] * len(rows))
    followed = Followed.of(
        days=[day + 100] * people,
        died=[1] + [0] * (people - 1),
        age_days=[age * DAYS_A_YEAR] * people,
        diagnosed=["2012-01-01"] * people,
        sex=["f"] * people,
    )
    found = judged(net_survival(followed, table, times=[day]), [day])
    note, value = str(found.note[0]), float(found.value[0])
    shown = published(found).value[0]
    is_right = value > 1 and not shown > 1 and ABOVE_ONE in note and FEW_ALIVE in note
    return bool(is_right), f"{value:.4f}, shown {float(shown):g}, note '{note}'"


@edge("E14")
def fewer_areas_than_quantiles(row: Row) -> Finding:
    """Too few areas get no quantile, and a reason."""
    areas, number = _numbers(row, r"# areas, # quantiles")
    found = quantile_groups(np.arange(areas), int(number))
    return bool(np.isnan(found.group).all() and np.all(found.note != "")), f"note '{found.note[0]}'"


@edge("E15")
def a_tie_in_a_trend(row: Row) -> Finding:
    """A tie ends a trend."""
    values = _list(row.text("input"))
    causes = special_causes(xmr(values))
    trends = int(np.isin(causes, TRENDS).sum())
    return trends == 0, f"{trends} points in a trend"


@edge("E16")
def a_lone_small_count(row: Row) -> Finding:
    """One star beside a shown total can be worked out: there must be another, or the total must go."""
    (words,) = _found(row, r"row counts ([\d,]+)")
    found = protect(_list(words), LOCAL_BELOW_5)
    hidden = int(np.count_nonzero(found.hidden))
    is_open = bool(np.all(found.ranges.width[found.hidden] > 0))
    return hidden >= 2 and is_open, " ".join(str(cell) for cell in found.shown)


def _wilson(row: Row) -> tuple[float, float]:
    part, whole, level = _numbers(row, r"x=# n=# #%")
    lower, upper = wilson(part, whole, level / 100)
    return float(lower), float(upper)

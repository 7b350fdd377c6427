"""Statistics as SQL expressions, so that millions of rows need not leave the engine.

Each function returns expressions as plain text by the name of what they give; `select_list` writes them into a query.
The arguments are expressions too (a column name, mostly) and are trusted: never put what a person typed into them. Only
functions that DuckDB and Spark both know are used, numbers are doubles, and what is missing or impossible gives NULL.
The results are those of the functions on arrays of the same name.
"""

from collections.abc import Mapping

from clearway.stats.count import EXACT_BELOW, small_count_limits
from clearway.stats.estimate import normal_quantile
from clearway.stats.rate import PER_100_000
from clearway.stats.standardised_rate import FEWEST_EVENTS

Expressions = dict[str, str]

_FINITE = "1e300"
"""Below this are all numbers but infinity and NaN, which engines sort above every number."""


def select_list(expressions: Mapping[str, str], prefix: str = "") -> str:
    """The expressions as columns of a SELECT, each named, with `prefix` before the name."""
    return ",\n  ".join(f"{expression} as {prefix}{name}" for name, expression in expressions.items())


def wilson_sql(numerator: str, denominator: str, level: float = 0.95) -> Expressions:
    """`lower` and `upper` of the Wilson interval, as `wilson` has them. NULL where there is none."""
    x, n, z = _double(numerator), _double(denominator), normal_quantile(level)
    stands = f"{x} >= 0 and {x} <= {n} and {n} > 0 and {n} < {_FINITE}"
    share, squared = f"{x} / nullif({n}, 0e0)", _number(z**2)
    middle = f"2 * {x} + {squared}"
    spread = f"{_number(z)} * sqrt(greatest({squared} + 4 * {x} * (1 - {share}), 0e0))"
    scale = f"(2 * ({n} + {squared}))"
    lower = f"least(greatest(({middle} - {spread}) / {scale}, 0e0), {share})"
    upper = f"greatest(least(({middle} + {spread}) / {scale}, 1e0), {share})"
    return {"lower": _where(stands, lower), "upper": _where(stands, upper)}


def count_limits_sql(count: str, level: float = 0.95) -> Expressions:
    """`lower` and `upper` of a count as `count_limits` has them: exact below 10, Byar's from there on.

    The exact limits are constants, for whole and half counts; another part of a person below 10 gives NULL.
    """
    x, z = _double(count), normal_quantile(level)
    lower, upper = _byar(x, z)
    limits = small_count_limits(level)
    return {
        "lower": _limit(x, [low for low, _ in limits], lower),
        "upper": _limit(x, [high for _, high in limits], upper),
    }


def rate_sql(events: str, population: str, multiplier: float = PER_100_000, level: float = 0.95) -> Expressions:
    """`value`, `lower` and `upper` of a crude rate, as `rate` has them."""
    people = _double(population)
    known = f"{people} > 0 and {people} < {_FINITE}"
    stands = f"{_double(events)} >= 0 and {_double(events)} < {_FINITE} and {known}"
    parts = {"value": _double(events), **count_limits_sql(events, level)}
    times = _number(multiplier)
    return {name: _where(stands, f"{part} / nullif({people}, 0e0) * {times}") for name, part in parts.items()}


def standardised_rate_sums_sql(events: str, population: str, weight: str) -> Expressions:
    """The sums over age bands behind a directly standardised rate: the first step, grouped by area.

    `events`, `population`, `rate` and `variance` (both as fractions), and `bands_without_people`, which must be 0: the
    function on arrays refuses such an area, a query can only leave it empty. One row a band; weight 0 is not used.
    """
    e, n, w = f"coalesce({_double(events)}, 0e0)", _double(population), _double(weight)
    used, usable = f"{w} > 0", f"{n} > 0 and {n} < {_FINITE}"
    base = f"nullif({n}, 0e0)"
    total = f"nullif(sum({w}), 0e0)"
    return {
        "events": f"sum({_where(used, e)})",
        "population": f"sum({_where(used, n)})",
        "rate": f"sum({_where(used, f'{w} * {e} / {base}')}) / {total}",
        "variance": f"sum({_where(used, f'{w} * {w} * {e} / {base} / {base}')}) / {total} / {total}",
        "bands_without_people": f"sum(case when {used} and not coalesce({usable}, false) then 1 else 0 end)",
    }


def standardised_rate_sql(multiplier: float = PER_100_000, level: float = 0.95) -> Expressions:
    """`value`, `lower` and `upper` from the columns of `standardised_rate_sums_sql`: the second step.

    NULL for fewer than 10 events and where a band has no people.
    """
    stands = f"events >= {FEWEST_EVENTS} and bands_without_people = 0"
    times = _number(multiplier)
    scale = "sqrt(greatest(variance, 0e0) / nullif(events, 0e0))"
    lower, upper = (
        f"(rate + {scale} * ({limit} - events)) * {times}" for limit in _byar("events", normal_quantile(level))
    )
    return {
        "value": _where(stands, f"rate * {times}"),
        "lower": _where(stands, lower),
        "upper": _where(stands, upper),
    }


def proportion_score_sql(numerator: str, denominator: str, centre: str) -> Expressions:
    """`score`: how many standard errors a proportion lies from the centre of a funnel, on the arcsine scale."""
    x, n, c = _double(numerator), _double(denominator), _double(centre)
    stands = f"{x} >= 0 and {x} <= {n} and {n} > 0 and {n} < {_FINITE} and {c} >= 0 and {c} <= 1"
    mine, theirs = (f"asin(sqrt(least(greatest({part}, 0e0), 1e0)))" for part in (f"{x} / nullif({n}, 0e0)", c))
    return {"score": _where(stands, f"({mine} - {theirs}) * 2 * sqrt(greatest({n}, 0e0))")}


def ratio_score_sql(observed: str, expected: str) -> Expressions:
    """Scores of a ratio of observed to expected events in a funnel: `log_score` (SHMI; NULL without events) and
    `root_score` (CQC).
    """
    o, e = _double(observed), _double(expected)
    known = f"{o} < {_FINITE} and {e} > 0 and {e} < {_FINITE}"
    ratio, base = f"{o} / nullif({e}, 0e0)", f"sqrt(greatest({e}, 0e0))"
    return {
        "log_score": _where(f"{o} > 0 and {known}", f"ln(nullif({ratio}, 0e0)) * {base}"),
        "root_score": _where(f"{o} >= 0 and {known}", f"(sqrt(greatest({ratio}, 0e0)) - 1) * 2 * {base}"),
    }


def _byar(x: str, z: float) -> tuple[str, str]:
    """Byar's limits; for counts of 10 and more, where the lower one is never below zero."""
    third, more = _number(z / 3), f"({x} + 1)"
    lower = f"{x} * power(1 - 1 / (9 * nullif({x}, 0e0)) - {third} / sqrt(greatest({x}, 1e0)), 3)"
    upper = f"{more} * power(1 - 1 / (9 * nullif({more}, 0e0)) + {third} / sqrt(greatest({more}, 1e0)), 3)"
    return lower, upper


def _limit(x: str, exact: list[float], byar: str) -> str:
    """One limit of a count: a constant for each half below 10, else Byar's."""
    constants = " ".join(f"when {_number(half / 2)} then {_number(limit)}" for half, limit in enumerate(exact))
    return (
        f"case when {x} >= {EXACT_BELOW} and {x} < {_FINITE} then {byar} "
        f"when {x} < {EXACT_BELOW} then case {x} {constants} end end"
    )


def _double(expression: str) -> str:
    return f"cast({expression} as double)"


def _number(value: float) -> str:
    """A constant that both engines read as a double, not as a decimal."""
    written = repr(float(value))
    return written if "e" in written else f"{written}e0"


def _where(condition: str, expression: str) -> str:
    return f"case when {condition} then {expression} end"

"""Known answers of series in time: control charts, their rules and icons, and interrupted series."""

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from clearway.stats.golden.answers import Answer, Value, compared
from clearway.stats.golden.checkers import Files, checks
from clearway.stats.golden.tables import Table, Unreadable
from clearway.stats.interrupted import interrupted
from clearway.stats.spc import (
    EXACT_FACTOR,
    PLOT_THE_DOTS_NAMES,
    PLOT_THE_DOTS_POINTS,
    ControlChart,
    Direction,
    SpecialCause,
    Variation,
    assurance,
    assurance_of,
    kinds_of_points,
    p_chart,
    phases_from,
    runs,
    special_causes,
    variation,
    xmr,
)
from clearway.stats.spc.rules import completes, in_close_window, with_those_before

Whole = NDArray[np.int64]

DIRECTIONS = {"increase": Direction.HIGHER, "decrease": Direction.LOWER, "neutral": Direction.NEITHER}
ERROR = "se_newey_west_lag"
OUTSIDE = (SpecialCause.ABOVE_LIMIT, SpecialCause.BELOW_LIMIT)
RUN = 7


@checks("spc_xmr_points.csv", "spc_xmr_cases.csv")
def charts(files: Files) -> Iterator[Answer]:
    """Every point of every chart: limits, rule and kind of point; then the icons."""
    every = files["spc_xmr_points.csv"]
    for asked in files["spc_xmr_cases.csv"]:
        points = every.where(case=asked.text("case"))
        rebased = [int(asked.number("rebase_at"))] if asked.has("rebase_at") else []
        chart = xmr(
            points.numbers("y"),
            phases=phases_from([int(number) for number in points.numbers("i")], rebased),
            screened=asked.is_true("screen_outliers"),
            fixed_after=int(asked.number("fix_after_n")) if asked.has("fix_after_n") else None,
        )
        direction = DIRECTIONS[asked.text("improvement_direction")]
        yield from _points(points, chart, direction)
        icons: dict[str, Value] = {"n": float(len(points.rows))}
        icons["variation"] = str(variation(chart, special_causes(chart), direction))
        found = str(assurance(chart, asked.number("target") if asked.has("target") else None, direction))
        icons["assurance"] = found if found != "none" else ""
        known: dict[str, Value] = {name: asked.text(name) for name in ("variation", "assurance")}
        yield compared(asked.file, asked.named("case"), known | {"n": asked.number("n")}, icons)


@checks("spc_assurance.csv")
def assurances(files: Files) -> Iterator[Answer]:
    """The assurance icon from limits and target alone."""
    for row in files["spc_assurance.csv"]:
        lower, upper, target = (row.number(name) for name in ("lpl", "upl", "target"))
        given = str(assurance_of(lower, upper, target, DIRECTIONS[row.text("direction")]))
        yield compared(row.file, row.named("direction"), {"expected": row.text("expected")}, {"expected": given})


@checks("spc_rule_vectors.csv")
def vectors(files: Files) -> Iterator[Answer]:
    """The runs, the trend and the two-of-three rule, each alone on a short vector."""
    for row in files["spc_rule_vectors.csv"]:
        if row.text("rule") not in VECTORS:
            raise Unreadable(f"{row.file}, row {row.place}: no rule {row.text('rule')} is known.")
        found = VECTORS[row.text("rule")](_whole(row.text("input")), _whole(row.text("input2")))
        given = " ".join(str(number) for number in found.tolist())
        known = " ".join(row.text("expected").split())
        yield compared(row.file, row.named("rule", "input"), {"expected": known}, {"expected": given})


@checks("qicharts2_ex_6.5_3.csv")
def single_values(files: Files) -> Iterator[Answer]:
    """A textbook chart of single values whose first points fix the limits."""
    rows = files["qicharts2_ex_6.5_3.csv"]
    fixed = sum(row.is_true("baseline") for row in rows)
    chart = xmr(rows.numbers("y"), fixed_after=fixed, limit_factor=EXACT_FACTOR)
    yield from _textbook(rows, chart)


@checks("qicharts2_ex_7.1_5.csv")
def shares(files: Files) -> Iterator[Answer]:
    """A textbook chart of shares in phases, some points left out of the limits."""
    rows = files["qicharts2_ex_7.1_5.csv"]
    phases = rows.numbers("part").astype(np.int64) - 1
    left_out = np.array([not row.is_true("include") for row in rows])
    chart = p_chart(rows.numbers("y.sum"), rows.numbers("n"), phases=phases, left_out=left_out)
    yield from _textbook(rows, chart)


@checks("its_inputs.csv", "its_expected.csv")
def interrupted_series(files: Files) -> Iterator[Answer]:
    """Coefficients of an interrupted series, their Newey-West errors, and the Durbin-Watson statistic."""
    series, expected = files["its_inputs.csv"], files["its_expected.csv"]
    changed_at = next(place for place, row in enumerate(series) if row.is_true("level"))
    error = next(column for column in expected.columns if column.startswith(ERROR))
    lag = int(error.removeprefix(ERROR))
    found = interrupted(series.numbers("y"), changed_at, lag=lag, small_sample=False)
    for row in expected:
        given: dict[str, Value] = {"durbin_watson": float(found.durbin_watson)}
        if row.text("term") in found.terms:
            place = found.terms.index(row.text("term"))
            given |= {"estimate": float(found.coefficient[place]), error: float(found.standard_error[place])}
        known = {name: row.number(name) for name in ("estimate", error, "durbin_watson")}
        yield compared(row.file, row.named("term"), known, given)


def _points(points: Table, chart: ControlChart, direction: Direction) -> Iterator[Answer]:
    causes = special_causes(chart)
    kinds = kinds_of_points(causes, direction)
    from_mean = np.abs(chart.value - chart.mean)
    is_out = (chart.value > chart.upper) | (chart.value < chart.lower)
    is_close = (from_mean > np.abs(chart.near_upper - chart.mean)) & ~is_out
    for place, row in enumerate(points):
        given: dict[str, Value] = {
            "phase": float(chart.phase[place]),
            "mean": float(chart.mean[place]),
            "lpl": float(chart.lower[place]),
            "upl": float(chart.upper[place]),
            "outside": float(is_out[place]),
            "relative_to_mean": float(np.sign(chart.value[place] - chart.mean[place])),
            "close_to_limit": float(is_close[place]),
        }
        known: dict[str, Value] = {name: row.number(name) for name in given}
        known |= {name: row.text(name) for name in ("special_cause_type", "point_type")}
        given["special_cause_type"] = PLOT_THE_DOTS_NAMES[SpecialCause(causes[place])]
        given["point_type"] = PLOT_THE_DOTS_POINTS[Variation(kinds[place])]
        yield compared(row.file, row.named("case", "i"), known, given)


def _textbook(rows: Table, chart: ControlChart) -> Iterator[Answer]:
    """The lines of each point, and what the runs of its part say."""
    is_out = np.isin(special_causes(chart), OUTSIDE)
    told = {part: _runs(part_rows) for (part,), part_rows in rows.groups("part").items()}
    for place, row in enumerate(rows):
        given: dict[str, Value] = {
            "y": float(chart.value[place]),
            "cl": float(chart.mean[place]),
            "lcl": float(chart.lower[place]),
            "ucl": float(chart.upper[place]),
            "sigma.signal": float(is_out[place]),
            **told[row.text("part")],
        }
        yield compared(row.file, row.named("part", "x"), {name: row.number(name) for name in given}, given)


def _runs(rows: Table) -> dict[str, Value]:
    used = [row.number("y") if row.is_true("include") else np.nan for row in rows]
    found = runs(used, rows.numbers("cl"))
    return {
        "longest.run": float(found.longest),
        "longest.run.max": float(found.longest_allowed),
        "n.crossings": float(found.crossings),
        "n.crossings.min": float(found.fewest_crossings_allowed),
        "runs.signal": float(found.is_signal),
    }


def _whole(words: str) -> Whole:
    return np.array([int(word) for word in words.split()], dtype=np.int64)


def _joined(size: int) -> NDArray[np.bool_]:
    return np.arange(size) > 0


def _same_side(sides: Whole, _: Whole) -> Whole:
    pairs = [_joined(sides.size) & (sides == side) & (np.roll(sides, 1) == side) for side in (1, -1)]
    return (completes(pairs[0], RUN) | completes(pairs[1], RUN)).astype(np.int64)


def _trend(values: Whole, _: Whole) -> Whole:
    steps = np.append(0, np.sign(np.diff(values)))
    return completes(steps == 1, RUN).astype(np.int64) - completes(steps == -1, RUN).astype(np.int64)


def _two_in_three(close: Whole, sides: Whole) -> Whole:
    above, below = (in_close_window(close == 1, sides == side, _joined(close.size)) for side in (1, -1))
    return (above | below).astype(np.int64)


VECTORS: dict[str, Callable[[Whole, Whole], Whole]] = {
    "seven_same_side": _same_side,
    "backfill_seven": lambda ends, _: with_those_before(ends != 0, RUN).astype(np.int64),
    "seven_point_trend": _trend,
    "two_in_three": _two_in_three,
    "two_in_three_member": lambda close, sides: _two_in_three(close, sides) * close,
}

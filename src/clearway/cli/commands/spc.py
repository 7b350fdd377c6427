"""`clearway spc`: a series of a file judged by statistical process control."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.drawings import write_drawing
from clearway.cli.options import Json

if TYPE_CHECKING:
    from datetime import date

    from clearway.intake.point_series import PointSeries
    from clearway.publications.control_series import ControlSeries, Rebase
    from clearway.stats.spc import ControlChart

ChartKind = Literal["xmr", "p", "p-prime", "u", "g", "t"]
Better = Literal["higher", "lower", "neither"]
Dated = list[str] | None


@command(
    "spc", example="clearway spc waits.csv --value share --date month --target 0.85 --direction higher --svg out.svg"
)
def spc(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A CSV file or Excel workbook: a date and a number a row.")
    ],
    value: Annotated[
        str, typer.Option("--value", metavar="COL", help="The column of values (or of counts, with --of).")
    ],
    date_column: Annotated[
        str, typer.Option("--date", metavar="COL", help="The column of dates: 2024-03-31, 2024-03 or 31/03/2024.")
    ],
    target: Annotated[float | None, typer.Option("--target", metavar="X", help="A target; shares as 0.85.")] = None,
    target_column: Annotated[
        str | None, typer.Option("--target-column", metavar="COL", help="The column of a target that moves.")
    ] = None,
    direction: Annotated[Better, typer.Option("--direction", help="What is better.")] = "neither",
    chart: Annotated[
        ChartKind,
        typer.Option(
            "--chart", help="xmr; p or p-prime (shares) and u (rates) with --of; g or t (between rare events)."
        ),
    ] = "xmr",
    of: Annotated[str | None, typer.Option("--of", metavar="COL", help="The column of denominators.")] = None,
    rebase: Annotated[
        Dated, typer.Option("--rebase", metavar="DATE=WHY", help="Limits begin anew here, with who decided it and why.")
    ] = None,
    note: Annotated[Dated, typer.Option("--note", metavar="DATE=WORDS", help="Something to mark on the chart.")] = None,
    unscreened: Annotated[
        bool, typer.Option("--unscreened", help="Keep extreme moving ranges, as NHS England's Excel tool does.")
    ] = False,
    fix_after: Annotated[
        int | None, typer.Option("--fix-after", metavar="N", help="The first N points set limits.")
    ] = None,
    pass_gaps: Annotated[bool, typer.Option("--pass-gaps", help="Take the points beside a gap as neighbours.")] = False,
    shift: Annotated[int, typer.Option("--shift", help="Points on one side that make a shift.", min=2)] = 7,
    trend: Annotated[int, typer.Option("--trend", help="Points rising or falling that make a trend.", min=3)] = 7,
    svg: Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Draw the chart.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the rows of the chart.")] = None,
    as_json: Json = False,
) -> None:
    """Limits, special causes and icons of one series, by the rules of Making Data Count; and its chart.

    A month without a row, or without a value, breaks moving ranges and runs. Limits never begin anew by themselves.
    """
    _check_options(file, chart, of, target, target_column)
    rebases, notes = _dated(rebase, "--rebase"), _dated(note, "--note")
    series = _series(file, date_column, [value, *(column for column in (of, target_column) if column)])
    rebased = _rebased(rebases, series)
    drawn = _chart(series, chart, rebased, screened=not unscreened, fix_after=fix_after, pass_gaps=pass_gaps)
    found = _judged(series, chart, drawn, rebased, direction, (shift, trend), target, target_column)
    if csv:
        _write_csv(found, csv)
    if svg:
        from clearway.publications.charts import Annotation

        write_drawing(found.picture(value, [Annotation(*one) for one in notes], unit=value), svg)
    if as_json:
        answer_json(_told(found))
    else:
        _tell(found)


def _check_options(
    file: Path, chart: ChartKind, of: str | None, target: float | None, target_column: str | None
) -> None:
    """What can be wrong before the file is read."""
    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    if (of is None) == (chart in ("p", "p-prime", "u")):
        raise typer.BadParameter("Charts p, p-prime and u need --of; the others do without.", param_hint="--of")
    if target is not None and target_column is not None:
        raise typer.BadParameter("Give one number or a column, not both.", param_hint="--target")


def _series(file: Path, date_column: str, columns: list[str]) -> "PointSeries":
    from clearway.intake.point_series import read_point_series

    series = read_point_series(file, date_column, columns)
    if not series.has_step:
        say("The dates keep no step, so each point counts as the next: gaps cannot be told.")
    return series


def _rebased(given: "list[tuple[date, str]]", series: "PointSeries") -> "list[Rebase]":
    """The new phases; of a monthly series each begins on the first of its month."""
    from clearway.publications.control_series import Rebase

    return [Rebase(day.replace(day=1) if series.is_monthly else day, reason) for day, reason in given]


def _dated(given: Dated, option: str) -> "list[tuple[date, str]]":
    """Each `DATE=WORDS` as date and words; both are needed."""
    from clearway.intake.point_series import read_day

    found = []
    for one in given or []:
        day, _, words = one.partition("=")
        if not words.strip():
            raise typer.BadParameter(f"Write {option} as DATE=WORDS, not {one}.", param_hint=option)
        try:
            found.append((read_day(day), words.strip()))
        except ValueError as error:
            raise typer.BadParameter(str(error), param_hint=option) from None
    return found


def _chart(
    series: "PointSeries",
    kind: ChartKind,
    rebased: "list[Rebase]",
    *,
    screened: bool,
    fix_after: int | None,
    pass_gaps: bool,
) -> "ControlChart":
    """The chart of the kind that is asked for. Raises Refused when an option does not fit the series."""
    from clearway.records.findings import Refused
    from clearway.stats.spc import g_chart, p_chart, p_prime_chart, phases_from, t_chart, u_chart, xmr

    known = [day for day, is_in_file in zip(series.days, series.is_in_file, strict=True) if is_in_file]
    values = series.numbers[0]
    try:
        phases_from(known, [one.day for one in rebased])
        phases = phases_from(series.days, [one.day for one in rebased])
        if kind == "xmr":
            return xmr(values, phases=phases, screened=screened, fixed_after=fix_after, passes_over_gaps=pass_gaps)
        if kind == "t":
            return t_chart(values, phases=phases, screened=screened, fixed_after=fix_after)
        if kind == "g":
            return g_chart(values, phases=phases, fixed_after=fix_after)
        shares = {"p": p_chart, "p-prime": p_prime_chart, "u": u_chart}[kind]
        return shares(values, series.numbers[1], phases=phases, fixed_after=fix_after, passes_over_gaps=pass_gaps)
    except ValueError as error:
        raise Refused(str(error), "Correct the option and ask again.", code="CANNOT_CHART") from error


def _judged(
    series: "PointSeries",
    kind: ChartKind,
    drawn: "ControlChart",
    rebased: "list[Rebase]",
    direction: Better,
    lengths: tuple[int, int],
    target: float | None,
    target_column: str | None,
) -> "ControlSeries":
    """The chart with its special causes and icons, beside a target that stands or moves."""
    from clearway.publications.control_series import judged
    from clearway.stats.spc import Direction, Lengths

    is_share = kind in ("p", "p-prime") or series.is_percent[0]
    if is_share and target is not None and not 0 <= target <= 1:
        raise typer.BadParameter(
            f"The values are shares: write {target:g}% as {target / 100:g}.", param_hint="--target"
        )
    return judged(
        series.days,
        drawn,
        direction=Direction(direction),
        target=list(series.numbers[-1]) if target_column else [target] * len(series.days),
        rebased=rebased,
        lengths=Lengths(*lengths),
        is_share=is_share,
        is_monthly=series.is_monthly,
    )


def _told(found: "ControlSeries") -> dict[str, object]:
    return {
        "chart": found.chart.method,
        "settings": found.settings,
        "direction": found.direction,
        "variation": found.variation,
        "variation_words": found.variation.words,
        "assurance": found.assurance,
        "assurance_words": found.assurance.words,
        "sentence": found.sentence,
        "rebased": [{"date": one.day, "reason": one.reason} for one in found.rebased],
        "points": found.rows(),
    }


def _tell(found: "ControlSeries") -> None:
    for row in found.rows():
        if row["value"] is None:
            answer(f"{row['date']}  missing")
            continue
        limits = "no limits" if row["lower"] is None else f"{row['lower']:,.4g} to {row['upper']:,.4g}"
        cause = "" if row["special_cause"] == "common" else f"  {row['special_cause'].replace('_', ' ')}"
        answer(f"{row['date']}  {row['value']:,.4g}  mean {row['mean']:,.4g}, {limits}{cause}")
    answer(found.sentence)
    answer(f"Variation: {found.variation.words}. Assurance: {found.assurance.words}.")
    say(found.settings)


def _write_csv(found: "ControlSeries", path: Path) -> None:
    import csv

    rows = found.rows()
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    say(f"Wrote {len(rows):,} rows to {path}.")

"""`clearway evaluate`: did the number of a file move as hoped from a month on?"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from clearway.cli.answers import answer, answer_json, say
from clearway.cli.app import command
from clearway.cli.drawings import write_drawing
from clearway.cli.options import Json

if TYPE_CHECKING:
    from clearway.evaluation import Conditions, Evaluation, MonthlySeries, Question
    from clearway.intake.point_series import PointSeries

SeasonsOption = Literal["wave", "months", "none"]
PandemicOption = Literal["left-out", "modelled"]
CountOption = Literal["share", "count"]
Column = str | None


File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file or Excel workbook: a month and a number a row.")]
DateColumn = Annotated[
    str, typer.Option("--date", metavar="COL", help="The column of months: 2024-03, 2024-03-31 or 31/03/2024.")
]
FromMonth = Annotated[str, typer.Option("--from", metavar="YYYY-MM", help="The first month of the change.")]
Hoped = Annotated[
    float,
    typer.Option("--hoped", metavar="CHANGE", help="What was hoped, with its sign: +3 (percentage points of shares)."),
]
ValueColumn = Annotated[Column, typer.Option("--value", metavar="COL", help="The column of values.")]
NumeratorColumn = Annotated[
    Column, typer.Option("--numerator", metavar="COL", help="People within time, or events: with --denominator.")
]
DenominatorColumn = Annotated[
    Column, typer.Option("--denominator", metavar="COL", help="All people, or people and time at risk.")
]
Kind = Annotated[
    CountOption, typer.Option("--kind", help="What numerator and denominator are: a share, or events a person.")
]
ControlColumn = Annotated[
    Column, typer.Option("--control", metavar="COL", help="The same in places without the change.")
]
ControlDenominator = Annotated[
    Column, typer.Option("--control-denominator", metavar="COL", help="The denominator of the control.")
]
Measure = Annotated[str, typer.Option("--measure", metavar="WORDS", help="What the number is, for the words.")]
Place = Annotated[str, typer.Option("--place", metavar="WORDS", help="Whose number it is, for the words.")]
Because = Annotated[
    str, typer.Option("--because", metavar="WORDS", help="By which steps the change should reach the number.")
]
Since = Annotated[str, typer.Option("--since", metavar="YYYY-MM", help="Leave out what is older.")]
Settling = Annotated[int, typer.Option("--settling", min=0, help="Months from the change on to leave out.")]
Seasons = Annotated[SeasonsOption, typer.Option("--seasons", help="The year in the model, from 36 months on.")]
Pandemic = Annotated[
    PandemicOption, typer.Option("--pandemic", help="March 2020 to March 2021: left out, or levels of their own.")
]
Svg = Annotated[Path | None, typer.Option("--svg", metavar="FILE", help="Draw the series and its fit.")]
Csv = Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write the rows of the picture.")]


@command(
    "evaluate",
    example="clearway evaluate waits.csv --value share --date month --from 2024-04 --hoped +3 --svg out.svg",
)
def evaluate(
    file: File,
    date_column: DateColumn,
    from_month: FromMonth,
    hoped: Hoped,
    value: ValueColumn = None,
    numerator: NumeratorColumn = None,
    denominator: DenominatorColumn = None,
    kind: Kind = "share",
    control: ControlColumn = None,
    control_denominator: ControlDenominator = None,
    measure: Measure = "",
    place: Place = "",
    because: Because = "",
    since: Since = "",
    settling: Settling = 0,
    seasons: Seasons = "wave",
    pandemic: Pandemic = "left-out",
    svg: Svg = None,
    csv: Csv = None,
    as_json: Json = False,
) -> None:
    """Whether a number moved as hoped from a month on, and what could have been seen at all.

    An interrupted time series: the path before, carried on, against the months since. The smallest change that would be
    told is worked out from the months before alone. It says that a number moved, not why.
    """
    from clearway.evaluation import Question
    from clearway.evaluation import evaluate as evaluated

    _check_options(file, value, numerator, denominator, control, control_denominator)
    series, beside = _series(file, date_column, value, numerator, denominator, kind, control, control_denominator)
    size = hoped / 100 if series.is_share else hoped
    first, last = _month(from_month, "--from"), _month(since, "--since") if since else ""
    question = Question(measure or series.name, place, first, size, because, control or "")
    found = evaluated(question, series, beside, _conditions(pandemic, seasons, settling, last))
    if csv:
        _write_csv(found, csv)
    if svg:
        from clearway.publications.evaluated_series import evaluated_line

        write_drawing(evaluated_line(found), svg)
    if as_json:
        from clearway.publications.evaluated_series import told

        answer_json(told(found))
    else:
        _tell(found, question)


def _check_options(
    file: Path,
    value: Column,
    numerator: Column,
    denominator: Column,
    control: Column,
    control_denominator: Column,
) -> None:
    """What can be wrong before the file is read."""
    if not file.is_file():
        raise typer.BadParameter(f"There is no file {file}.", param_hint="FILE")
    if (numerator is None) != (denominator is None) or (value is None) == (numerator is None):
        raise typer.BadParameter("Give --value, or --numerator and --denominator.", param_hint="--value")
    if (control_denominator is not None) != (control is not None and numerator is not None):
        words = "A control of shares or counts needs --control and --control-denominator; one of values only --control."
        raise typer.BadParameter(words, param_hint="--control")


def _series(
    file: Path,
    date_column: str,
    value: Column,
    numerator: Column,
    denominator: Column,
    kind: CountOption,
    control: Column,
    control_denominator: Column,
) -> "tuple[MonthlySeries, MonthlySeries | None]":
    """The series, and the control where one is asked for."""
    from clearway.intake.point_series import read_point_series
    from clearway.records.findings import Refused

    own, beside = (value or numerator, denominator), (control, control_denominator)
    columns = [column for column in (*own, *beside) if column]
    read = read_point_series(file, date_column, columns)
    if not read.is_monthly:
        raise Refused(
            f"The dates of column {date_column} are not months.",
            "Give one row a month, dated by the month, its first day or its last day.",
            code="NOT_MONTHS",
        )
    first = _one(read, columns, own[0] or "", own[1], kind)
    return first, _one(read, columns, control, control_denominator, kind) if control else None


def _one(read: "PointSeries", columns: list[str], values: str, of: Column, kind: CountOption) -> "MonthlySeries":
    from clearway.evaluation import monthly_series

    place = columns.index(values)
    return monthly_series(
        values,
        [f"{day:%Y-%m}" for day in read.days],
        read.numbers[place],
        of=None if of is None else read.numbers[columns.index(of)],
        kind="measure" if of is None else kind,
        is_share=read.is_percent[place] or (of is not None and kind == "share"),
    )


def _month(words: str, option: str) -> str:
    from clearway.intake.point_series import read_day

    try:
        return f"{read_day(words):%Y-%m}"
    except ValueError:
        raise typer.BadParameter(f"{words} is not a month; write 2024-04.", param_hint=option) from None


def _conditions(pandemic: PandemicOption, seasons: SeasonsOption, settling: int, since: str) -> "Conditions":
    from clearway.evaluation import Conditions, Pandemic
    from clearway.stats.segmented import Seasons

    return Conditions(
        pandemic=Pandemic.MODELLED if pandemic == "modelled" else Pandemic.LEFT_OUT,
        seasons=None if seasons == "none" else Seasons(seasons),
        settling=settling,
        since=since,
    )


def _tell(found: "Evaluation", question: "Question") -> None:
    from clearway.evaluation import said

    words = said(found)
    answer(f"{words.heading}.")
    answer(words.verdict)
    answer(f"What could be seen: {words.detectable}")
    if question.mechanism:
        answer(f"By which steps: {question.mechanism}")
    for one in words.mind:
        answer(f"- {one}")
    say(words.method)


def _write_csv(found: "Evaluation", path: Path) -> None:
    import csv

    from clearway.publications.evaluated_series import rows_of

    rows = rows_of(found)
    with path.open("w", encoding="utf-8-sig", newline="") as opened:
        writer = csv.DictWriter(opened, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    say(f"Wrote {len(rows):,} rows to {path}.")

"""The page of an evaluation: what is asked, the verdict in words, the picture, what could be seen, and the months."""

from dataclasses import dataclass, replace

import numpy as np

from clearway.evaluation import Conditions, Evaluation, MonthlySeries, Question, evaluate, said
from clearway.evaluation.detectable import HORIZONS
from clearway.evaluation.words import amount, month_in_words
from clearway.measures.catalogue import Measure
from clearway.measures.months import first_day, next_month
from clearway.publications.charts import Drawing
from clearway.publications.evaluated_series import evaluated_line, rows_of
from clearway.publications.measure_line import SHARE
from clearway.publications.tables import Column, Kind, Notes, Table
from clearway.records.findings import Refused
from clearway.site.evaluation.asked import MOST_SETTLING, OTHERS, Asked
from clearway.site.evaluation.series import others_of, series_of, values_of
from clearway.site.measures.presenters.measure import area_choices, level_choice, measure_href
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.presenters.now import named
from clearway.site.measures.subject import Subject
from clearway.site.performance.figures import drawing_board
from clearway.site.performance.presenters.choices import Choice, Kept, Option
from clearway.site.tables import ShownTable
from clearway.stats.interrupted import FEWEST_A_SIDE

MONTHS_AHEAD = 12
NOT_MONTHLY = "Its values are not of single months, so months before and after a change cannot be held together."
NO_VALUES = "This store holds no values of it that you may see."
TOO_SHORT = "It has {months} months; a change can be asked of a line with {fewest} months before it."


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict with all that stands beside it."""

    heading: str
    verdict: str
    detectable: str
    mind: tuple[str, ...]
    method: str
    phases: str
    drawing: Drawing
    smallest: ShownTable
    months: ShownTable


@dataclass(frozen=True, slots=True)
class EvaluationPage:
    """The page. `why_not` says why nothing can be asked of this line, `refused` why this question cannot."""

    id: str
    name: str
    place: str
    mark: str
    level_choice: tuple[Choice, ...]
    area_choices: tuple[Choice, ...]
    kept: tuple[Kept, ...]
    kept_always: tuple[Kept, ...]
    months: tuple[Option, ...]
    settling: tuple[Option, ...]
    controls: tuple[Option, ...]
    hoped: str
    unit: str
    why_not: str
    refused: str
    answer: Answer | None

    @property
    def tables(self) -> tuple[ShownTable, ...]:
        """What can be taken away."""
        return (self.answer.smallest, self.answer.months) if self.answer else ()

    @property
    def rows(self) -> int:
        """How much of the memory for answers it takes: its rows, and a hundred for the picture."""
        return 100 + sum(len(one.table.rows) for one in self.tables)


def bare_evaluation(measure: Measure) -> EvaluationPage:
    """The page of a measure without values."""
    return EvaluationPage(
        measure.id, measure.name, "", "", (), (), (), (), (), (), (), "", "", NO_VALUES, "", None
    )  # fmt: skip


def evaluation_page(subject: Subject, asked: Asked) -> EvaluationPage:
    """The page of a line, with an answer where enough was asked."""
    measure, series = subject.measure, series_of(subject)
    place = named(subject.line.area_name, subject.line.group)
    others, number = others_of(subject, series) if series else (None, 0)
    months = _months(series, asked) if series else ()
    answer, refused = None, ""
    if series and asked.is_whole:
        try:
            answer = _answer(subject, series, others, number, asked)
        except Refused as refusal:
            refused = f"{refusal.reason} {refusal.mend}"
    notes = notes_of(measure, values_of(subject))
    return EvaluationPage(
        id=measure.id,
        name=measure.name,
        place=place,
        mark=notes.mark,
        level_choice=level_choice(subject),
        area_choices=area_choices(subject),
        kept=(Kept("level", subject.level), *_kept(asked)),
        kept_always=_kept(asked),
        months=months,
        settling=_options(range(MOST_SETTLING + 1), str(asked.months_settling)),
        controls=_controls(asked, number),
        hoped=asked.hoped,
        unit="percentage points" if measure.unit.shown == SHARE else measure.unit.title,
        why_not=_why_not(series, months),
        refused=refused,
        answer=answer,
    )


def _answer(subject: Subject, series: MonthlySeries, others: MonthlySeries | None, number: int, asked: Asked) -> Answer:
    measure = subject.measure
    control = others if asked.control == OTHERS else None
    question = Question(
        measure.name,
        named(subject.line.area_name, subject.line.group),
        asked.begins,
        asked.size / SHARE if series.is_share else asked.size,
        control=f"{number} other places together" if control else "",
    )
    found = evaluate(question, series, control, Conditions(settling=asked.months_settling))
    words = said(found)
    notes = notes_of(measure, values_of(subject))
    notes = replace(notes, remarks=(*notes.remarks, ("Verdict", words.verdict), ("Method", words.method)))
    return Answer(
        words.heading, words.verdict, words.detectable, words.mind, words.method,
        _phases(found), drawing_board().draw(evaluated_line(found)), _smallest(found, notes), _rows(found, notes),
    )  # fmt: skip


def _phases(found: Evaluation) -> str:
    """What a control chart about the change says."""
    phases, series = found.phases, found.asked.series

    def shown(number: float) -> str:
        return f"{number:.1%}" if series.is_share else f"{number:,.4g} {series.unit}".strip()

    if not phases.since:
        return f"Before the change the mean was {shown(phases.mean_before)}."
    return (
        f"The mean was {shown(phases.mean_before)} before the change and {shown(phases.mean_since)} since. By the "
        f"rules of control charts, with the limits of before, {phases.higher} of {phases.since} months since are "
        f"higher than chance and {phases.lower} lower. A trend that was there before is flagged too: the verdict "
        f"allows for it."
    )


def _smallest(found: Evaluation, notes: Notes) -> ShownTable:
    seen, series = found.detectable, found.asked.series
    rows = tuple(
        (months, "none that is possible" if np.isinf(seen.at(months)) else amount(abs(seen.at(months)), series))
        for months in HORIZONS
    )
    columns = (
        Column("months_since", "Months since the change", Kind.COUNT),
        Column("smallest", "Smallest change told 8 times in 10"),
    )
    table = Table("What could be seen, from the months before alone", columns, rows, notes)
    return ShownTable("smallest", table, "Nothing could be worked out.")


def _rows(found: Evaluation, notes: Notes) -> ShownTable:
    kind = Kind.SHARE if found.asked.series.is_share else Kind.NUMBER
    columns = (
        Column("month", "Month", Kind.MONTH),
        Column("side", "Before or since"),
        Column("used", "In the model"),
        Column("value", "Value", kind),
        Column("numerator", "People counted", Kind.COUNT),
        Column("denominator", "Out of", Kind.COUNT),
        Column("fitted", "Fitted", kind),
        Column("counterfactual", "Had nothing changed", kind),
        Column("counterfactual_lower", "Lower limit of that", kind),
        Column("counterfactual_upper", "Upper limit of that", kind),
        Column("phase_mean", "Mean of the phase", kind),
    )
    rows = tuple(
        tuple(
            first_day(row["month"])
            if column.key == "month"
            else ("yes" if row["used"] else "no")
            if column.key == "used"
            else _tidy(row[column.key], column.kind)
            for column in columns
        )
        for row in rows_of(found)
    )
    title = f"{found.question.measure}, {found.question.place}: month by month"
    return ShownTable("months", Table(title, columns, rows, notes), "No month has a value.")


def _tidy(cell: str | float | None, kind: Kind) -> str | float | None:
    return round(cell, 2) if isinstance(cell, float) and kind in (Kind.NUMBER, Kind.COUNT) else cell


def _months(series: MonthlySeries, asked: Asked) -> tuple[Option, ...]:
    """Months a change may have begun in, and a year to come: those with eight months before them."""
    months = list(series.months)
    for _ in range(MONTHS_AHEAD):
        months.append(next_month(months[-1]))
    known = np.cumsum(~np.isnan(series.shown))
    first = int(np.searchsorted(known, FEWEST_A_SIDE)) + 1
    return tuple(Option(month_in_words(one), one, is_chosen=one == asked.begins) for one in months[first:])


def _controls(asked: Asked, number: int) -> tuple[Option, ...]:
    none = Option("None", "", is_chosen=not asked.control)
    words = f"The {number} other places with every month, together"
    return (none, Option(words, OTHERS, is_chosen=asked.control == OTHERS)) if number else (none,)


def _options(numbers: range, chosen: str) -> tuple[Option, ...]:
    return tuple(Option(str(one), str(one), is_chosen=str(one) == chosen) for one in numbers)


def _why_not(series: MonthlySeries | None, months: tuple[Option, ...]) -> str:
    if series is None:
        return NOT_MONTHLY
    known = int((~np.isnan(series.shown)).sum())
    return "" if months and known >= FEWEST_A_SIDE else TOO_SHORT.format(months=known, fewest=FEWEST_A_SIDE)


def _kept(asked: Asked) -> tuple[Kept, ...]:
    """What was asked besides the place."""
    held = {"from": asked.begins, "hoped": asked.hoped, "settling": asked.settling}
    held |= {"control": asked.control}
    return tuple(Kept(name, value) for name, value in held.items() if value)


def back_href(page: EvaluationPage) -> str:
    """The page of the measure."""
    return measure_href(page.id)

"""The line of an area: its control chart, the sentence that it supports, and what people wrote beside it."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse

from clearway.measures.comparison.sentences import of_history
from clearway.publications.charts import Annotation, ControlChartPicture, Drawing
from clearway.publications.measure_line import OVERLAPS, line_picture
from clearway.publications.tables import Column, Kind, Table
from clearway.site import words
from clearway.site.measures.noted import Beside, Said
from clearway.site.measures.presenters.chart_choice import ChartChoice, chart_choice, settings_of
from clearway.site.measures.presenters.notes import notes_of
from clearway.site.measures.presenters.now import named
from clearway.site.measures.subject import Subject
from clearway.site.measures.words import period
from clearway.site.performance.figures import drawing_board
from clearway.site.tables import ShownTable

FEWEST_POINTS = 3
SPECIAL = "beyond chance: {words}"


@dataclass(frozen=True, slots=True)
class LineShown:
    """The control chart of an area with its sentence, its points as a table, suggestions, comments, other charts."""

    sentence: str
    drawing: Drawing | None
    table: ShownTable
    suggestions: tuple[str, ...]
    comments: tuple[Said, ...]
    notes_href: str
    evaluation_href: str
    choice: ChartChoice


def line_of(subject: Subject, beside: Beside) -> LineShown:
    """The line of the subject's area."""
    line, measure = subject.line, subject.measure
    sentence = of_history(line, measure)
    drawing = drawing_board().draw(picture(subject, sentence, beside.marks)) if line.known >= FEWEST_POINTS else None
    return LineShown(
        sentence=sentence,
        drawing=drawing,
        table=_table(subject),
        suggestions=tuple(
            f"A new phase may begin with {words.month(line.points[one.point].period_end)}: "
            "the line has changed for good and a cause is written down. Only a person begins it."
            for one in line.suggestions
        ),
        comments=beside.comments,
        notes_href=f"{reverse('annotations:notes', args=[measure.id])}?{urlencode({'area': line.area})}",
        evaluation_href=_evaluation_href(subject),
        choice=chart_choice(subject),
    )


def _evaluation_href(subject: Subject) -> str:
    """Where a hoped change is held against this line."""
    asked = {"level": subject.level, "area": subject.area, "group": subject.line.group}
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('evaluation:evaluation', args=[subject.measure.id])}?{query}"


def picture(subject: Subject, sentence: str, marks: tuple[Annotation, ...]) -> ControlChartPicture:
    """The control chart as data."""
    return line_picture(subject.line, subject.measure, sentence, settings_of(subject.line), marks)


def _table(subject: Subject) -> ShownTable:
    line, measure = subject.line, subject.measure
    share = measure.unit.shown == 100
    number = Kind.SHARE if share else Kind.COUNT
    columns = (
        Column("period", "Period"),
        Column("value", "Value", number),
        Column("numerator", "People counted", Kind.COUNT),
        Column("denominator", "Out of", Kind.COUNT),
        Column("mean", "Mean of the line", number),
        Column("lower", "Lower limit of the line", number),
        Column("upper", "Upper limit of the line", number),
        Column("said", "What the point says"),
        Column("chart", "Chart"),
    )
    rows = []
    for place, point in reversed(list(enumerate(line.points))):
        value = point.value
        if value is None:
            continue
        limits = line.limits(place)
        lower, mean, upper = limits or (None, None, None)
        said = SPECIAL.format(words=point.cause.words) if point.cause else "" if limits is None else "common cause"
        rows.append(
            (
                period(value.period_start, value.period_end),
                *(_tidy(one, share) for one in (value.value,)),
                *(_tidy(one, share=True) for one in (value.numerator, value.denominator)),
                *(_tidy(one, share) for one in (mean, lower, upper)),
                said,
                line.chart.method,
            )
        )
    title = f"{measure.name}, {named(line.area_name, line.group)}: period by period"
    notes = notes_of(measure, [line.latest])
    notes = replace(
        notes, remarks=(*notes.remarks, ("Limits of the line", OVERLAPS if line.overlaps else settings_of(line)))
    )
    table = Table(title, columns, tuple(rows), notes)
    return ShownTable("line", table, "No period has a value.")


def _tidy(number: float | None, share: bool) -> float | None:
    """A number that is not a share, to two places: more would be noise on the page."""
    return number if number is None or share else round(number, 2)

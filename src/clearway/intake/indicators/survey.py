"""Results of a patient survey by organisation and question, in the template of `docs/survey-template.md`.

Made for the national cancer patient experience survey (CPES) by trust and Cancer Alliance; any survey fits that prints
a score a question. The printed score and the score adjusted for who answered are values of their own, and so are the
ends of the range that is expected of an organisation of its size: no range is ever taken for a confidence interval.
"""

from collections.abc import Iterator, Sequence

from clearway.intake.indicators.observing import AS_PUBLISHED, Observation, Publication, reading_of
from clearway.intake.indicators.survey_checks import checks
from clearway.intake.indicators.survey_row import NEEDED, ROLES, TELLING, SurveyRow, row_of
from clearway.intake.indicators.tabular import CORRECT_ROWS, Table, heading_row, table_at
from clearway.intake.reading import Declared, Reading, Source
from clearway.intake.workbook import Sheet
from clearway.records.findings import Refused

NAME = "survey"
TITLE = "Results of a patient survey by organisation and question, in the template of this system"


def recognises(sheets: Sequence[Sheet]) -> bool:
    """Whether a sheet has the headings of the template."""
    return any(heading_row(sheet, TELLING) is not None for sheet in sheets)


def read(sheets: Sequence[Sheet], source: Source, declared: Declared) -> Reading:
    """Every score of one survey. Raises `Refused` as a whole."""
    holding = [sheet for sheet in sheets if heading_row(sheet, TELLING) is not None]
    if len(holding) != 1:
        words = f"{len(holding)} sheets have the headings of the survey template; one is read."
        raise Refused(words, "Put all rows on one sheet.", code="SHEETS_NOT_AS_PUBLISHED")
    table = table_at(holding[0], heading_row(holding[0], TELLING) or 0, ROLES, NEEDED)
    rows = [row_of(table, cells, number) for number, cells in table.rows()]
    if not rows:
        raise Refused(f"{holding[0].name} has headings but no row below them.", CORRECT_ROWS, code="NO_VALUES")
    first = rows[0]
    for row in rows:
        if (row.survey, row.title, row.publisher) != (first.survey, first.title, first.publisher):
            words = f"Row {row.number:,} is of another survey or publisher than row {first.number:,}."
            raise Refused(words, "Send each survey in a file of its own.", code="SURVEYS_DIFFER")
    publication = Publication(
        reader=NAME,
        publisher=first.publisher,
        title=first.title,
        release=AS_PUBLISHED,
        table=f"{first.survey}_{'-'.join(sorted({row.area_type for row in rows}))}",
        facts={"questions": "; ".join(sorted({f"{row.question} {row.wording}".strip() for row in rows}))},
    )
    findings = [*table.unknown_finding(), *checks(rows, holding[0].name)]
    return reading_of(observed(rows, table), publication, source, declared, findings)


def observed(rows: Sequence[SurveyRow], table: Table) -> Iterator[Observation]:
    """Of each row the score, and where printed the adjusted score and the ends of its expected range."""
    for row in rows:
        scale = "mean_" if row.is_mean else ""
        score = Observation(
            indicator=f"{row.survey}.{scale}score",
            area_type=row.area_type,
            area_code=row.area_code,
            area_name=row.area_name,
            period_start=row.start,
            period_end=row.end,
            place=table.place(row.number),
            value=row.score,
            denominator=row.responses,
            lower=row.lower,
            upper=row.upper,
            sex=row.sex,
            age=row.age,
            ethnicity=row.ethnicity,
            deprivation=row.deprivation,
            category=row.category,
            flag=row.flag,
        )
        yield score
        for name, value in (
            ("adjusted_score", row.adjusted),
            ("expected_lower", row.expected_lower),
            ("expected_upper", row.expected_upper),
        ):
            if value is not None:
                yield score._replace(indicator=f"{row.survey}.{scale}{name}", value=value, lower=None, upper=None)

"""Does a file of survey results agree with itself? Units with numbers, trusts with England, few answers named."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from clearway.intake.indicators.observing import LOOK
from clearway.intake.indicators.survey_row import PERCENT, SurveyRow
from clearway.records.findings import Finding, FindingKind, Refused

FEW = 10
"""Fewer answers than this can point at a person, and say little."""
PRINTED = 0.006
"""A score printed to a whole per cent, or a mean to two places, may differ by this from the mean of its parts."""


def checks(rows: Sequence[SurveyRow], sheet: str) -> Iterator[Finding]:
    """Every disagreement, the first row named. Raises `Refused` when the unit cannot be that of the scores."""
    refuse_fractions(rows, sheet)
    yield from few_checks(rows, sheet)
    yield from england_checks(rows, sheet)


def refuse_fractions(rows: Sequence[SurveyRow], sheet: str) -> None:
    """`Refused` for scores headed as per cent of which none is above 1: they are fractions."""
    scores = [row.score for row in rows if row.unit == PERCENT and row.score]
    if scores and max(scores) <= 0.01:
        words = f"{sheet}: the unit is %, but no score is above 1: they look like fractions."
        raise Refused(words, "Write fraction as the unit, or the scores as per cent.", code="UNIT_CONTRADICTED")


def few_checks(rows: Sequence[SurveyRow], sheet: str) -> Iterator[Finding]:
    """The finding that scores of fewer than ten answers are printed."""
    few = [row for row in rows if not row.flag and row.responses is not None and row.responses < FEW]
    if few:
        words = (
            f"{sheet}, row {few[0].number:,}: a score of {few[0].responses:.0f} answers is not marked as suppressed."
        )
        mend = f"Publishers hold back scores of fewer than {FEW} answers as a rule: look whether this one may be shown."
        yield Finding("FEW_ANSWERS", FindingKind.ANALYTICAL, words, mend, row=few[0].number, count=len(few))


def england_checks(rows: Sequence[SurveyRow], sheet: str) -> Iterator[Finding]:
    """Trusts against England, question by question: their answers together are never more than England's, and where
    they are the same, England's score is the mean of theirs."""
    england: dict[tuple[str, ...], SurveyRow] = {}
    trusts: dict[tuple[str, ...], list[SurveyRow]] = defaultdict(list)
    key: tuple[str, ...]
    for row in rows:
        key = (row.category, row.sex, row.age, row.ethnicity, row.deprivation, row.unit, str(row.start), str(row.end))
        if row.area_type == "england":
            england[key] = row
        elif row.area_type == "provider":
            trusts[key].append(row)
    for key, whole in england.items():
        parts = trusts.get(key, [])
        told = sum(row.responses or 0 for row in parts)
        if not parts or whole.responses is None:
            continue
        if told > whole.responses:
            words = f"{sheet}, row {whole.number:,}: England has {whole.responses:,.0f} answers to {whole.category}, "
            words += f"its trusts together {told:,.0f}."
            yield Finding("PARTS_OVER_WHOLE", FindingKind.LOGICAL, words, LOOK, row=whole.number)
        elif told and told == whole.responses and all(row.score is not None for row in parts):
            mean = sum((row.score or 0) * (row.responses or 0) for row in parts) / told
            if whole.score is not None and abs(mean - whole.score) > PRINTED:
                words = f"{sheet}, row {whole.number:,}: England's score of {whole.category} is {whole.score:g}, "
                words += f"that of all its trusts' answers {mean:.4f}."
                yield Finding("SCORES_NOT_ENGLAND", FindingKind.LOGICAL, words, LOOK, row=whole.number)

"""Did the number move? One question answered, or several that are judged together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from clearway.evaluation.detectable import Detectable, detectable
from clearway.evaluation.layout import Layout, laid_out
from clearway.evaluation.model import Effect, Model, Path, modelled
from clearway.evaluation.phase_view import PhaseView, phase_view
from clearway.evaluation.question import Conditions, Question, check_question
from clearway.evaluation.series import MonthlySeries
from clearway.evaluation.verdict import Verdict, verdict_of
from clearway.records.findings import Refused
from clearway.stats.interrupted import (
    FEWEST_A_SIDE,
    Interrupted,
    difference_in_differences,
    interrupted,
)
from clearway.stats.regression import NoFit
from clearway.stats.telling import Several, adjusted_chances

MONTHS_TOLD = (6, 12)
USUAL = Conditions()


@dataclass(frozen=True, eq=False, slots=True)
class Asked:
    """A question with the series that it is asked of, and the control series where there is one."""

    question: Question
    series: MonthlySeries
    control: MonthlySeries | None = None
    conditions: Conditions = USUAL


@dataclass(frozen=True, eq=False, slots=True)
class Evaluation:
    """An answer with all it rests on.

    `effect` is the average change since, `effects` those after 6 and 12 months, `path` the lines of a picture: none
    while there are fewer than eight months since the change. `alike` is the correlation of neighbouring months with
    its limits (90%), `newey_west` the same model with Newey and West's errors, for those who know them. `when` is the
    month whose figures may settle it, where it cannot be told yet and there is one. `together` is how many questions
    were judged at once; the level of the effect allows for them.
    """

    asked: Asked
    layout: Layout
    detectable: Detectable
    verdict: Verdict
    effect: Effect | None
    effects: tuple[Effect, ...]
    path: Path | None
    phases: PhaseView
    alike: tuple[float, float, float] | None
    newey_west: Interrupted | None
    when: str | None
    together: int

    @property
    def question(self) -> Question:
        """What was asked."""
        return self.asked.question


def evaluate(
    question: Question,
    series: MonthlySeries,
    control: MonthlySeries | None = None,
    conditions: Conditions = USUAL,
) -> Evaluation:
    """The answer to one question.

    What could be seen is worked out from the months before the change alone (`detectable`). Then the average change
    since it, against the path before carried on (and against what changed in the control), with its interval
    (`modelled`), and the verdict by one rule (`verdict_of`). `Refused` in words where the question cannot be asked:
    fewer than eight months before the change, nothing hoped, or figures that no model fits. With fewer than eight
    months since, it cannot be told yet.
    """
    return evaluate_together([Asked(question, series, control, conditions)])[0]


def evaluate_together(asked: Sequence[Asked]) -> tuple[Evaluation, ...]:
    """Several questions judged at once, so that the chance of any false claim of a change stays as stated for all.

    Chances are adjusted by Holm's method, and each interval is drawn at the level that the method gave its question; it
    leaves out "no change" exactly when the change is claimed. Holm and not Benjamini-Hochberg: the questions are few,
    each claim is acted upon by itself, and places share what happens to all of them, which Holm allows for. Questions
    that cannot be told yet for want of months are not among those tested. `Refused` as `evaluate`, naming the question.
    """
    measured = [_measured(one) for one in asked]
    chances = np.array([np.nan if model is None else model.average(0.5).p_value for _, _, model in measured])
    levels = _levels(chances, [one.conditions.level for one in asked])
    tested = int(np.count_nonzero(~np.isnan(chances)))
    return tuple(
        _answered(one, layout, seen, model, level, tested)
        for one, (layout, seen, model), level in zip(asked, measured, levels, strict=True)
    )


def _levels(chances: np.ndarray, levels: Sequence[float]) -> list[float]:
    """The level of each interval: as Holm's method tested it, the last level for all that were not claimed."""
    wrong = 1 - np.array(levels)
    adjusted = np.atleast_1d(adjusted_chances(chances, Several.FAMILY))
    tested = int(np.count_nonzero(~np.isnan(chances)))
    rank = np.argsort(np.argsort(chances))  # missing ones last
    is_claimed = adjusted < wrong
    left = np.where(is_claimed, tested - rank, max(tested - int(is_claimed.sum()), 1))
    return [float(level) for level in 1 - wrong / np.maximum(left, 1)]


def _measured(asked: Asked) -> tuple[Layout, Detectable, Model | None]:
    """Everything but the verdict."""
    question, conditions = asked.question, asked.conditions
    series, control = _within(asked)
    _check_control(asked)
    layout = laid_out(series, control, question, conditions)
    check_question(question, series, layout.before)
    try:
        seen = detectable(question, series, control, conditions)
        model = modelled(series, control, layout) if layout.after >= FEWEST_A_SIDE else None
    except NoFit as error:
        raise Refused(
            f"No model fits {question.measure}{f' at {question.place}' if question.place else ''}: {error}",
            "Take a longer series, or one of more people.",
            code="NO_MODEL",
        ) from error
    return layout, seen, model


def _within(asked: Asked) -> tuple[MonthlySeries, MonthlySeries | None]:
    """Series and control over the same months: from `since` where it is said, to the last of the series."""
    series, since = asked.series, asked.conditions.since
    first = max(since, series.months[0]) if since else series.months[0]
    if first > series.months[-1]:
        raise Refused(f"There are no figures from {since} on.", "Let the series begin earlier.", code="NO_FIGURES")
    last = series.months[-1]
    return series.between(first, last), None if asked.control is None else asked.control.between(first, last)


def _check_control(asked: Asked) -> None:
    control = asked.control
    if control is not None and control.kind is not asked.series.kind:
        words = f"The series is a {asked.series.kind} and its control a {control.kind}."
        raise Refused(words, "Take a control of the same measure elsewhere.", code="OTHER_KIND")


def _answered(
    asked: Asked, layout: Layout, seen: Detectable, model: Model | None, level: float, together: int
) -> Evaluation:
    series, control = _within(asked)
    effect = model.average(level) if model else None
    found = [model.after(months, level) for months in MONTHS_TOLD] if model else []
    verdict = verdict_of(effect.lower, effect.upper, asked.question.hoped) if effect else Verdict.NOT_YET
    return Evaluation(
        asked=Asked(asked.question, series, control, asked.conditions),
        layout=layout,
        detectable=seen,
        verdict=verdict,
        effect=effect,
        effects=tuple(one for one in found if one is not None),
        path=model.path(level) if model else None,
        phases=phase_view(series, layout),
        alike=model.found.alike() if model else None,
        newey_west=_newey_west(series, control, layout, asked.conditions) if model else None,
        when=_when(asked, seen, layout) if verdict is Verdict.NOT_YET else None,
        together=max(together, 1),
    )


def _newey_west(
    series: MonthlySeries, control: MonthlySeries | None, layout: Layout, conditions: Conditions
) -> Interrupted:
    """The same model with Newey and West's errors."""
    calendar = [int(month[5:]) for month in layout.months] if layout.is_seasonal else None
    seasons = conditions.seasons or "wave"
    same: dict[str, Any] = {"kind": series.kind, "seasons": calendar, "seasons_as": seasons, "beside": layout.beside}
    same |= {"left_out": ~layout.used, "effects_at": MONTHS_TOLD, "level": conditions.level}
    values, changed_at = series.values, layout.changed_at
    if control is None:
        return interrupted(values, changed_at, of=series.of, **same)
    return difference_in_differences(values, control.values, changed_at, of=series.of, control_of=control.of, **same)


def _when(asked: Asked, seen: Detectable, layout: Layout) -> str | None:
    """The month with whose figures the hoped change may be told; none where it could be already, or not in three years.

    Months to be left out as the change settles come first; months of the pandemic are passed over.
    """
    size = abs(asked.question.hoped)
    if abs(seen.at(layout.after)) <= size:
        return None
    later = [
        months
        for months, smallest in zip(seen.months, seen.smallest, strict=True)
        if months > layout.after and abs(smallest) <= size
    ]
    if not later:
        return None
    ahead = laid_out(asked.series, asked.control, asked.question, asked.conditions, further=later[0])
    return ahead.months[-1]

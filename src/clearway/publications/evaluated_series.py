"""An evaluation as a picture and as rows: the series, its fit, where it would have gone, and the phases of a chart."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from clearway.evaluation import Effect, Evaluation, said
from clearway.evaluation.words import month_in_words
from clearway.measures.months import first_day
from clearway.publications.charts.interrupted_line import InterruptedLine, ModelLines
from clearway.stats.arrays import Floats


def evaluated_line(evaluation: Evaluation) -> InterruptedLine:
    """The picture of an evaluation, with the sentence of its verdict. Before eight months have passed: points alone."""
    layout, path, series = evaluation.layout, evaluation.path, evaluation.asked.series
    nothing = np.full(len(layout.months), np.nan)
    lines = ModelLines(
        path.fitted if path else nothing,
        path.counterfactual if path else nothing,
        layout.used,
        layout.changed_at,
        path.lower if path else None,
        path.upper if path else None,
    )
    question = evaluation.question
    return InterruptedLine(
        f"{question.measure}{f', {question.place}' if question.place else ''}",
        said(evaluation).verdict,
        tuple(first_day(month) for month in layout.months),
        tuple(_plain(series.shown)),
        lines,
        f"change, {month_in_words(question.from_month)}",
        series.is_share,
    )


def rows_of(evaluation: Evaluation) -> list[dict[str, Any]]:
    """One row a month, plain values: None where there is none."""
    layout, path, series = evaluation.layout, evaluation.path, evaluation.asked.series
    chart = evaluation.phases.chart
    nothing = np.full(len(layout.months), np.nan)
    columns = {
        "value": series.shown,
        "numerator": series.values if series.of is not None else nothing,
        "denominator": series.of if series.of is not None else nothing,
        "fitted": path.fitted if path else nothing,
        "counterfactual": _since(path.counterfactual, layout.changed_at) if path else nothing,
        "counterfactual_lower": path.lower if path else nothing,
        "counterfactual_upper": path.upper if path else nothing,
        "phase_mean": chart.mean,
        "phase_lower": chart.lower,
        "phase_upper": chart.upper,
    }
    plain = {name: _plain(column) for name, column in columns.items()}
    return [
        {
            "month": month,
            "side": "before" if place < layout.changed_at else "since",
            "used": bool(layout.used[place]),
            **{name: column[place] for name, column in plain.items()},
        }
        for place, month in enumerate(layout.months)
    ]


def told(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as plain values, for machines: the verdict, its words and every number they rest on."""
    words, seen, question = said(evaluation), evaluation.detectable, evaluation.question
    newey, alike, phases = evaluation.newey_west, evaluation.alike, evaluation.phases
    conditions = evaluation.asked.conditions
    return {
        "question": {
            "measure": question.measure,
            "place": question.place,
            "from": question.from_month,
            "hoped": question.hoped,
            "mechanism": question.mechanism,
            "control": question.control,
        },
        "conditions": {
            "pandemic": str(conditions.pandemic),
            "seasons": str(conditions.seasons) if conditions.seasons else "none",
            "settling": conditions.settling,
            "since": conditions.since or None,
            "level": conditions.level,
            "power": conditions.power,
        },
        "verdict": str(evaluation.verdict),
        "heading": words.heading,
        "words": words.verdict,
        "mind": list(words.mind),
        "method": words.method,
        "when": evaluation.when,
        "effect": _effect(evaluation.effect),
        "effects": [_effect(one) for one in evaluation.effects],
        "detectable": {
            "words": words.detectable,
            "smallest": {
                str(months): None if np.isinf(size) else float(size)
                for months, size in zip(seen.months, seen.smallest, strict=True)
            },
            "months_needed": seen.enough,
        },
        "months_before": evaluation.layout.before,
        "months_since": evaluation.layout.after,
        "neighbours_alike": None if alike is None else dict(zip(("value", "lower", "upper"), alike, strict=True)),
        "durbin_watson": newey.durbin_watson if newey else None,
        "newey_west": [
            {"months": one.months, "value": one.difference, "lower": one.lower, "upper": one.upper}
            for one in (newey.effects if newey else ())
            if not one.is_beyond
        ],
        "phases": {
            "mean_before": phases.mean_before,
            "mean_since": None if np.isnan(phases.mean_since) else phases.mean_since,
            "flagged_higher": phases.higher,
            "flagged_lower": phases.lower,
        },
        "judged_together": evaluation.together,
        "points": rows_of(evaluation),
    }


def _effect(effect: Effect | None) -> dict[str, Any] | None:
    if effect is None:
        return None
    return {
        "months": effect.months or "average",
        "value": effect.value,
        "lower": effect.lower,
        "upper": effect.upper,
        "p": effect.p_value,
        "level": effect.level,
    }


def _since(line: Floats, changed_at: int) -> Floats:
    since = line.copy()
    since[:changed_at] = np.nan
    return since


def _plain(line: Sequence[float] | Floats) -> list[float | None]:
    return [None if np.isnan(number) else float(number) for number in line]

"""Which control charts a line can have, which is drawn and why, and which would fit it better."""

from dataclasses import dataclass

import numpy as np

from clearway.measures.comparison import ChartKind, Line, advice, charts_for
from clearway.measures.comparison.charting import MEANS, TITLES
from clearway.site.measures.subject import Subject
from clearway.site.performance.presenters.choices import Option

SETTINGS = {
    ChartKind.XMR: "Chart: {method}. Limits are of chance from period to period, not of the single value.",
    ChartKind.P: "Chart: {method}. Limits are of chance at the number of people of each period.",
    ChartKind.P_PRIME: "Chart: {method}. Limits are of chance at the number of people of each period, {spread} times "
    "as wide, because the periods differ by so much.",
    ChartKind.U: "Chart: {method}. Limits are of chance at the people, or the time, of each period.",
}
ANCHOR = "#change"
NOT_HERE = "{asked} needs the counts behind every value of this line, which are not held. It is drawn as single values."
OTHER = "Draw it as: {title}"


@dataclass(frozen=True, slots=True)
class ChartChoice:
    """The charts to choose from (none where there is one alone), what the limits drawn mean, and what fits better."""

    options: tuple[Option, ...]
    means: str
    advice: str
    advised: Option | None


def chart_choice(subject: Subject) -> ChartChoice:
    """The choice of charts for the subject's line."""
    line, measure = subject.line, subject.measure
    kinds = charts_for(line, measure)
    wanted = ChartKind(subject.asked.chart or ChartKind.XMR)
    if len(kinds) == 1:
        missed = NOT_HERE.format(asked=TITLES[wanted]) if wanted is not ChartKind.XMR and not line.overlaps else ""
        return ChartChoice((), missed, "", None)
    held = advice(line, measure)
    means = MEANS[line.chart_kind]
    return ChartChoice(
        options=tuple(_option(subject, kind, TITLES[kind]) for kind in kinds),
        means=means if wanted in kinds else f"{NOT_HERE.format(asked=TITLES[wanted])} {means}",
        advice=held.why,
        advised=_option(subject, held.kind, OTHER.format(title=TITLES[held.kind])) if held.why else None,
    )


def settings_of(line: Line) -> str:
    """How the limits of a line were made, in a sentence that stands below its chart and beside its table."""
    spread = getattr(line.chart, "spread", None)
    known = np.array([]) if spread is None else spread[line.row][~np.isnan(spread[line.row])]
    factor = f"{known[-1]:.1f}" if known.size else ""
    return SETTINGS[line.chart_kind].format(method=line.chart.method, spread=factor)


def _option(subject: Subject, kind: ChartKind, title: str) -> Option:
    chart = "" if kind is ChartKind.XMR else kind.value
    href = subject.view(chart=chart).query() + ANCHOR
    return Option(title, kind.value, href, is_chosen=kind is subject.line.chart_kind)

"""What is said of an evaluation: plain sentences that never claim more than its figures."""

import math
from dataclasses import dataclass

from clearway.evaluation.evaluate import Evaluation
from clearway.evaluation.minding import to_mind
from clearway.evaluation.model import Effect
from clearway.evaluation.series import MonthlySeries
from clearway.evaluation.verdict import Verdict
from clearway.measures.months import first_day
from clearway.stats.interrupted import FEWEST_A_SIDE

HEADINGS = {
    Verdict.AS_HOPED: "Moved as hoped",
    Verdict.LESS: "Moved, but less than hoped",
    Verdict.OTHER_WAY: "Moved the other way",
    Verdict.NO_CHANGE: "No change that we could have seen",
    Verdict.NOT_YET: "Cannot tell yet",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An evaluation in words: a heading, what the figures say, what could be seen at all, and what to mind."""

    heading: str
    verdict: str
    detectable: str
    mind: tuple[str, ...]
    method: str


def said(evaluation: Evaluation) -> Said:
    """The words of an evaluation."""
    return Said(
        HEADINGS[evaluation.verdict],
        verdict_in_words(evaluation),
        detectable_in_words(evaluation),
        tuple(to_mind(evaluation)),
        method_in_words(evaluation),
    )


def verdict_in_words(evaluation: Evaluation) -> str:
    """What the figures say of the hope, with the numbers it rests on."""
    question, series, effect = evaluation.question, evaluation.asked.series, evaluation.effect
    hope = f"the hoped {_way_noun(question.hoped)} of {amount(abs(question.hoped), series)}"
    if effect is None:
        return f"{_too_early(evaluation)} {_when(evaluation)}"
    change = _change(effect, evaluation)
    if evaluation.verdict is Verdict.AS_HOPED:
        smaller = abs(effect.lower if question.way > 0 else effect.upper) < abs(question.hoped)
        return (
            f"{change} {_first_up(hope)} is within what the figures allow"
            f"{', and so are smaller ones' if smaller else ''}."
        )
    if evaluation.verdict is Verdict.LESS:
        return f"{change} It moved in the hoped direction, but {hope} is more than the figures allow."
    if evaluation.verdict is Verdict.OTHER_WAY:
        return f"{change} That is the opposite of {hope}."
    if evaluation.verdict is Verdict.NO_CHANGE:
        most = max(0.0, effect.upper if question.way > 0 else -effect.lower)
        return (
            f"{change} That cannot be told from chance, and {hope} would have shown. "
            f"A {_way_noun(question.hoped)} of up to {amount(most, series)} could be there unseen."
        )
    return f"{change} That cannot be told from chance, but {hope} cannot be ruled out either. {_when(evaluation)}"


def detectable_in_words(evaluation: Evaluation) -> str:
    """What could be seen at all, as it stood before the change: from the months before it alone."""
    seen, question, series = evaluation.detectable, evaluation.question, evaluation.asked.series
    twelve, way = seen.at(12), _way_noun(question.hoped)
    told = f"From the {evaluation.layout.before} months before the change alone: with 12 months after it, "
    if math.isinf(twelve):
        told += f"no {way} that is possible would be told {_in_ten(seen.power)}."
    else:
        told += (
            f"a {way} of {amount(abs(twelve), series)} or more would be told {_in_ten(seen.power)}; a smaller one "
            f"would more often be missed."
        )
    hope = amount(abs(question.hoped), series)
    if seen.enough is None:
        return (
            f"{told} The hoped {hope} would be told less often than that by this series alone, within three years: a "
            f"larger place, a longer history or a control series may help."
        )
    return f"{told} The hoped {hope} needs {seen.enough} months after the change."


def method_in_words(evaluation: Evaluation) -> str:
    """How it was answered, for whoever checks it."""
    series, conditions, layout = evaluation.asked.series, evaluation.asked.conditions, evaluation.layout
    model = {"share": "binomial", "count": "Poisson", "measure": "least squares"}[series.kind]
    year = (
        f"the year as {'a wave' if conditions.seasons == 'wave' else 'a level a month'}" if layout.is_seasonal else ""
    )
    parts = [
        f"Interrupted time series ({model}{', with dispersion' if model != 'least squares' else ''})",
        "difference from the control series in the same model" if evaluation.asked.control else "",
        year,
        "likeness of neighbouring months averaged over its restricted likelihood",
    ]
    told = "; ".join(part for part in parts if part) + "."
    if evaluation.alike and evaluation.newey_west:
        value, low, high = evaluation.alike
        told += (
            f" Neighbouring months are alike by {value:.2f} ({low:.2f} to {high:.2f}, 90%); "
            f"Durbin-Watson {evaluation.newey_west.durbin_watson:.2f}."
        )
    if evaluation.together > 1 and evaluation.effect:
        told += (
            f" {evaluation.together} questions were judged together (Holm), so the interval is drawn at "
            f"{evaluation.effect.level:.2%}."
        )
    return told


def amount(number: float, series: MonthlySeries) -> str:
    """A size of change: percentage points of a share, else the measure's own unit."""
    if series.is_share:
        points = f"{number * 100:.1f}"
        return f"{points} percentage point{'' if points == '1.0' else 's'}"
    return f"{number:,.3g}{f' {series.unit}' if series.unit else ''}"


def month_in_words(month: str) -> str:
    """March 2024."""
    return f"{first_day(month):%B %Y}"


def _change(effect: Effect, evaluation: Evaluation) -> str:
    """How much higher or lower it has been, against what, and how sure that is."""
    series, question = evaluation.asked.series, evaluation.question
    against = "the path before" if evaluation.asked.control is None else "the path before and the control series"
    limits = " to ".join(_signed(one, series) for one in (effect.lower, effect.upper))
    return (
        f"In the {evaluation.layout.after} months counted since {month_in_words(question.from_month)}, "
        f"{question.measure}{f' at {question.place}' if question.place else ''} was on average "
        f"{amount(abs(effect.value), series)} {'higher' if effect.value >= 0 else 'lower'} than {against} would have "
        f"brought ({effect.level * 100:.4g}% interval {limits})."
    )


def _signed(number: float, series: MonthlySeries) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    size = f"{abs(number) * 100:.1f}" if series.is_share else f"{abs(number):,.3g}"
    return f"{sign}{size}"


def _too_early(evaluation: Evaluation) -> str:
    after = evaluation.layout.after
    since = month_in_words(evaluation.question.from_month)
    return (
        f"There {'is' if after == 1 else 'are'} {after or 'no'} month{'' if after == 1 else 's'} with figures since "
        f"{since} that count; {FEWEST_A_SIDE} are the fewest from which a change can be told."
    )


def _when(evaluation: Evaluation) -> str:
    seen, after = evaluation.detectable, evaluation.layout.after
    if evaluation.when:
        return f"It may be told when the figures of {month_in_words(evaluation.when)} are there."
    if abs(seen.at(after)) <= abs(evaluation.question.hoped):
        return (
            f"So many months would have told a change of that size {_in_ten(seen.power)}; here they did not, and more "
            f"of them may not either."
        )
    return "More months of this series alone are not likely to settle it within three years of the change."


def _in_ten(power: float) -> str:
    return f"{power * 10:.3g} times in 10"


def _way_noun(hoped: float) -> str:
    return "rise" if hoped > 0 else "fall"


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]

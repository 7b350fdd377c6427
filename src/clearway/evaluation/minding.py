"""What whoever reads a verdict has to know: what it does not say, and where its figures are thin."""

import numpy as np

from clearway.evaluation.evaluate import Evaluation
from clearway.evaluation.question import Pandemic
from clearway.stats.interrupted import FEW_A_SIDE, pandemic_months
from clearway.stats.segmented import MONTHS_FOR_SEASONS

FEW_PEOPLE = 20


def to_mind(evaluation: Evaluation) -> list[str]:
    """The cautions that belong to an evaluation, the one on cause first."""
    question, series, layout = evaluation.question, evaluation.asked.series, evaluation.layout
    conditions = evaluation.asked.conditions
    months = np.array(layout.months)
    found = [
        "This says whether the number moved, not why. Whatever else happened at the time looks the same"
        + (
            "."
            if evaluation.asked.control is None
            else ", unless it also happened to the control series"
            + (f" ({question.control})." if question.control else ".")
        )
    ]
    if not question.mechanism:
        found.append(
            "No mechanism was written down, so nothing says by which steps the change should reach the number."
        )
    if min(layout.before, layout.after) < FEW_A_SIDE and evaluation.effect:
        found.append(
            f"There are fewer than {FEW_A_SIDE} months on a side ({layout.before} and {layout.after}): read with care."
        )
    if not layout.is_seasonal:
        found.append(f"The year is not in the model: that takes {MONTHS_FOR_SEASONS} months.")
    is_pandemic = pandemic_months(layout.months)
    if is_pandemic.any():
        found.append(
            "March 2020 to March 2021 are left out of the model, whose line goes on through them."
            if conditions.pandemic is Pandemic.LEFT_OUT
            else "March 2020 to March 2021 have a level of their own, and what comes after another."
        )
        if "2020-03" <= question.from_month <= "2021-04":
            found.append("The change began with the pandemic's months: what they did lastingly cannot be told from it.")
    if conditions.settling:
        found.append(f"The first {conditions.settling} months from the change are left out, as it settles.")
    missing = int(np.isnan(series.shown).sum())
    if missing:
        found.append(f"{missing} of {months.size} months have no figure.")
    if series.of is not None and float(np.median(series.size[layout.used])) < FEW_PEOPLE:
        found.append(f"A month has fewer than {FEW_PEOPLE} people as a rule: the model is rough there.")
    return found

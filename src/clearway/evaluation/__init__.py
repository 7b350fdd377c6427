"""Did the number move? A hoped change held against a monthly series, fairly: what could be seen, and what was."""

from clearway.evaluation.detectable import Detectable, detectable
from clearway.evaluation.evaluate import Asked, Evaluation, evaluate, evaluate_together
from clearway.evaluation.model import Effect, Path
from clearway.evaluation.phase_view import PhaseView
from clearway.evaluation.question import Conditions, Pandemic, Question
from clearway.evaluation.series import MonthlySeries, monthly_series
from clearway.evaluation.verdict import Verdict, verdict_of
from clearway.evaluation.words import Said, amount, said

__all__ = [
    "Asked",
    "Conditions",
    "Detectable",
    "Effect",
    "Evaluation",
    "MonthlySeries",
    "Pandemic",
    "Path",
    "PhaseView",
    "Question",
    "Said",
    "Verdict",
    "amount",
    "detectable",
    "evaluate",
    "evaluate_together",
    "monthly_series",
    "said",
    "verdict_of",
]

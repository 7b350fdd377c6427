"""Statistical process control: XmR, p, u, g and t charts, the rules, the icons, and when a new phase may be due."""

from clearway.stats.spc.chart import FEWEST_FOR_LIMITS, ControlChart
from clearway.stats.spc.icons import (
    PLOT_THE_DOTS_POINTS,
    Assurance,
    Direction,
    Variation,
    assurance,
    assurance_of,
    attention,
    kinds_of_points,
    variation,
)
from clearway.stats.spc.p_chart import SharesChart, p_chart, p_prime_chart, u_chart
from clearway.stats.spc.phases import phases_from
from clearway.stats.spc.rare import days_between, g_chart, t_chart
from clearway.stats.spc.rules import PLOT_THE_DOTS_NAMES, Lengths, SpecialCause, is_high, special_causes
from clearway.stats.spc.runs import Runs, runs
from clearway.stats.spc.suggest import Suggestion, suggested_phases
from clearway.stats.spc.xmr import EXACT_FACTOR, LIMIT_FACTOR, XmR, xmr, xmr_long

__all__ = [
    "EXACT_FACTOR",
    "FEWEST_FOR_LIMITS",
    "LIMIT_FACTOR",
    "PLOT_THE_DOTS_NAMES",
    "PLOT_THE_DOTS_POINTS",
    "Assurance",
    "ControlChart",
    "Direction",
    "Lengths",
    "Runs",
    "SharesChart",
    "SpecialCause",
    "Suggestion",
    "Variation",
    "XmR",
    "assurance",
    "assurance_of",
    "attention",
    "days_between",
    "g_chart",
    "is_high",
    "kinds_of_points",
    "p_chart",
    "p_prime_chart",
    "phases_from",
    "runs",
    "special_causes",
    "suggested_phases",
    "t_chart",
    "u_chart",
    "variation",
    "xmr",
    "xmr_long",
]

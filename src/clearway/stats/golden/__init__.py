"""Known answers: our functions beside the numbers of other tools, file by file, every file accounted for."""

from clearway.stats.golden import areas, case_mix, counts, edge_cases, funnel, series, standardised, survival
from clearway.stats.golden.answers import Answer
from clearway.stats.golden.checkers import CHECKERS
from clearway.stats.golden.folder import Report, run_folder

CHECKED_IN = (areas, case_mix, counts, edge_cases, funnel, series, standardised, survival)
"""The modules of checkers; each puts its own into `CHECKERS` when it is imported."""

__all__ = ["CHECKED_IN", "CHECKERS", "Answer", "Report", "run_folder"]

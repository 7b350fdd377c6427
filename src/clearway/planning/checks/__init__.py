"""What is missing from a plan or does not fit together, computed from its rows: `check_plan` asks every check."""

from clearway.planning.checks.gap import Gap
from clearway.planning.checks.plan import CHECKS, check_plan

__all__ = ["CHECKS", "Gap", "check_plan"]

"""Inequality between groups in order of deprivation: slope and relative index, with limits and the line behind them."""

from clearway.stats.inequality.index import CLOSED, MANY_GROUPS, NO_RATIO, SIMULATED, Inequality, inequality
from clearway.stats.inequality.scale import Kind

__all__ = ["CLOSED", "MANY_GROUPS", "NO_RATIO", "SIMULATED", "Inequality", "Kind", "inequality"]

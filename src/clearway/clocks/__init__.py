"""The waiting-time clocks: from a record to waits, allocation between trusts, and the reasons."""

from clearway.clocks.assess import assess_record, assess_records
from clearway.clocks.outcome import Allocation, Assessment, Method, NotCounted, Pause, Route, Share, Wait
from clearway.clocks.row import RESULT_COLUMNS, result_row
from clearway.clocks.rules import ClockRules

__all__ = [
    "RESULT_COLUMNS",
    "Allocation",
    "Assessment",
    "ClockRules",
    "Method",
    "NotCounted",
    "Pause",
    "Route",
    "Share",
    "Wait",
    "assess_record",
    "assess_records",
    "result_row",
]

"""Fault 34: a month without figures is drawn as a gap, a share of nobody is "not shown"."""

from datetime import date
from decimal import Decimal

from clearway.measures.answer import PositionRow
from clearway.publications.charts import MonthlyLine, MonthPoint, Width
from clearway.site.performance.presenters.charts import points
from clearway.site.performance.presenters.figure import figure
from clearway.site.performance.presenters.grid import share_cell


def row(period: str, total: str, within: str, rate: float | None) -> PositionRow:
    return PositionRow(
        standard="62", standard_key="62_COMBINED", period=period, months=(period,), cut={}, names={},
        basis_of_place="trusts", total=Decimal(total), within=Decimal(within),
        breaches=Decimal(total) - Decimal(within),
        rate=rate, lower=rate, upper=rate, release="final", source_files=("a.xlsx",),
    )  # fmt: skip


def test_fault_34_a_missing_month_breaks_the_line_in_two():
    held = [row("2025-01", "10", "7", 0.7), row("2025-02", "10", "8", 0.8), row("2025-04", "10", "9", 0.9)]
    drawn = points(held, "2025-01", "2025-04")
    assert [point.share for point in drawn] == [0.7, 0.8, None, 0.9]
    values = MonthlyLine("t", "s", drawn).spec(Width.WIDE)["layer"][0]["data"]["values"]
    assert [(value["month"][:7], value["run"]) for value in values] == [("2025-01", 0), ("2025-02", 0), ("2025-04", 1)]


def test_fault_34_a_month_of_nobody_is_a_gap_too():
    assert points([row("2025-01", "0", "0", None)], "2025-01", "2025-01") == (
        MonthPoint(date(2025, 1, 1), None, None, None),
    )


def test_fault_34_a_share_of_nobody_is_not_shown_and_nobody_is_said():
    assert figure(row("2025-01", "0", "0", None)).percent == "not shown"
    assert share_cell(row("2025-01", "0", "0", None), "over").details == ("nobody",)
    assert figure(None).percent == "not held"


def test_fault_34_a_share_of_all_or_none_keeps_its_interval():
    everybody = figure(row("2025-01", "12", "12", 1.0))
    assert (everybody.percent, everybody.people) == ("100.0%", "12 of 12")

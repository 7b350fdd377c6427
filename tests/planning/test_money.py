"""One budget: whichever way the lines are added, they come to the same, to the penny."""

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.money import NOBODY, budget_of
from tests.planning.plans import deliverable_in, plan, small

SUMS = st.decimals(min_value=0, max_value=9_999_999, places=2)
LINES = st.lists(
    st.fixed_dictionaries(
        {"stream": st.sampled_from(["revenue", "capital"]), "quarter": st.sampled_from(["2024/25 Q1", "2025/26 Q4"])}
        | {"planned": SUMS},
        optional={"forecast": SUMS, "actual": SUMS, "organisation": st.sampled_from(["RFF", "RFR"])},
    ),
    max_size=8,
)


def with_lines(*lines: dict[str, Any]) -> dict[str, Any]:
    content = small()
    deliverable_in(content, "D1")["money"] = [{"id": f"m{place}"} | line for place, line in enumerate(lines)]
    return content


@given(LINES)
def test_each_way_of_adding_comes_to_the_sum_of_the_lines(lines):
    budget = budget_of(plan(with_lines(*lines)))
    assert budget.is_reconciled
    assert budget.total.planned == sum((line["planned"] for line in lines), Decimal())
    assert budget.total.expected == sum((line.get("forecast", line["planned"]) for line in lines), Decimal())
    assert budget.total.actual == sum((line.get("actual", Decimal()) for line in lines), Decimal())


def test_what_is_expected_over_plan_and_what_nobody_told_as_spent():
    line = {"stream": "revenue", "quarter": "2024/25 Q1", "planned": Decimal("100.10"), "forecast": Decimal("120.25")}
    budget = budget_of(plan(with_lines(line, line | {"stream": "capital", "actual": Decimal("90.05")})))
    assert (budget.total.over, budget.total.without_actual) == (Decimal("40.30"), Decimal("100.10"))
    assert [one.name for one in budget.by_quarter] == ["2024/25 Q1, capital", "2024/25 Q1, revenue"]
    assert [one.name for one in budget.by_organisation] == [NOBODY]


def test_a_thousand_lines_of_a_penny_are_ten_pounds():
    line = {"stream": "revenue", "quarter": "2024/25 Q1", "planned": Decimal("0.01")}
    assert budget_of(plan(with_lines(*[line] * 1_000))).total.planned == Decimal(10)

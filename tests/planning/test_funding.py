"""From what was received to what was spent, by three roads; and what of it in a file cannot be right."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clearway.planning.changes import changes_between
from clearway.planning.funding import LEFT, funding_of, savings_by_quarter
from clearway.planning.reading import read_plan
from clearway.planning.writing import plan_json, plan_yaml
from clearway.standards.errors import StandardsError
from tests.planning.funded import funded
from tests.planning.plans import plan, small

PENCE = st.integers(0, 10**9).map(lambda pence: Decimal(pence) / 100)
PLACED = st.tuples(st.sampled_from(["D1", None]), st.sampled_from(["Trust A", "Trust B"]), PENCE)
RECEIVED = st.lists(st.tuples(st.sampled_from(["A fund", "B fund"]), PENCE, st.lists(PLACED, max_size=4)), max_size=4)


@given(RECEIVED)
def test_three_roads_come_to_what_was_received_to_the_penny(received):
    allocations = [
        {"id": f"AL{place}", "source": source, "stream": "revenue", "quarter": "2024/25 Q1"}
        | {"amount": left + sum((amount for *_, amount in placed), Decimal())}
        | {
            "placed": [
                {"id": f"AL{place}-{at}", "organisation": organisation, "amount": amount}
                | ({"deliverable": deliverable} if deliverable else {})
                for at, (deliverable, organisation, amount) in enumerate(placed)
            ]
        }
        for place, (source, left, placed) in enumerate(received)
    ]
    funding = funding_of(plan(small(allocations=allocations)))
    assert funding.differences == ()
    assert [road.total for road in funding.roads] == [funding.total.received] * 3
    assert funding.total.left == sum((left for _, left, _ in received), Decimal())


def test_what_was_received_placed_planned_and_spent_is_told_by_year_and_stream():
    funding = funding_of(plan(funded()))
    first, second = funding.by_year
    assert (first.name, first.received, first.placed, first.left) == (
        "2024/25, revenue",
        Decimal(1000),
        Decimal("700.05"),
        Decimal("299.95"),
    )
    assert (second.name, second.planned, second.spent, second.uncovered) == (
        "2025/26, capital",
        Decimal(400),
        Decimal(150),
        Decimal(100),
    )
    assert funding.covers[0].short == Decimal("1300.10") - Decimal("600.05")
    assert dict(funding.roads[1].parts)[LEFT] == Decimal("599.95")


def test_savings_tell_cash_apart_and_expect_the_forecast_where_one_is_made():
    earlier, later, total = savings_by_quarter(plan(funded()))
    assert (earlier.name, earlier.expected, earlier.cash_delivered) == ("2024/25 Q4", Decimal(60), Decimal())
    assert (later.delivered, later.cash_delivered) == (Decimal(100), Decimal(100))
    assert (total.planned, total.expected) == (Decimal("200.50"), Decimal("180.50"))
    assert savings_by_quarter(plan(small())) == ()


@pytest.mark.parametrize("written", [plan_json, plan_yaml])
def test_a_plan_with_all_of_it_reads_back_the_same_from_its_file(written):
    whole = plan(funded())
    assert read_plan(written(whole), "again").plan == whole


def _altered(path: str, value: object) -> dict:
    content = funded()
    *way, last = (int(step) if step.isdigit() else step for step in path.split("."))
    held = content
    for step in way:
        held = held[step]
    held[last] = value
    return content


DELIVERABLE = "workstreams.0.deliverables.0"


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("allocations.0.amount", Decimal(700), r"allocations\[0\].placed: 0.05 more is placed than was received"),
        ("allocations.0.amount", Decimal("0.001"), "not pounds and pence"),
        ("allocations.0.placed.0.deliverable", "D9", "'D9' is not known"),
        ("allocations.1.quarter", "2025", "not a quarter"),
        ("allocations.1.id", "AL1", "is the id of something else"),
        (f"{DELIVERABLE}.savings.0.planned", Decimal(-1), "not pounds and pence"),
        (f"{DELIVERABLE}.gates.0.kind", "a wish", "'a wish' is not known"),
        (f"{DELIVERABLE}.gates.0.passed_on", "2025-01-01", "nothing shows it"),
        ("scoring_frameworks.0.criteria.0.weight", 50, "the weights add to 90, not to 100"),
        ("bids.0.framework", "F9", "'F9' is not known"),
        ("bids.0.scores.0.score", 6, "6 is not a score"),
        ("bids.0.scores.0.criterion", "cheap", "scores a criterion twice"),
        ("bids.0.decision", "won", "'won' is not known"),
        ("appraisals.0.chosen", "O9", "'O9' is not known"),
        ("appraisals.0.reason", None, "nobody says why"),
        ("roll_outs.0.places.0.status", "soon", "'soon' is not known"),
    ],
)
def test_what_cannot_be_right_is_told_with_its_place(path, value, words):
    with pytest.raises(StandardsError, match=words):
        plan(_altered(path, value))


def test_a_change_of_a_sum_or_a_weight_is_named_row_by_row():
    assert list(changes_between(plan(funded()), plan(_altered("allocations.0.amount", Decimal(1200))))) == [
        "AL1 changed: amount"
    ]
    assert list(changes_between(plan(funded()), plan(_altered("roll_outs.0.places.1.status", "live")))) == [
        "R1-2 changed: status"
    ]
    assert list(changes_between(plan(funded()), plan(_altered("signing_bodies", [])))) == [
        "SB1 was left out: Trust A",
        "SB2 was left out: A council",
    ]

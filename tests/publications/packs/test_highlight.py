"""The highlight report says what the rows of the plan say, and where they say nothing, that nobody has said it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from clearway.planning.spans import Quarter
from clearway.planning.structure import Concern, Deliverable, Meta, Milestone, MoneyLine, Period, Plan, Workstream
from clearway.publications.packs.board import MeetingAhead
from clearway.publications.packs.highlight import HighlightAsked, highlight_report
from clearway.publications.packs.page import Page

QUARTER, DAY = Quarter.read("2025/26 Q2"), date(2025, 10, 5)
PASSED = Milestone(id="M1", text="Opened", baseline=date(2025, 7, 31), actual=date(2025, 8, 2))
LATE = Milestone(id="M2", text="Staffed", baseline=date(2025, 9, 1), forecast=date(2025, 12, 1))
COMING = Milestone(id="M3", text="Reviewed", baseline=date(2025, 11, 30))
OLD = Milestone(id="M4", text="Bought", baseline=date(2025, 3, 31))
FAR = Milestone(id="M5", text="Closed", baseline=date(2026, 3, 31))
RISK = Concern(id="R1", kind="risk", text="No staff.", likelihood=4, impact=3, control="A bank of staff")


def plan(*milestones: Milestone, money: tuple[MoneyLine, ...] = (), concerns: tuple[Concern, ...] = ()) -> Plan:
    one = Deliverable(
        id="D1", title="A clinic", status="late", milestones=milestones, money=money, concerns=concerns
    )  # fmt: skip
    return Plan(
        meta=Meta(id="p", title="A plan", period=Period(first="2025/26", last="2025/26")),
        workstreams=(
            Workstream(id="W1", title="Diagnosis", deliverables=(one, Deliverable(id="D2", title="Another"))),
            Workstream(id="W2", title="Nothing yet"),
        ),
    )


def page(held: Plan, **more: object) -> Page:
    asked = HighlightAsked(
        plan=held, version=1, quarter=QUARTER, day=DAY, whose="An alliance", plan_state="s",
        meeting=MeetingAhead("the Board", None, None, ()),
    )  # fmt: skip
    pack = highlight_report(replace(asked, **more))  # type: ignore[arg-type]
    assert [one.heading for one in pack.pages] == ["Diagnosis", "Decisions"]
    return pack.pages[0]


def rows(one: Page) -> list[tuple[object, ...]]:
    assert one.table is not None
    return [tuple(row) for row in one.table.rows]


def test_milestones_of_the_quarter_those_late_before_it_and_the_next_quarters_are_told_apart():
    told = page(plan(PASSED, LATE, COMING, OLD, FAR), reasons={"M2": "The post was advertised twice"})
    assert told.sentence.startswith("Of 2 milestones promised for 2025/26 Q2, 1 is passed and 1 is late.")
    assert [(row[0], row[2], *row[4:]) for row in rows(told)] == [
        ("Passed", "Opened", "passed 2 August 2025", ""),
        ("Late", "Staffed", "expected 1 December 2025", "The post was advertised twice"),
        ("Late", "Bought", "not passed; no new date", "no reason is recorded"),
        ("Next quarter", "Reviewed", "expected 30 November 2025", ""),
    ]


def test_a_milestone_passed_after_the_day_of_the_report_is_not_passed_yet():
    told = page(plan(replace(LATE, actual=date(2025, 10, 6))))
    assert "1 is late" in told.sentence


def test_what_nobody_has_said_is_not_claimed():
    told = page(plan())
    assert told.sentence == (
        "No milestone was promised for 2025/26 Q2. "
        "Of 2 deliverables, none is done, 1 is at risk or late, of 1 nobody has said how it stands."
    )
    assert "Another: nobody has said how it stands; nobody is named for it." in told.notes
    assert "Money: no sum is planned for 2025/26 Q2." in told.notes


@pytest.mark.parametrize(
    ("actual", "said"),
    [
        (None, "£100 planned, £90 expected, nothing told as spent yet."),
        (Decimal("80.50"), "£100 planned, £90 expected, £80.50 told as spent."),
    ],
)
def test_money_is_that_of_the_quarter_and_what_was_not_told_is_not_nought(actual, said):
    lines = (
        MoneyLine(id="1", stream="revenue", quarter="2025/26 Q2", planned=Decimal(100), forecast=Decimal(90),
                  actual=actual),
        MoneyLine(id="2", stream="revenue", quarter="2025/26 Q3", planned=Decimal(7)),
    )  # fmt: skip
    assert f"Money in 2025/26 Q2: {said}" in page(plan(money=lines)).notes


@pytest.mark.parametrize(
    ("before", "said"),
    [
        (plan(concerns=(replace(RISK, likelihood=2),)), "Risk, score 12, up from 6: No staff."),
        (plan(concerns=(replace(RISK, likelihood=5),)), "Risk, score 12, down from 15: No staff."),
        (plan(concerns=(RISK,)), "Risk, score 12, unchanged: No staff."),
        (plan(), "Risk, score 12, new: No staff."),
        (None, "Risk, score 12: No staff."),
    ],
)
def test_a_risk_went_up_or_down_only_against_a_state_of_the_plan_that_is_kept(before, said):
    notes = page(plan(concerns=(RISK,)), before=before).notes
    assert f"{said} Done about it: A bank of staff." in notes
    assert any("cannot be said whether they went up or down" in one for one in notes) is (before is None)


def test_a_risk_that_was_closed_since_is_told():
    assert "Risk closed: No staff." in page(plan(), before=plan(concerns=(RISK,))).notes

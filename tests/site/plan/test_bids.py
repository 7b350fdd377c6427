"""A bid is asked, scored, decided and spent; weights change with a reason, and the order is said in words."""

from datetime import date
from decimal import Decimal

import pytest
from tests.planning.funded import funded
from tests.planning.plans import plan
from tests.site.plan.conftest import deliverable
from tests.site.plan.test_governed_money import page

from clearway.planning.reading import ReadPlan
from clearway.planning.shipped import best_possible_value
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.plan.models import Appraisal, Bid, BidSum, Plan, Score, ScoringFramework
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.bids import (
    change_framework,
    change_sum,
    choose_option,
    decide_bid,
    score,
    take_up_framework,
)
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.seen import mark_of


@pytest.fixture
def of_small(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan(funded()))).row


def test_bids_stand_side_by_side_with_their_value_and_what_the_order_hangs_on(as_manager, of_small):
    shown = page(as_manager, f"/plan/{of_small.pk}?view=bids")
    assert "68 of 100, place 1" in shown
    assert "64 of 100, place 2" in shown
    assert "If “It is cheap” weighed 50 instead of 40, Bid B2 would come before Bid B1." in shown
    assert "provisional" in shown
    one = page(as_manager, f"/plan/bids/{Bid.objects.get(code='B1').pk}")
    assert "Finance lead: 5. As told" in one
    assert "£250.25" in one


def test_two_scorers_who_lie_far_apart_are_shown_so_and_each_gives_reasons(manager, as_manager, of_small):
    bid = Bid.objects.get(code="B1")
    with pytest.raises(Refused, match="without its reason"):
        score(by=manager, of=bid, scorer="Clinical lead", given={"good": (2, " ")})
    with pytest.raises(Refused, match="6 is not a score"):
        score(by=manager, of=bid, scorer="Clinical lead", given={"good": (6, "great")})
    assert score(by=manager, of=bid, scorer="Clinical lead", given={"good": (2, "weak"), "cheap": (1, "dear")}) == 2
    assert score(by=manager, of=bid, scorer="Clinical lead", given={"good": (3, "better"), "cheap": (1, "dear")}) == 1
    assert Event.objects.get(event="scored anew").before == {"score": 2, "reason": "weak"}
    shown = page(as_manager, f"/plan/bids/{bid.pk}")
    assert "2 points: 3 to 5" in shown
    assert "far apart" in shown
    assert "56 of 100" in shown


def test_weights_change_with_a_reason_to_a_new_version_and_must_add_to_a_hundred(manager, as_manager, of_small):
    row = ScoringFramework.objects.get(code="F1")
    seen = mark_of(row, ("criteria",))
    heavier = [one | {"weight": weight} for one, weight in zip(row.criteria, (30, 70), strict=True)]
    wrong = [row.criteria[0], row.criteria[1] | {"weight": 50}]
    with pytest.raises(Refused, match="weights add to 110"):
        change_framework(by=manager, framework=row, said={"criteria": wrong}, seen=seen, reason="x")
    with pytest.raises(Refused, match="nobody says why"):
        change_framework(by=manager, framework=row, said={"criteria": heavier}, seen=seen, reason=" ")
    change_framework(by=manager, framework=row, said={"criteria": heavier}, seen=seen, reason="Money is short")
    assert ScoringFramework.objects.get(code="F1").version == 2
    shown = page(as_manager, f"/plan/{of_small.pk}?view=bids")
    assert "82 of 100, place 1" in shown
    assert "Version 1 (It is good 60, It is cheap 40) changed by" in shown


def test_the_form_of_weights_renames_adds_and_takes_away(as_manager, of_small):
    row = ScoringFramework.objects.get(code="F1")
    seen = mark_of(row, ("criteria", "agreed_by", "agreed_on"))
    typed = {
        "seen": seen,
        "reason": "Agreed anew",
        "title_1": "It is good",
        "weight_1": "70",
        "title_2": "",
        "weight_2": "40",
    }
    typed |= {"title_3": "It is soon", "weight_3": "30", "agreed_by": "Alliance board, paper 4"}
    answer = as_manager.post(f"/plan/frameworks/{row.pk}", typed, follow=True)
    assert "It is soon" in answer.content.decode()
    kept = ScoringFramework.objects.get(code="F1").criteria
    assert [(one["id"], one["weight"]) for one in kept] == [("good", 70), ("c1", 30)]
    assert "not wholly scored: It is soon" in page(as_manager, f"/plan/{of_small.pk}?view=bids")


def test_a_decision_has_its_day_and_what_was_awarded_changes_with_a_reason(manager, of_small):
    bid = Bid.objects.get(code="B2")
    said = {"decision": "part_awarded", "decided_on": None}
    with pytest.raises(Refused, match="without its day"):
        decide_bid(by=manager, bid=bid, said=said, seen=mark_of(bid, said))
    said["decided_on"] = date(2024, 7, 1)
    bid = decide_bid(by=manager, bid=bid, said=said, seen=mark_of(bid, said))
    with pytest.raises(Refused, match="nobody says why"):
        decide_bid(by=manager, bid=bid, said=said | {"decision": "declined"}, seen=mark_of(bid, said))
    line = BidSum.objects.get(code="B2-L1")
    told = {"asked": line.asked, "awarded": None, "spent": Decimal(1)}
    with pytest.raises(Refused, match="nobody awarded"):
        change_sum(by=manager, line=line, said=told, seen=mark_of(line, told))
    told |= {"awarded": Decimal("200.25"), "spent": Decimal("99.99")}
    change_sum(by=manager, line=line, said=told, seen=mark_of(line, told))
    held = next(one for one in plan_in_rows(of_small).bids if one.id == "B2")
    assert (held.awarded, held.spent) == (Decimal("200.25"), Decimal("99.99"))


def test_the_shipped_framework_is_taken_up_once_and_stays_provisional(manager, of_small, as_manager):
    made = take_up_framework(by=manager, plan=of_small, framework=best_possible_value())
    assert sum(one["weight"] for one in made.criteria) == 100
    with pytest.raises(Refused, match="already"):
        take_up_framework(by=manager, plan=of_small, framework=best_possible_value())
    shown = page(as_manager, f"/plan/{of_small.pk}?view=bids")
    assert "A starting point that nobody has agreed" in shown


def test_options_are_weighed_and_one_is_chosen_for_a_reason(manager, as_manager, of_small):
    row = Appraisal.objects.get(code="AP1")
    said = {"chosen": "O2", "reason": " "}
    with pytest.raises(Refused, match="nobody says why"):
        choose_option(by=manager, appraisal=row, said=said, seen=mark_of(row, said))
    choose_option(by=manager, appraisal=row, said=said | {"reason": "Nearer"}, seen=mark_of(row, said))
    shown = page(as_manager, f"/plan/appraisals/{row.pk}")
    assert "80 of 100, place 1" in shown
    assert "The order stays the same when any one weight moves by 10" in shown
    assert "Options weighed" in page(as_manager, f"/plan/deliverables/{deliverable('D1').pk}")


def test_a_programme_manager_begins_asks_and_scores_on_the_pages(as_manager, of_small):
    typed = {"title": "Faster scans", "fund": "Transformation fund", "deliverables": ["D1"], "framework": "F1"}
    as_manager.post(f"/plan/{of_small.pk}/bids/add", typed)
    bid = Bid.objects.get(title="Faster scans")
    as_manager.post(f"/plan/bids/{bid.pk}/ask", {"stream": "capital", "quarter": "2025/26 Q1", "asked": "70.70"})
    points = {
        "scorer": "Finance lead",
        "score_good": "4",
        "reason_good": "quick",
        "score_cheap": "4",
        "reason_cheap": "fair",
    }
    answer = as_manager.post(f"/plan/bids/{bid.pk}/score", points, follow=True)
    assert "Recorded 2 scores of Finance lead." in answer.content.decode()
    assert Score.objects.filter(bid=bid).count() == 2
    assert "80 of 100" in page(as_manager, f"/plan/bids/{bid.pk}")

"""Money received is placed, never twice; savings are told; and every sum is on the trail with its reason."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.planning.funded import funded
from tests.planning.plans import plan
from tests.site.conftest import member, sign_in
from tests.site.plan.conftest import deliverable

from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import CancerManager
from clearway.site.plan.models import Allocation, Plan, Saving
from clearway.site.plan.services.allocations import (
    add_allocation,
    add_saving,
    change_allocation,
    change_saving,
    place,
)
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.seen import mark_of

RECEIVED = {"source": "Innovation fund", "stream": "revenue", "quarter": "2025/26 Q2", "amount": Decimal("500.55")}


@pytest.fixture
def of_small(manager) -> Plan:
    return load_plan(by=manager, read=ReadPlan(plan(funded()))).row


@pytest.fixture
def lead(barnsley, of_small):
    """A cancer manager of the trust that answers for D1."""
    row = deliverable("D1")
    row.owner_organisation = "RFF"
    row.save()
    return member("lead@example.org", barnsley, CancerManager)


def page(browser, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return " ".join(answer.content.decode().split())


def test_money_received_is_placed_and_no_more_than_is_left(manager, of_small):
    made = add_allocation(by=manager, plan=of_small, said=RECEIVED)
    assert made.code == "AL3"
    place(by=manager, allocation=made, said={"amount": Decimal("500.50"), "deliverable": "D1"})
    with pytest.raises(Refused, match=r"0\.95 more is placed than was received"):
        place(by=manager, allocation=made, said={"amount": Decimal(1), "organisation": "Trust A"})
    with pytest.raises(Refused, match="nowhere"):
        place(by=manager, allocation=made, said={"amount": Decimal("0.05")})
    assert made.placed.count() == 1
    assert Event.objects.get(event="money received").after["amount"] == "500.55"


def test_what_was_received_changes_with_a_reason_and_both_sums_are_on_the_trail(manager, of_small):
    row = Allocation.objects.get(code="AL2")
    less = {"amount": Decimal(250)}
    seen = mark_of(row, less)
    with pytest.raises(Refused, match="nobody says why"):
        change_allocation(by=manager, allocation=row, said=less, seen=seen)
    change_allocation(by=manager, allocation=row, said=less, seen=seen, reason="The fund was cut")
    event = Event.objects.get(event="allocation changed")
    assert (event.before, event.after, event.reason) == ({"amount": "300.00"}, {"amount": "250"}, "The fund was cut")
    with pytest.raises(Refused, match="since you opened it"):
        change_allocation(by=manager, allocation=row, said=less, seen=seen, reason="again")


def test_a_saving_is_planned_by_a_programme_manager_and_told_by_who_answers_for_it(manager, lead):
    said = {"title": "Fewer scans", "quarter": "2025/26 Q3", "cash_releasing": True, "planned": Decimal(90)}
    made = add_saving(by=manager, deliverable=deliverable("D1"), said=said)
    told = {"forecast": Decimal(80), "delivered": Decimal("79.99")}
    change_saving(by=lead, saving=made, said=told, seen=mark_of(made, told))
    assert Saving.objects.get(pk=made.pk).delivered == Decimal("79.99")
    with pytest.raises(PermissionDenied):
        change_saving(by=lead, saving=made, said={"planned": Decimal(1)}, seen="")
    with pytest.raises(PermissionDenied):
        add_allocation(by=lead, plan=deliverable("D1").plan, said=RECEIVED)


def test_the_money_view_follows_sums_from_received_to_spent(as_manager, of_small):
    shown = page(as_manager, f"/plan/{of_small.pk}?view=money")
    assert "what was received comes to the same, to the penny. £599.95 is not yet placed." in shown
    assert "£600.05 to D1" in shown
    assert "£100 planned beyond what was received" in shown
    assert "£700.05 is still to be found" in shown
    address = f"/plan/{of_small.pk}?view=money&table=funding&format=csv"
    sheet = as_manager.get(address).content.decode("utf-8-sig")
    assert "Total,1300,700.05,599.95,1300.1,1300.1,150" in sheet
    assert "£600.05 out of Cancer fund, 2024/25 Q1" in page(as_manager, f"/plan/deliverables/{deliverable('D1').pk}")


def test_a_programme_manager_records_and_places_money_on_the_pages(as_manager, of_small):
    typed = {"source": "Regional fund", "amount": "100.10", "stream": "capital", "quarter": "2025/26 Q4"}
    answer = as_manager.post(f"/plan/{of_small.pk}/allocations/add", typed, follow=True)
    assert "Recorded: Regional fund, 2025/26 Q4." in answer.content.decode()
    row = Allocation.objects.get(source="Regional fund")
    refused = as_manager.post(f"/plan/allocations/{row.pk}/place", {"amount": "100.11", "deliverable": "D1"})
    assert refused.status_code == 422
    assert "0.01 more is placed than was received" in refused.content.decode()
    placed = as_manager.post(
        f"/plan/allocations/{row.pk}/place", {"amount": "100.10", "deliverable": "D1"}, follow=True
    )
    assert "£100.10 to D1" in placed.content.decode()
    saving = Saving.objects.get(code="S1")
    form = page(as_manager, f"/plan/savings/{saving.pk}")
    assert 'value="120.50"' in form


def test_who_reads_the_plan_is_not_offered_to_change_its_money(browser, barnsley, of_small):
    sign_in(browser, member("reader@example.org", barnsley, CancerManager).person.email)
    assert "Record money received" not in page(browser, f"/plan/{of_small.pk}?view=money")
    assert browser.get(f"/plan/{of_small.pk}/allocations/add").status_code == 403

"""A project lead says on one page how a deliverable stands, with evidence; dates move for a reason."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from tests.site.conftest import member, sign_in
from tests.site.plan.conftest import deliverable

from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import CancerManager, Tracker
from clearway.site.plan.models import MilestoneChange, StatusUpdate
from clearway.site.plan.services.concerns import Said, raise_concern
from clearway.site.plan.services.money import Sum, add_line
from clearway.site.plan.services.updating import Dates, update_month

TODAY = date(2025, 11, 20)


def update(by, row, **more):
    said = {"status": "on_track", "evidence": "The board saw the figures.", "today": TODAY, "seen_at": row.changed_at}
    return update_month(by=by, deliverable=row, **(said | more))


def first_milestone(row):
    return row.milestones.order_by("position").first()


def test_a_month_is_recorded_with_its_evidence_and_on_the_trail(manager, of_2025):
    row = deliverable("NCLP-2")
    update(manager, row)
    assert deliverable("NCLP-2").status == "on_track"
    kept = StatusUpdate.objects.get()
    assert (kept.month, kept.evidence, kept.by_role) == (
        date(2025, 11, 1),
        "The board saw the figures.",
        "Programme manager",
    )
    assert Event.objects.get(event="deliverable updated").before == {"status": "late"}


def test_a_new_state_asks_for_what_shows_it_and_the_same_state_does_not(manager, of_2025):
    with pytest.raises(Refused, match="nothing shows it"):
        update(manager, deliverable("NCLP-2"), evidence=" ")
    update(manager, deliverable("NCLP-2"), status="late", evidence="")
    assert StatusUpdate.objects.get().status == "late"


def test_a_date_moves_for_a_reason_and_what_was_promised_never_moves(manager, of_2025):
    row = deliverable("NCLP-2")
    one = first_milestone(row)
    moved = Dates(one.pk, date(2026, 3, 1), None)
    with pytest.raises(Refused, match="nobody says why"):
        update(manager, row, dates=[moved])
    assert deliverable("NCLP-2").status == "late"
    update(manager, row, dates=[replace(moved, reason="the specification is agreed later")])
    change = MilestoneChange.objects.get()
    assert (change.before, change.after) == (date(2026, 1, 31), date(2026, 3, 1))
    one.refresh_from_db()
    assert (one.baseline, one.forecast) == (date(2025, 9, 30), date(2026, 3, 1))
    assert Event.objects.get(event="milestone moved").reason == "the specification is agreed later"


def test_nothing_is_passed_on_a_day_to_come(manager, of_2025):
    row = deliverable("NCLP-2")
    one = first_milestone(row)
    with pytest.raises(Refused, match="a day to come"):
        update(manager, row, dates=[Dates(one.pk, one.forecast, date(2025, 12, 1), "done")])
    assert not MilestoneChange.objects.exists()


def test_who_opened_the_page_before_somebody_else_changed_it_is_told(manager, of_2025):
    seen = deliverable("NCLP-2")
    update(manager, deliverable("NCLP-2"))
    with pytest.raises(Refused, match="since you opened it"):
        update(manager, seen, status="done")
    assert deliverable("NCLP-2").status == "on_track"


def test_a_milestone_of_another_deliverable_is_not_moved_from_here(manager, of_2025):
    other = first_milestone(deliverable("NCLP-1"))
    with pytest.raises(Refused, match="no longer"):
        update(manager, deliverable("NCLP-2"), dates=[Dates(other.pk, None, None, "x")])


def test_who_answers_for_a_deliverable_updates_it_and_nobody_else_at_a_trust(manager, barnsley, rotherham, of_2025):
    row = deliverable("NCLP-2")
    row.owner_organisation = "RFF"
    row.save()
    for stranger in (
        member("tracker@example.org", barnsley, Tracker),
        member("other@example.org", rotherham, CancerManager),
    ):
        with pytest.raises(PermissionDenied):
            update(stranger, row)
    update(member("lead@example.org", barnsley, CancerManager), row)
    assert StatusUpdate.objects.count() == 1


def test_the_month_is_told_on_one_page_and_shown_on_the_deliverable(as_manager, of_2025):
    row = deliverable("NCLP-2")
    one = first_milestone(row)
    address = f"/plan/deliverables/{row.pk}/update"
    opened = as_manager.get(address).content.decode()
    assert "Promised for 30 September 2025" in opened
    typed = {"status": "at_risk", "evidence": "", "seen_at": row.changed_at.isoformat()}
    for other in row.milestones.all():
        for name, day in (("forecast", other.forecast), ("actual", other.actual)):
            if day:
                typed |= {f"{name}_{other.pk}-{part}": getattr(day, part) for part in ("day", "month", "year")}
    refused = as_manager.post(address, typed)
    assert refused.status_code == 422
    assert "nothing shows it" in refused.content.decode()
    typed |= {"evidence": "Two posts are empty.", f"forecast_{one.pk}-month": 2, f"forecast_{one.pk}-day": 28}
    typed[f"reason_{one.pk}"] = "recruiting again"
    done = as_manager.post(address, typed, follow=True).content.decode()
    assert "is up to date for" in done
    assert "Two posts are empty." in done
    assert "from 31 January 2026 to 28 February 2026" in " ".join(done.split())


def test_who_may_not_update_has_no_button_and_no_page(browser, barnsley, of_2025):
    sign_in(browser, member("tracker@example.org", barnsley, Tracker).person.email)
    row = deliverable("NCLP-2")
    assert "Update this month" not in browser.get(f"/plan/deliverables/{row.pk}").content.decode()
    assert browser.get(f"/plan/deliverables/{row.pk}/update").status_code == 403


def test_a_plan_of_the_past_stays_as_it_was_written(as_manager, manager, of_2017, of_2025):
    old = deliverable("D1.1")
    with pytest.raises(Refused, match="a plan of the past"):
        update(manager, old)
    with pytest.raises(Refused, match="a plan of the past"):
        raise_concern(by=manager, deliverable=old, said=Said("issue", "x"))
    with pytest.raises(Refused, match="a plan of the past"):
        add_line(by=manager, deliverable=old, stream="revenue", quarter="2017/18 Q1", said=Sum(Decimal(1)))
    shown = as_manager.get(f"/plan/deliverables/{old.pk}").content.decode()
    assert "Update this month" not in shown
    assert "Plan money" not in shown

"""A plan loaded into a store: whole, once for the same content, every version kept, and out again the same."""

import json
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from tests.planning.funded import funded
from tests.planning.plans import altered_2017, deliverable_in, plan, small
from tests.site.conftest import member

from clearway.planning.reading import ReadPlan, read_plan
from clearway.planning.shipped import plan_of_2017
from clearway.planning.writing import plan_json
from clearway.records.findings import Refused
from clearway.site.audit.models import Event
from clearway.site.organisations.roles import Administrator
from clearway.site.plan.models import Activity, Deliverable, MoneyLine, PlanVersion, Workstream
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.reading import plan_named
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.loading import load_plan

OF_2017 = ReadPlan(plan_of_2017())


def test_the_plan_of_2017_comes_out_of_its_rows_as_it_went_in(manager):
    loaded = load_plan(by=manager, read=OF_2017)
    assert plan_in_rows(loaded.row) == plan_of_2017()
    assert (Deliverable.objects.count(), Activity.objects.count()) == (25, 118)
    assert Event.objects.get(event="plan loaded").after["activities"] == 118


def test_money_bids_gates_roll_outs_and_bodies_come_out_of_their_rows_and_an_old_file_leaves_them(manager):
    whole = plan(funded())
    loaded = load_plan(by=manager, read=ReadPlan(whole))
    assert plan_in_rows(loaded.row) == whole
    content = funded()
    content["allocations"] = content["allocations"][:1]
    for key in ("bids", "appraisals", "roll_outs", "scoring_frameworks"):
        del content[key]
    again = load_plan(by=manager, read=ReadPlan(plan(content)))
    assert again.changed == ("AL2 was left out: Cancer fund",)
    assert again.plan.bids == whole.bids


def test_the_same_plan_again_changes_nothing_however_its_file_is_written(manager):
    load_plan(by=manager, read=OF_2017)
    events = Event.objects.count()
    again = load_plan(by=manager, read=read_plan(plan_json(plan_of_2017()), "again.json"))
    assert (again.is_new, again.row.version, PlanVersion.objects.count()) == (False, 1, 1)
    assert Event.objects.count() == events


def test_another_content_is_a_new_version_that_says_what_changed_and_keeps_the_old_one_whole(manager):
    load_plan(by=manager, read=OF_2017)
    kept = Deliverable.objects.get(code="D4.2").pk
    content = altered_2017()
    deliverable_in(content, "D4.2")["title"] = "Something else"
    deliverable_in(content, "D4.2")["activities"] = deliverable_in(content, "D4.2")["activities"][:1]
    loaded = load_plan(by=manager, read=ReadPlan(plan(content)), reason="agreed by the board")
    assert loaded.changed[0] == "D4.2 changed: title"
    assert Deliverable.objects.get(code="D4.2").pk == kept
    assert Activity.objects.get(code="AC4.2.3").is_withdrawn
    assert plan_in_rows(loaded.row) == plan(content)
    second, first = PlanVersion.objects.order_by("-number")
    assert (second.reason, second.by_role) == ("agreed by the board", "Programme manager")
    assert read_plan(first.content, "first").plan == plan_of_2017()


def test_what_people_set_since_stays_where_the_file_does_not_speak_of_it(manager):
    content = small()
    deliverable_in(content, "D1")["milestones"] = [{"id": "M1", "text": "x"}]
    load_plan(by=manager, read=ReadPlan(plan(content)))
    row = Deliverable.objects.get(code="D1")
    row.status, row.owner_role = "at_risk", "Programme lead"
    row.save()
    row.milestones.update(forecast="2025-06-30")
    MoneyLine.objects.create(
        deliverable=row, code="m1", position=0, stream="revenue", quarter="2024/25 Q1", planned=Decimal("10.50")
    )
    deliverable_in(content, "D1")["title"] = "Another title"
    after = load_plan(by=manager, read=ReadPlan(plan(content))).plan.deliverables[0]
    assert (after.title, after.status, after.owner.role) == ("Another title", "at_risk", "Programme lead")
    assert (str(after.milestones[0].forecast), after.money[0].planned) == ("2025-06-30", Decimal("10.50"))


def test_what_the_page_changed_goes_out_and_in_again_as_the_same(manager):
    loaded = load_plan(by=manager, read=OF_2017)
    Deliverable.objects.filter(code="D1.1").update(status="done", owner_role="Cancer lead", owner_organisation="RFF")
    told = plan_json(plan_in_rows(loaded.row))
    assert json.loads(told)["workstreams"][0]["deliverables"][0]["owner"] == {
        "role": "Cancer lead",
        "organisation": "RFF",
    }
    again = load_plan(by=manager, read=read_plan(told, "out.json"))
    assert not again.is_new


def test_a_load_that_breaks_in_the_middle_leaves_nothing(manager, monkeypatch):
    load_plan(by=manager, read=OF_2017)

    def broken(**_):
        raise DatabaseError("disk full")

    monkeypatch.setattr(PlanVersion.objects, "create", broken)
    content = altered_2017()
    content["workstreams"] = content["workstreams"][:1]
    content["priorities"] = content["priorities"][:1]
    with pytest.raises(DatabaseError):
        load_plan(by=manager, read=ReadPlan(plan(content)))
    assert plan_in_rows(plan_named("sybnd-2017")) == plan_of_2017()
    assert Workstream.objects.filter(is_withdrawn=True).count() == 0


def test_the_plan_brought_last_is_meant_when_none_is_named(manager):
    with pytest.raises(Refused, match="has no plan"):
        plan_named(None)
    load_plan(by=manager, read=OF_2017)
    load_plan(by=manager, read=ReadPlan(plan(small())))
    assert plan_named(None).code == "small"
    load_plan(by=manager, read=OF_2017)
    assert plan_named(None).code == "sybnd-2017"
    with pytest.raises(Refused, match="sybnd-2017"):
        plan_named("no-such")


def test_who_works_elsewhere_or_counts_loads_no_plan(analyst, barnsley):
    for who in (analyst, member("admin@example.org", barnsley, Administrator)):
        with pytest.raises(PermissionDenied):
            load_plan(by=who, read=OF_2017)
    assert not PlanRow.objects.exists()

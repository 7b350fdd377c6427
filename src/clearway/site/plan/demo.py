"""The plans of a demo: that of 2017-21 as history, and public intentions of 2025/26 with owners and sums made up."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone

from clearway.planning.moves import Move
from clearway.planning.reading import ReadPlan, plan_of
from clearway.planning.shaped import write_shape
from clearway.planning.shipped import best_possible_value, plan_of_2017, plan_of_2025
from clearway.planning.structure import Concern, Deliverable, Milestone, MoneyLine, Owner, Plan
from clearway.planning.writing import plan_content
from clearway.records.findings import Refused
from clearway.site.groups.models import Decision
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Plan as PlanRow
from clearway.site.plan.services.agreement import Told, link_decision, record_answer
from clearway.site.plan.services.loading import load_plan
from clearway.standards.strict import read_yaml
from clearway.store.folder import StoreFolder, StoreKind

MADE_UP = Path(__file__).with_name("demo_plan.yaml")
MONEY = Path(__file__).with_name("demo_money.yaml")
PROGRAMME, ITEM = "programme@demo.example", "The yearly plan"
REASON = "Made for the demo"


def create_demo_plans(store: StoreFolder, *, by: Membership) -> None:
    """Load the two plans into a demo that has none. Refused on a live store."""
    if store.kind is not StoreKind.DEMO:
        raise Refused("Made-up plans are for a demo.", "Load a real one: clearway plan import.", code="DEMO-IN-LIVE")
    if PlanRow.objects.exists():
        return
    for plan in (plan_of_2017(), demo_plan(of=by.organisation.code)):
        loaded = load_plan(by=by, read=ReadPlan(plan), reason=REASON)
    manager = Membership.objects.filter(person__email=PROGRAMME).first()
    if manager is not None:
        _answers(loaded.row, manager, timezone.localdate())


def _answers(plan: PlanRow, manager: Membership, today: date) -> None:
    """What bodies said of the plan, and the board's decision about it: made up."""
    bodies = {one.code: one for one in plan.signing_bodies.all()}
    for held in read_yaml(MONEY, MONEY.parent).content["answers"]:
        said = Told(
            held["answer"],
            held["by_whom"],
            today - timedelta(days=held["days_ago"]),
            held["paper"],
            held.get("words", ""),
        )
        record_answer(by=manager, body=bodies[held["body"]], told=said, version=plan.version, today=today)
    decision = Decision.objects.filter(item__title=ITEM).first()
    if decision is not None:
        link_decision(by=manager, plan=plan, decision=decision)


def demo_plan(*, of: str = "") -> Plan:
    """The public intentions of 2025/26, with owners, states, dates and sums made up, and hopes for one alliance."""
    held, plan = read_yaml(MADE_UP, MADE_UP.parent).content, plan_of_2025()
    told = held["deliverables"]
    workstreams = tuple(
        replace(one, deliverables=tuple(_made_up(each, told.get(each.id), of) for each in one.deliverables))
        for one in plan.workstreams
    )
    return _with_money(replace(plan, meta=replace(plan.meta, note=held["note"]), workstreams=workstreams))


def _with_money(plan: Plan) -> Plan:
    """The plan with money received, savings, bids, gates, roll-outs and bodies: made up, as a plan file says them."""
    held, content = dict(read_yaml(MONEY, MONEY.parent).content), plan_content(plan)
    of_deliverables = held.pop("deliverables")
    for workstream in content["workstreams"]:
        for one in workstream["deliverables"]:
            one |= of_deliverables.get(one["id"], {})
    held["scoring_frameworks"] = [write_shape(best_possible_value())]
    return plan_of(content | {key: one for key, one in held.items() if key != "answers"}, MONEY.name)


def _made_up(one: Deliverable, held: dict[str, Any] | None, alliance: str) -> Deliverable:
    if held is None:
        return one
    dates = held.get("dates", {})
    place = {"level": "alliance", "area": alliance} if alliance else {}
    return replace(
        one,
        owner=Owner(role=held["role"], organisation=held["organisation"]),
        status=held["status"],
        milestones=tuple(_dated(each, dates.get(each.id, [])) for each in one.milestones),
        concerns=tuple(
            Concern(id=f"{one.id}-R{number}", **each) for number, each in enumerate(held.get("concerns", []), start=1)
        ),
        money=tuple(_line(one.id, number, *line) for number, line in enumerate(held.get("money", []), start=1)),
        moves=tuple(Move(**each, **place) for each in held.get("moves", [])),
    )


def _dated(one: Milestone, days: list[Any]) -> Milestone:
    return replace(one, **dict(zip(("baseline", "forecast", "actual"), days, strict=False)))


def _line(of: str, place: int, stream: str, quarter: str, *sums: str) -> MoneyLine:
    planned, forecast, actual = [*(Decimal(one) for one in sums), None, None][:3]
    if planned is None:
        raise ValueError(f"{of} has a line without a sum.")
    return MoneyLine(
        id=f"{of}-£{place}", stream=stream, quarter=quarter, planned=planned, forecast=forecast, actual=actual
    )

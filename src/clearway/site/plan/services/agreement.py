"""Who must agree a plan and what each answered, kept answer by answer; decisions of groups that are about the plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from clearway.planning.agreement import ANSWERS
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.groups.models import Decision
from clearway.site.operational.locks import locked
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Answer, Deliverable, Plan, PlanDecision, SigningBody
from clearway.site.plan.permissions import check_may_edit
from clearway.site.plan.reading import check_in_force
from clearway.site.plan.services.rows import add_row
from clearway.site.plan.services.said_by import said_by


@dataclass(frozen=True, slots=True)
class Told:
    """What a body answered: by which role, on which day, in which paper or minute, with which reservations."""

    answer: str
    by_whom: str
    on: date
    paper: str
    words: str = ""


def add_body(*, by: Membership, plan: Plan, said: Mapping[str, Any]) -> SigningBody:
    """Name a body whose agreement is asked. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    if plan.signing_bodies.filter(name=said["name"], is_withdrawn=False).exists():
        raise Refused(f"{said['name']} is on the sheet already.", "Record its answer there.", code="PLAN-BODY")
    return add_row(
        by=by, plan=plan, kind=SigningBody, under={"plan": plan}, prefix="SB", said=said, event="signing body named"
    )


def record_answer(*, by: Membership, body: SigningBody, told: Told, version: int, today: date) -> Answer:
    """Record what a body answered about the version of the plan that the person looked at. Answers are only added."""
    check_may_edit(by)
    check_in_force(body.plan)
    if told.answer not in ANSWERS:
        raise Refused("It is not said what was answered.", "Choose an answer.", code="PLAN-AGREEMENT")
    if told.on > today:
        raise Refused("That day is still to come.", "Give the day on which it answered.", code="PLAN-DATE")
    if told.answer == "reservations" and not told.words.strip():
        raise Refused("Reservations are told without words.", "Say what they are.", code="PLAN-AGREEMENT")
    with transaction.atomic():
        plan = locked(Plan.objects.filter(pk=body.plan_id)).get()
        if plan.version != version:
            raise Refused(
                f"The plan is at version {plan.version} now, not {version}.",
                "Look which version the body answered about.",
                code="PLAN-STALE",
            )
        made = Answer.objects.create(
            body=body,
            version=version,
            answer=told.answer,
            by_whom=told.by_whom.strip(),
            on=told.on,
            paper=told.paper.strip(),
            words=told.words.strip(),
            **said_by(by),
        )
        audit.record(
            event="plan answered",
            by=by,
            subject=made,
            after={"body": body.name, "version": version, "answer": told.answer, "on": told.on, "paper": told.paper},
        )
    return made


def link_decision(
    *, by: Membership, plan: Plan, decision: Decision, deliverable: Deliverable | None = None
) -> PlanDecision:
    """Say that a decision of a group is about a plan, or about one deliverable of it."""
    check_may_edit(by)
    check_in_force(plan)
    with transaction.atomic():
        locked(Plan.objects.filter(pk=plan.pk)).get()
        if plan.decisions.filter(decision=decision).exists():
            raise Refused("This decision stands beside the plan already.", "See it there.", code="PLAN-DECISION")
        made = PlanDecision.objects.create(
            plan=plan,
            deliverable=deliverable,
            decision=decision,
            **said_by(by),
        )
        after = {"decision": decision.pk, "deliverable": deliverable.code if deliverable else None}
        audit.record(event="decision linked to the plan", by=by, subject=made, after=after)
    return made

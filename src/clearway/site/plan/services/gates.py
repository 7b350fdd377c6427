"""Gates of a deliverable: set, linked to a form, passed with evidence; whether an open one holds a state back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clearway.planning.gates import BEFORE, KINDS, holding_back
from clearway.planning.gates import Gate as Rule
from clearway.records.findings import Refused
from clearway.site.forms.models import CaseState, FormCase
from clearway.site.operational.scope import every_row
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import Appraisal, Deliverable, Gate, Plan, Status
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.services.rows import add_row, change_row

SIGNED_OFF = (CaseState.SIGNED, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class Stand:
    """A gate, whether it is passed, and what shows that or is still missing, in words."""

    gate: Gate
    is_met: bool
    words: str

    @property
    def title(self) -> str:
        """What the gate is, and what it comes before."""
        return f"{KINDS[self.gate.kind].words}, {BEFORE[self.gate.before]}"


def stands_of(deliverable: Deliverable) -> tuple[Stand, ...]:
    """How each gate of a deliverable stands. Of a form nothing is told but whether it is signed."""
    gates = list(deliverable.gates.filter(is_withdrawn=False))
    states = _states({one.form for one in gates if one.form})
    return tuple(_stand(one, states, deliverable) for one in gates)


def check_gates(deliverable: Deliverable, status: str) -> None:
    """Refuse a state that an open gate holds back, in words that say what is missing and where it is begun."""
    stands = stands_of(deliverable)
    rules = [Rule(id=one.gate.code, kind=one.gate.kind, before=one.gate.before) for one in stands]
    held = {one.id for one in holding_back(rules, [one.is_met for one in stands], status)}
    still = [one for one in stands if one.gate.code in held]
    if still:
        missing = "; ".join(f"{one.title}: {one.words}" for one in still)
        raise Refused(
            f"“{Status(status).label}” cannot be said of {deliverable.code} yet: {missing}.",
            f"{' '.join(_next_step(one.gate) for one in still)}",
            code="PLAN-GATE",
        )


def states_of(plan: Plan) -> dict[str, str]:
    """How every deliverable of a plan stands, withdrawn ones too, by their codes."""
    return dict(plan.deliverables.values_list("code", "status"))


def check_new_states(plan: Plan, before: Mapping[str, str]) -> None:
    """Refuse a change of a plan, `before` which it stood so, when an open gate holds back a state that is new in it."""
    for one in plan.deliverables.filter(is_withdrawn=False):
        if one.status != before.get(one.code, ""):
            check_gates(one, one.status)


def add_gate(*, by: Membership, deliverable: Deliverable, said: Mapping[str, Any]) -> Gate:
    """Set a gate. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    if deliverable.gates.filter(is_withdrawn=False, kind=said["kind"], before=said["before"]).exists():
        raise Refused("This gate is set already.", "See how it stands.", code="PLAN-GATE")
    return add_row(
        by=by,
        plan=deliverable.plan,
        kind=Gate,
        under={"deliverable": deliverable},
        prefix=f"{deliverable.code}-G",
        said=said,
        event="gate set",
    )


def link_form(*, by: Membership, gate: Gate, form: FormCase, seen: str) -> Gate:
    """Say which form is filled for a gate. It counts once every part of it is signed."""
    check_may_update(by, gate.deliverable)
    if form.type_version.key != gate.form_type:
        raise Refused(
            f"That form is another one: {form.type_version.title}.",
            "Choose a form of the kind asked.",
            code="PLAN-GATE",
        )
    return change_row(
        by=by, plan=gate.deliverable.plan, row=gate, said={"form": form.pk}, event="gate linked to its form", seen=seen
    )


def pass_gate(*, by: Membership, gate: Gate, passed_on: date, evidence: str, seen: str, today: date) -> Gate:
    """Record that a gate was passed, with what shows it. A gate that asks for a form is passed by that form alone."""
    check_may_edit(by)
    if gate.form_type:
        raise Refused(
            "This gate is passed by its form, signed.", "Name the form, and have it signed.", code="PLAN-GATE"
        )
    if passed_on > today:
        raise Refused("That day is still to come.", "Give the day on which it was passed.", code="PLAN-DATE")
    if not evidence.strip():
        raise Refused("Nothing shows that it was passed.", "Name the paper or the minute.", code="PLAN-EVIDENCE")
    said = {"passed_on": passed_on, "evidence": evidence.strip()}
    return change_row(by=by, plan=gate.deliverable.plan, row=gate, said=said, event="gate passed", seen=seen)


@every_row("plan gates")
def _states(numbers: Iterable[int]) -> dict[int, str]:
    """How far forms are: nothing else of them is read, so it may be told to everybody who reads the plan."""
    return dict(FormCase.unscoped.filter(pk__in=list(numbers)).values_list("pk", "state"))


def _stand(gate: Gate, states: Mapping[int, str], deliverable: Deliverable) -> Stand:
    if gate.form_type:
        state = states.get(gate.form or 0)
        if state in SIGNED_OFF:
            return Stand(gate, True, f"form {gate.form} is signed")
        return Stand(gate, False, f"form {gate.form} is not signed yet" if state else "no form is begun")
    if gate.kind == "options_appraisal":
        chosen = Appraisal.objects.filter(
            plan_id=deliverable.plan_id, deliverable=deliverable.code, is_withdrawn=False
        ).exclude(chosen="")
        if found := chosen.first():
            return Stand(gate, True, f"“{found.title}” has a chosen option")
    if gate.passed_on:
        return Stand(gate, True, f"passed on {gate.passed_on:%-d %B %Y}: {gate.evidence}")
    return Stand(gate, False, "not passed yet")


def _next_step(gate: Gate) -> str:
    words = KINDS[gate.kind].words
    if gate.form_type and gate.form is None:
        return f"Begin the {words.lower()} under /forms/start/{gate.form_type}, then name it at the gate."
    if gate.form_type:
        return f"Have form {gate.form} signed: /forms/{gate.form}."
    return f"Record that “{words}” was passed, on the page of the deliverable."

"""A state is held back while a gate is open, in words that say which form to begin; only a signed form opens it."""

from datetime import date

import pytest
from django.utils import timezone
from tests.planning.plans import plan, small
from tests.site.plan.conftest import deliverable
from tests.site.plan.test_governed_money import page

from clearway.planning.reading import ReadPlan
from clearway.records.findings import Refused
from clearway.site.forms.models import CaseState, FormCase
from clearway.site.forms.services.starting import Filler, start
from clearway.site.forms.types_held import newest
from clearway.site.plan.item_kinds import KINDS
from clearway.site.plan.models import Deliverable, Gate, StatusUpdate
from clearway.site.plan.services.bulk import Bulk, change_many
from clearway.site.plan.services.editing import bring_back, change_item, marked, withdraw_item
from clearway.site.plan.services.gates import add_gate, link_form, pass_gate
from clearway.site.plan.services.loading import load_plan
from clearway.site.plan.services.seen import mark_of
from clearway.site.plan.services.updating import update_month

EQIA, QIA = "equality-impact-assessment", "quality-impact-assessment"
TODAY = date(2025, 6, 1)


@pytest.fixture
def one(manager) -> Deliverable:
    load_plan(by=manager, read=ReadPlan(plan(small())))
    return deliverable("D1")


@pytest.fixture
def equality(manager, one) -> Gate:
    said = {"kind": "equality_assessment", "before": "start", "form_type": EQIA}
    return add_gate(by=manager, deliverable=one, said=said)


def form_of(manager, key: str) -> FormCase:
    filler = {"author": Filler(manager.organisation.code)}
    return start(by=manager, form=newest()[key], subject="A change", fillers=filler)


def say(manager, one: Deliverable, status: str) -> None:
    one.refresh_from_db()
    update_month(by=manager, deliverable=one, status=status, evidence="It began", seen_at=one.changed_at, today=TODAY)


def link(manager, gate: Gate, form: FormCase) -> Gate:
    return link_form(by=manager, gate=gate, form=form, seen=mark_of(gate, ("form",)))


def test_what_is_held_back_names_the_form_and_where_it_is_begun(manager, one, equality):
    with pytest.raises(Refused) as refused:
        say(manager, one, "on_track")
    assert "Equality impact assessment, before it starts: no form is begun" in str(refused.value)
    assert f"/forms/start/{EQIA}" in str(refused.value)
    say(manager, one, "not_started")
    say(manager, one, "stopped")


def test_no_page_leads_to_a_state_past_an_open_gate(manager, one, equality):
    kind, why = KINDS["deliverable"], "Agreed by the board"
    roads = (
        lambda: change_many(by=manager, plan=one.plan, chosen=[one], bulk=Bulk(status="on_track"), reason=why),
        lambda: change_item(
            by=manager, kind=kind, row=one, said={"status": "on_track"}, holder=None,
            seen=mark_of(one, marked(kind)), reason=why,
        ),
    )  # fmt: skip
    for road in roads:
        with pytest.raises(Refused, match="“On track” cannot be said of D1 yet: Equality impact assessment"):
            road()
    one.refresh_from_db()
    assert one.status == ""
    assert StatusUpdate.objects.count() == 0
    Gate.objects.update(is_withdrawn=True)
    roads[0]()
    one.refresh_from_db()
    assert one.status == "on_track"


def test_a_deliverable_comes_back_as_it_stood_before_its_gate_was_set(manager, one):
    kind, why = KINDS["deliverable"], "Agreed by the board"
    say(manager, one, "on_track")
    add_gate(by=manager, deliverable=one, said={"kind": "business_case", "before": "start"})
    withdraw_item(by=manager, kind=kind, row=one, reason=why)
    bring_back(by=manager, kind=kind, row=one, reason=why)
    one.refresh_from_db()
    assert (one.status, one.is_withdrawn) == ("on_track", False)


def test_only_a_signed_form_of_the_right_kind_opens_a_gate(manager, one, equality):
    with pytest.raises(Refused, match="another one"):
        link(manager, equality, form_of(manager, QIA))
    form = form_of(manager, EQIA)
    link(manager, equality, form)
    with pytest.raises(Refused, match=f"form {form.pk} is not signed yet"):
        say(manager, one, "late")
    FormCase.unscoped.filter(pk=form.pk).update(state=CaseState.SIGNED)
    say(manager, one, "on_track")
    FormCase.unscoped.filter(pk=form.pk).update(state=CaseState.SENT_BACK)
    with pytest.raises(Refused, match="not signed yet"):
        say(manager, one, "done")


def test_a_gate_with_a_form_is_not_passed_by_hand_and_another_needs_its_evidence(manager, one, equality):
    with pytest.raises(Refused, match="by its form"):
        pass_gate(by=manager, gate=equality, passed_on=TODAY, evidence="x", seen="", today=TODAY)
    case = add_gate(by=manager, deliverable=one, said={"kind": "business_case", "before": "done"})
    seen = mark_of(case, ("passed_on", "evidence"))
    with pytest.raises(Refused, match="Nothing shows"):
        pass_gate(by=manager, gate=case, passed_on=TODAY, evidence=" ", seen=seen, today=TODAY)
    pass_gate(by=manager, gate=case, passed_on=TODAY, evidence="Board paper 7", seen=seen, today=TODAY)
    with pytest.raises(Refused, match="set already"):
        add_gate(by=manager, deliverable=one, said={"kind": "business_case", "before": "done"})


def test_the_pages_show_each_gate_and_lead_to_its_form(as_manager, manager, one, equality):
    shown = page(as_manager, f"/plan/deliverables/{one.pk}")
    assert "no form is begun" in shown
    assert "Some states cannot be said yet" in page(as_manager, f"/plan/deliverables/{one.pk}/update")
    form = form_of(manager, EQIA)
    asked = page(as_manager, f"/plan/gates/{equality.pk}")
    assert f'href="/forms/start/{EQIA}"' in asked
    assert f"{form.pk}: A change (draft)" in asked
    typed = {"form": str(form.pk), "seen": mark_of(equality, ("form",))}
    answer = as_manager.post(f"/plan/gates/{equality.pk}", typed, follow=True)
    assert f"form {form.pk} is not signed yet" in answer.content.decode()


def test_a_gate_without_a_form_is_passed_on_the_page(as_manager, one):
    as_manager.post(f"/plan/deliverables/{one.pk}/gates/add", {"kind": "procurement", "before": "start"})
    gate = Gate.objects.get(kind="procurement")
    day = timezone.localdate()
    typed = {"passed_on-day": day.day, "passed_on-month": day.month, "passed_on-year": day.year}
    typed |= {"evidence": "Contract signed", "seen": mark_of(gate, ("passed_on", "evidence"))}
    answer = as_manager.post(f"/plan/gates/{gate.pk}", typed, follow=True)
    assert "Contract signed" in answer.content.decode()

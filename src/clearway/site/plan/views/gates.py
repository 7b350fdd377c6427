"""Gates of a deliverable: set one, name its form, record that it was passed."""

from typing import cast

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from clearway.planning.gates import BEFORE, KINDS
from clearway.site.forms.models import FormCase
from clearway.site.plan.governed_forms import GateForm, LinkForm, PassForm
from clearway.site.plan.models import Gate
from clearway.site.plan.permissions import check_may_edit, check_may_update
from clearway.site.plan.services.gates import add_gate, link_form, pass_gate, stands_of
from clearway.site.plan.typed import fill, held
from clearway.site.plan.views.form_pages import METHODS, FormPage, form_page
from clearway.site.plan.views.framing import deliverable_row, row_at
from clearway.site.requests import SignedInRequest


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int) -> HttpResponse:
    """Set a gate."""
    found = deliverable_row(number)
    check_may_edit(request.membership)

    def do(form: GateForm) -> str:
        said = form.said("kind", "before")
        kind = KINDS[said["kind"]]
        add_gate(by=request.membership, deliverable=found, said=said | {"form_type": kind.form_type})
        return f"Set: {kind.words}, {BEFORE[said['before']]}."

    page = FormPage("Set a gate", "Set it", found, do)
    return form_page(request, GateForm(request.POST or None), page)


@require_http_methods(METHODS)
def gate(request: SignedInRequest, number: int) -> HttpResponse:
    """See to a gate: name its form, or record that it was passed."""
    row = row_at(Gate, number, "deliverable__plan")
    check_may_update(request.membership, row.deliverable)
    return _with_form(request, row) if row.form_type else _by_hand(request, row)


def _with_form(request: SignedInRequest, row: Gate) -> HttpResponse:
    forms = FormCase.objects.for_membership(request.membership).filter(type_version__key=row.form_type)

    def do(form: LinkForm) -> str:
        wanted = forms.filter(pk=form.cleaned_data["form"]).first()
        if wanted is None:
            raise Http404
        link_form(by=request.membership, gate=row, form=cast("FormCase", wanted), seen=form.cleaned_data["seen"])
        return f"The gate looks at form {wanted.pk}."

    form = LinkForm(request.POST or None, initial=held(row, "form"))
    fill(form, form=[(str(one.pk), f"{one.pk}: {one.subject} ({one.get_state_display().lower()})") for one in forms])
    if not forms:
        form.fields["form"].help_text = "There is none yet that you see. Begin one first."
    begin = (reverse("forms:begin", args=[row.form_type]), f"Begin a new form: {KINDS[row.kind].words.lower()}")
    page = FormPage(KINDS[row.kind].words, "Look at this form", row.deliverable, do, begin, _stand(row))
    return form_page(request, form, page)


def _by_hand(request: SignedInRequest, row: Gate) -> HttpResponse:
    check_may_edit(request.membership)

    def do(form: PassForm) -> str:
        typed = form.cleaned_data
        pass_gate(
            by=request.membership,
            gate=row,
            passed_on=typed["passed_on"],
            evidence=typed["evidence"],
            seen=typed["seen"],
            today=timezone.localdate(),
        )
        return f"Passed: {KINDS[row.kind].words}."

    form = PassForm(request.POST or None, initial=held(row, "passed_on", "evidence"))
    weigh = None
    if row.kind == "options_appraisal":
        weigh = (reverse("plan:add_appraisal", args=[row.deliverable_id]), "Weigh options here instead")
    page = FormPage(KINDS[row.kind].words, "Record that it was passed", row.deliverable, do, weigh, _stand(row))
    return form_page(request, form, page)


def _stand(row: Gate) -> str:
    stand = next(one for one in stands_of(row.deliverable) if one.gate.pk == row.pk)
    return f"{BEFORE[row.before][:1].upper()}{BEFORE[row.before][1:]}. Now: {stand.words}."

"""Pages of what a plan hopes to move: written down, taken back, and all asked together."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.evaluation.answering import in_words
from clearway.site.evaluation.asked import read
from clearway.site.evaluation.hope_table import hope_table
from clearway.site.evaluation.of_plan import hopes_of
from clearway.site.groups.fields import boxes
from clearway.site.measures import figures
from clearway.site.measures.permissions import sight_of
from clearway.site.performance.answering import of_figures
from clearway.site.plan.item_forms import ReasonForm
from clearway.site.plan.models import Deliverable
from clearway.site.plan.permissions import check_may_edit, check_may_read
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.plan.services.moves import add_move, take_back
from clearway.site.plan.views.framing import deliverable_row, in_force, plan_row
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]
MONTH = r"(19|20)\d\d-(0[1-9]|1[0-2])"


class HopeForm(ReasonForm):
    """For which deliverable a change is hoped, and by which steps."""

    deliverable = forms.ChoiceField(label="For which deliverable", error_messages={"required": "Choose a deliverable"})
    mechanism = forms.CharField(
        widget=forms.Textarea,
        max_length=1_000,
        label="How it should work",
        help_text="The steps from what is done to the number that moves.",
        error_messages={"required": "Enter the steps by which the number should move"},
    )
    until = forms.RegexField(
        MONTH,
        required=False,
        label="By which month (optional)",
        help_text="Such as 2026-10.",
        error_messages={"invalid": "Write a month such as 2026-10"},
    )

    marks_optional = False
    field_order = ("deliverable", "mechanism", "until", "reason")


@require_safe
@of_figures
def of_plan(request: SignedInRequest, number: int) -> HttpResponse:
    """Everything that a plan hopes to move, judged together."""
    check_may_read(request.membership)
    row = plan_row(number)
    plan = plan_in_rows(row)
    hopes = hopes_of(plan, sight_of(request.membership))
    hrefs = dict(row.deliverables.values_list("code", "pk"))
    table = hope_table(plan, hopes, hrefs, timezone.localdate(), row.version)
    file = wanted_file(request, table, name=f"clearway-plan-evaluation-{row.code}")
    context = {
        "row": row,
        "table": table,
        "hopes": [(one, reverse("plan:deliverable", args=[hrefs[one.deliverable]])) for one in hopes],
        "way": [(reverse("plan:plan_of", args=[row.pk]), row.title)],
    }
    return file or render(request, "evaluation/of_plan.jinja", context)


@require_http_methods(METHODS)
@in_words
def hope(request: SignedInRequest, measure_id: str) -> HttpResponse:
    """Write a hoped change, as its evaluation asks for it, into a deliverable of the plan in force."""
    check_may_edit(request.membership)
    asked = read(request.GET)
    measure = figures.measure_of(measure_id)
    if measure is None or not asked.is_whole:
        raise Refused(
            "It is not said what should move, from which month, and by how much.",
            "Ask “Did it move?” on the page of a measure first.",
            code="HOPE-MISSING",
        )
    rows = [one for plan in newest_first()[:1] for one in plan.deliverables.filter(is_withdrawn=False)]
    known = {str(one.pk): one for one in rows}
    form = HopeForm(request.POST or None)
    form.fields["deliverable"].choices = [  # type: ignore[attr-defined]
        ("", ""), *((key, f"{one.code} {one.title}"[:110]) for key, one in known.items()),
    ]  # fmt: skip

    def do(typed: dict[str, Any]) -> Deliverable:
        said = {"measure": measure.id, "hoped": _signed(asked.hoped), "from": asked.begins, "until": typed["until"]}
        said |= {"level": asked.level, "area": asked.area, "mechanism": typed["mechanism"]}
        return add_move(
            by=request.membership, deliverable=known[typed["deliverable"]], said=said, reason=typed["reason"]
        )

    words = f"{measure.name}: {_signed(asked.hoped)} from {asked.begins}"
    return _page(request, form, do, title="Write this hope into the plan", about=words, button="Write it down")


@require_http_methods(METHODS)
@in_words
def unhope(request: SignedInRequest, number: int, position: int) -> HttpResponse:
    """Take a hoped change back."""
    check_may_edit(request.membership)
    found = deliverable_row(number)
    in_force(found.plan)

    def do(typed: dict[str, Any]) -> Deliverable:
        return take_back(by=request.membership, deliverable=found, place=position, reason=typed["reason"])

    form = ReasonForm(request.POST or None)
    return _page(request, form, do, title="Take a hoped change back", about=found.title, button="Take it back")


def _signed(hoped: str) -> str:
    return hoped if hoped[0] in "+-" else f"+{hoped}"


def _page(request: SignedInRequest, form: forms.Form, do: Any, *, title: str, about: str, button: str) -> HttpResponse:
    if form.is_valid():
        try:
            found = do(form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.mend}")
        else:
            messages.success(request, f"{found.code} says it now, as a version of the plan.")
            return HttpResponseRedirect(reverse("evidence:chain", args=[found.pk]))
    context = {
        "title": title,
        "about": about,
        "button": button,
        "boxes": list(boxes(form)),
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "way": [(reverse("plan:plan"), "The plan in force")],
    }
    return render(request, "plan/item.jinja", context, status=422 if form.is_bound else 200)

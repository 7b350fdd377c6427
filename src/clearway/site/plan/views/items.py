"""Pages on which rows of a plan are added, changed, withdrawn and brought back."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.plan.item_forms import ItemForm, ReasonForm
from clearway.site.plan.item_kinds import KINDS, ItemKind
from clearway.site.plan.models import Deliverable, Plan, Row
from clearway.site.plan.permissions import check_may_edit
from clearway.site.plan.presenters.editing import add_href, edited_plan, withdrawn, within, words_of
from clearway.site.plan.reading import rows_that_stand
from clearway.site.plan.rows import content_of
from clearway.site.plan.services import editing
from clearway.site.plan.services.seen import mark_of
from clearway.site.plan.views.framing import in_force, plan_row
from clearway.site.requests import SignedInRequest

METHODS = ["GET", "HEAD", "POST"]
Options = dict[str, list[tuple[str, str]]]


@require_safe
def edit(request: SignedInRequest, number: int) -> HttpResponse:
    """A plan with where each of its rows is changed."""
    plan = _open_plan(request, number)
    context = {
        "row": plan,
        "workstreams": edited_plan(plan),
        "withdrawn": withdrawn(plan),
        "add_workstream": add_href(plan, "workstream"),
        "way": [(reverse("plan:plan_of", args=[plan.pk]), plan.title)],
    }
    return render(request, "plan/edit.jinja", context)


@require_http_methods(METHODS)
def item(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """Change one row of a plan."""
    known, row = _row(kind, number)
    plan = editing.plan_of(row)
    _open_plan(request, plan.pk)
    content = content_of(row) | _holder_told(known, row)
    form = _form(request, known, plan, content, is_new=False, seen=mark_of(row, editing.marked(known)))

    def do(told: dict[str, Any], reason: str) -> str:
        held = told.pop(known.parent, "") if known.parent else ""
        editing.change_item(
            by=request.membership,
            kind=known,
            row=row,
            said=told,
            holder=_holder(known, plan, code=held) if held else None,
            seen=form.cleaned_data["seen"],
            reason=reason,
        )
        return f"{row.code} is changed."

    context = {
        "title": f"Change {row.code}",
        "about": words_of(row),
        "button": "Make this change",
        "within": within(row) if isinstance(row, Deliverable) else (),
        "withdraw": reverse("plan:withdraw_item", args=[known.key, row.pk]),
    }
    return _page(request, form, plan, context, do, back=_back(known, row))


@require_http_methods(METHODS)
def add(request: SignedInRequest, number: int, kind: str) -> HttpResponse:
    """Add a row to a plan, in the workstream or deliverable that `?in=` names."""
    plan = _open_plan(request, number)
    known = _kind(kind)
    given = request.GET.get("in", "")
    first = _holder(known, plan, number=int(given)) if given.isdecimal() and len(given) < 16 else None
    content = {known.parent: first.code} if first and known.parent else {}
    form = _form(request, known, plan, content, is_new=True)

    def do(told: dict[str, Any], reason: str) -> str:
        held = told.pop(known.parent, content.get(known.parent, "")) if known.parent else ""
        holder = _holder(known, plan, code=held) if known.holder else None
        made = editing.add_item(by=request.membership, plan=plan, kind=known, said=told, holder=holder, reason=reason)
        return f"{made.code} is added."

    context = {"title": f"Add a {known.words}" if known.words[0] not in "aeiou" else f"Add an {known.words}"}
    context |= {"about": f"{first.code} {words_of(first)}" if first else plan.title, "button": "Add it"}
    return _page(request, form, plan, context, do, back=_back(known, first) if first else "")


@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """Withdraw a row of a plan."""
    known, row = _row(kind, number)
    return _with_reason(
        request, known, row, f"Withdraw {row.code}", "Withdraw it", editing.withdraw_item, "is withdrawn"
    )


@require_http_methods(METHODS)
def bring_back(request: SignedInRequest, kind: str, number: int) -> HttpResponse:
    """Bring back a row that was withdrawn."""
    known, row = _row(kind, number, is_withdrawn=True)
    return _with_reason(
        request, known, row, f"Bring {row.code} back", "Bring it back", editing.bring_back, "stands again"
    )


def _with_reason(
    request: SignedInRequest, kind: ItemKind, row: Row, title: str, button: str, change: Callable[..., Row], done: str
) -> HttpResponse:
    plan = editing.plan_of(row)
    _open_plan(request, plan.pk)
    form = ReasonForm(request.POST or None)

    def do(_: dict[str, Any], reason: str) -> str:
        change(by=request.membership, kind=kind, row=row, reason=reason)
        return f"{row.code} {done}."

    context = {"title": title, "about": words_of(row), "button": button}
    return _page(request, form, plan, context, do)


def _page(
    request: SignedInRequest,
    form: forms.Form,
    plan: Plan,
    context: dict[str, Any],
    do: Callable[[dict[str, Any], str], str],
    back: str = "",
) -> HttpResponse:
    """Show a form, or do what it asks for and go back."""
    edit_href = reverse("plan:edit", args=[plan.pk])
    if form.is_valid():
        try:
            said = do(dict(getattr(form, "told", {})), form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error(None, f"{refusal.reason} {refusal.mend}")
        else:
            messages.success(request, said)
            return HttpResponseRedirect(back or edit_href)
    drawn = list(boxes(form))
    folded = form.folded if isinstance(form, ItemForm) else frozenset()
    context |= {
        "boxes": [one for one in drawn if not form.fields[one.id].widget.is_hidden and one.id not in folded],
        "folded": [one for one in drawn if one.id in folded],
        "hidden": [one for one in drawn if form.fields[one.id].widget.is_hidden],
        "problems": {name: wrong[0] for name, wrong in form.errors.items() if name != "__all__"},
        "general": " ".join(str(one) for one in form.non_field_errors()),
        "way": [(reverse("plan:plan_of", args=[plan.pk]), plan.title), (edit_href, "Change the plan")],
    }
    return render(request, "plan/item.jinja", context, status=422 if form.is_bound else 200)


def _form(
    request: SignedInRequest, kind: ItemKind, plan: Plan, content: dict[str, Any], *, is_new: bool, seen: str = ""
) -> ItemForm:
    halves = plan.head.get("sequence_columns", []) if kind.key == "priority" else []
    return ItemForm(
        request.POST or None,
        columns=kind.columns(is_new=is_new),
        content=content,
        options=_options(kind, plan),
        halves=halves,
        marks=content.get("sequence", ()),
        seen=seen,
    )


def _options(kind: ItemKind, plan: Plan) -> Options:
    """What may be chosen in the fields that name another row."""
    workstreams = [(one.code, f"{one.code} {one.title}") for one in plan.workstreams.filter(is_withdrawn=False)]
    rows = plan.deliverables.filter(is_withdrawn=False)
    deliverables = [(one.code, f"{one.code} {one.title}"[:110]) for one in rows]
    held: Options = {"workstream": workstreams, "deliverable": deliverables}
    return held | ({"parent": deliverables} if kind.key == "deliverable" else {})


def _kind(key: str) -> ItemKind:
    known = KINDS.get(key)
    if known is None:
        raise Http404
    return known


def _row(key: str, number: int, *, is_withdrawn: bool = False) -> tuple[ItemKind, Row]:
    kind = _kind(key)
    rows = rows_that_stand(kind.model, is_withdrawn=is_withdrawn)
    found = rows.filter(pk=number).first() if number < 2**63 else None
    if found is None:
        raise Http404
    return kind, found


def _holder(kind: ItemKind, plan: Plan, *, code: str = "", number: int = 0) -> Row:
    """The workstream or deliverable that holds a row. Raises Http404."""
    wanted = {"code": code} if code else {"pk": number}
    rows: Any = rows_that_stand(kind.holder) if kind.holder else None
    found: Row | None = rows.filter(plan=plan, **wanted).first() if kind.holder else None
    if found is None:
        raise Http404
    return found


def _holder_told(kind: ItemKind, row: Any) -> dict[str, str]:
    return {kind.parent: getattr(row, kind.parent).code} if kind.parent else {}


def _back(kind: ItemKind, row: Any) -> str:
    """The page of the deliverable that a row is, or belongs to."""
    holder = row if isinstance(row, Deliverable) else getattr(row, "deliverable", None)
    return reverse("plan:deliverable", args=[holder.pk]) if holder is not None else ""


def _open_plan(request: SignedInRequest, number: int) -> Plan:
    """The plan of a number for somebody who may change it. One of the past is changed by nobody."""
    check_may_edit(request.membership)
    return in_force(plan_row(number))

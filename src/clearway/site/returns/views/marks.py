"""Marking the cells of a form, in the page or by a file; a newer form in its place."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.publications.returns.address import cell_place
from clearway.publications.returns.form import FormSheet
from clearway.publications.returns.kinds import ROWS, VALUES
from clearway.publications.returns.marking import MarkedBlock, MarkedCell, Marking
from clearway.publications.tables import content_disposition, file_name
from clearway.records.findings import Refused
from clearway.site.groups.fields import boxes
from clearway.site.measures.figures import catalogue
from clearway.site.plan.reading import newest_first
from clearway.site.plan.rows import plan_in_rows
from clearway.site.requests import SignedInRequest
from clearway.site.retention.services import site_store
from clearway.site.returns import presenters
from clearway.site.returns.forms import BlockForm, CellForm, KindForm, told_pairs
from clearway.site.returns.models import MarkingVersion, ReturnTemplate
from clearway.site.returns.permissions import can_keep, check_may_keep, check_may_read
from clearway.site.returns.services.forms import load_form, mark, mark_from_file, replace_form
from clearway.site.returns.views.lists import sent_file, template_row

MOST = 20_000


@require_http_methods(["GET", "HEAD", "POST"])
def marks(request: SignedInRequest, number: int) -> HttpResponse:
    """The sheets of a form with its marks; a cell is chosen, and marked, here."""
    check_may_read(request.membership)
    template = template_row(number)
    version = template.newest
    form = version.file.form
    sheet = form.sheet(request.GET.get("sheet", "")) or form.sheets[0]
    cell = _cell(request.GET.get("cell", ""))
    kind = _kind(request, version.marking, sheet, cell)
    problem = ""
    typed: forms.Form | None = _second_step(request, version.marking, sheet, cell, kind)
    if request.method == "POST":
        check_may_keep(request.membership)
        problem = _marked(request, template, version, sheet, cell, typed)
        if not problem and (typed is None or not typed.errors):
            return HttpResponseRedirect(f"{request.path}?{urlencode({'sheet': sheet.name, 'cell': cell})}#grid")
    context = _shown(request, template, version, sheet, cell) | {
        "kind": kind,
        "kind_words": VALUES[kind].words if kind in VALUES else ROWS.get(kind, ""),
        "kinds": KindForm.base_fields["kind"].choices,  # type: ignore[attr-defined]
        "boxes": list(boxes(typed)) if typed is not None else [],
        "problems": {name: wrong[0] for name, wrong in typed.errors.items()} if typed is not None else {},
        "problem": problem,
    }
    return render(request, "returns/marks.jinja", context, status=422 if request.method == "POST" else 200)


def _shown(
    request: SignedInRequest, template: ReturnTemplate, version: MarkingVersion, sheet: FormSheet, cell: str
) -> dict[str, Any]:
    marking = version.marking
    row, column = cell_place(cell) if cell else (1, 1)
    first_row = _number(request, "row", 1 + (row - 1) // presenters.ROWS_SHOWN * presenters.ROWS_SHOWN)
    first_column = _number(request, "column", 1 + (column - 1) // presenters.COLUMNS_SHOWN * presenters.COLUMNS_SHOWN)
    held = presenters.marks_by_cell(marking).get((sheet.name, cell), "")
    return {
        "template": template,
        "version": version,
        "form": version.file.form,
        "sheet": sheet,
        "sheets": [(one.name, f"{request.path}?{urlencode({'sheet': one.name})}") for one in version.file.form.sheets],
        "cell": cell,
        "held": held,
        "text": sheet.cells[cell].text if cell in sheet.cells else "",
        "choices": sheet.cells[cell].choices if cell in sheet.cells else (),
        "grid": presenters.grid(sheet, marking, request.path, first_row, first_column),
        "count": len(marking.cells) + len(marking.blocks),
        "may_keep": can_keep(request.membership),
    }


def _number(request: SignedInRequest, name: str, otherwise: int) -> int:
    text = request.GET.get(name, "")
    return min(max(int(text), 1), MOST) if text.isdigit() and len(text) < 8 else otherwise


def _cell(text: str) -> str:
    address = text.strip().upper().replace("$", "")
    try:
        cell_place(address)
    except ValueError:
        return ""
    return address


def _held(marking: Marking, sheet: FormSheet, cell: str) -> MarkedCell | MarkedBlock | None:
    """The mark that a cell has, or the block that begins in its row."""
    row = cell_place(cell)[0] if cell else 0
    found = next((one for one in marking.cells if (one.sheet, one.cell) == (sheet.name, cell)), None)
    return found or next((one for one in marking.blocks if (one.sheet, one.first_row) == (sheet.name, row)), None)


def _kind(request: SignedInRequest, marking: Marking, sheet: FormSheet, cell: str) -> str:
    asked = request.POST.get("kind") or request.GET.get("kind", "")
    if asked in VALUES or asked in ROWS:
        return asked if cell else ""
    held = _held(marking, sheet, cell)
    return "" if held is None else held.value if isinstance(held, MarkedCell) else held.rows


def _second_step(
    request: SignedInRequest, marking: Marking, sheet: FormSheet, cell: str, kind: str
) -> "CellForm | BlockForm | None":
    """The form of the second step: with what was typed, or with what the mark says now."""
    if not kind:
        return None
    typed = request.POST if request.method == "POST" and request.POST.get("do") == "mark" else None
    plans = newest_first()
    plan, held = plan_in_rows(plans[0]) if plans else None, _held(marking, sheet, cell)
    if kind in VALUES:
        initial = _initial(held) if isinstance(held, MarkedCell) and held.value == kind else None
        return CellForm(typed, kind, plan=plan, catalogue=catalogue(), initial=initial)
    initial = _initial_block(held) if isinstance(held, MarkedBlock) and held.rows == kind else None
    return BlockForm(typed, kind, plan=plan, initial=initial)


def _initial(held: MarkedCell) -> dict[str, Any]:
    told: dict[str, Any] = {key: getattr(held, key) for key in (*VALUES[held.value].needs, *VALUES[held.value].takes)}
    if "choices" in told:
        told["choices"] = "\n".join(held.choices)
    return told | {"words": told_pairs(held.words)}


def _initial_block(held: MarkedBlock) -> dict[str, Any]:
    columns = {f"column_{one.field}": one.column for one in held.columns}
    pairs = {ours: theirs for one in held.columns for ours, theirs in one.words.items()}
    return {"last_row": held.last_row, "of": held.of, "words": told_pairs(pairs)} | columns


def _marked(
    request: SignedInRequest,
    template: ReturnTemplate,
    version: MarkingVersion,
    sheet: FormSheet,
    cell: str,
    typed: "forms.Form | None",
) -> str:
    """Do what was asked for; the words of what is wrong, empty for nothing."""
    seen = _seen(request)
    if not cell:
        return "Choose a cell first."
    try:
        if request.POST.get("do") == "unmark":
            marking = version.marking.without(sheet.name, cell)
            mark(by=request.membership, template=template, marking=marking, seen=seen)
            messages.success(request, f"{sheet.name} {cell} is not marked any more.")
            return ""
        if not isinstance(typed, CellForm | BlockForm):
            return "Choose what goes there."
        if not typed.is_valid():
            return ""
        made = typed.marked(sheet.name, cell)
        marking = version.marking.without(sheet.name, cell)
        marking = marking.with_cell(made) if isinstance(made, MarkedCell) else marking.with_block(made)
        mark(by=request.membership, template=template, marking=marking, seen=seen)
    except Refused as refusal:
        return str(refusal)
    messages.success(request, f"{made.at} is marked.")
    return ""


def _seen(request: SignedInRequest) -> int:
    text = request.POST.get("seen", "")
    return int(text) if text.isdigit() and len(text) < 9 else 0


@require_safe
def marking_file(request: SignedInRequest, number: int) -> HttpResponse:
    """The marks as a YAML file, to be kept, changed and loaded again."""
    check_may_read(request.membership)
    template = template_row(number)
    response = HttpResponse(template.newest.text, content_type="text/yaml; charset=utf-8")
    name = file_name("clearway-marks", f"{template.pk}", extension="yaml")
    response["Content-Disposition"] = content_disposition(name)
    return response


@require_POST
def load_file(request: SignedInRequest, number: int) -> HttpResponse:
    """Load marks from a YAML file, or a newer form."""
    check_may_keep(request.membership)
    template, here = template_row(number), reverse("returns:marks", args=[number])
    try:
        name, content = sent_file(request)
        if name.lower().endswith((".yaml", ".yml")):
            mark_from_file(by=request.membership, template=template, name=name, content=content, seen=_seen(request))
            said = "The marks of the file hold now."
        else:
            file = load_form(by=request.membership, name=name, content=content, store=site_store())
            replace_form(by=request.membership, template=template, file=file, seen=_seen(request))
            said = "The newer form is in place, with the same marks."
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return HttpResponseRedirect(here)

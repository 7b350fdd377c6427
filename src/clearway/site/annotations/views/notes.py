"""The notes on a measure: reading them, writing one, beginning a phase, withdrawing."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.measures.catalogue import Measure
from clearway.records.findings import Refused
from clearway.site import words as say
from clearway.site.annotations import own
from clearway.site.annotations.areas import area_name
from clearway.site.annotations.forms import AnnotationForm, CommentForm, PhaseForm, WithdrawForm
from clearway.site.annotations.models import AnnotationKind, Note
from clearway.site.annotations.permissions import (
    can_annotate,
    can_set_phases,
    can_withdraw,
    check_may_annotate,
    check_may_set_phases,
    check_may_withdraw,
)
from clearway.site.annotations.points import points_of
from clearway.site.annotations.presenters.notes import KINDS, lists_of, what, when
from clearway.site.annotations.reading import note_of, notes_of
from clearway.site.annotations.services import notes as services
from clearway.site.downloads import wanted_file
from clearway.site.organisations.models import Membership
from clearway.site.performance.permissions import check_may_see_figures
from clearway.site.requests import SignedInRequest

FIELD_OF = {"AREA": "area", "WORDS": "words", "PHASE": "begins", "ANNOTATION": "at"}
"""Which field of a form a refusal is about, by the first word of its code."""


@require_safe
def notes(request: SignedInRequest, measure: str) -> HttpResponse:
    """Everything that people wrote of a measure, of all areas or of one."""
    check_may_see_figures(request.membership)
    found, area = _measure(measure), _area(request)
    held = notes_of(found, area or None)
    tables = list(lists_of(found, held, lambda note: can_withdraw(request.membership, note)))
    file = wanted_file(request, *tables, name=f"clearway-notes-{found.id}")
    context = {
        **_about(found, area),
        "tables": tables,
        "may_annotate": can_annotate(request.membership, area or _own_area(request.membership)),
        "may_set_phases": can_set_phases(request.membership),
    }
    return file or render(request, "annotations/notes.jinja", context)


@require_http_methods(["GET", "POST"])
def add_annotation(request: SignedInRequest, measure: str) -> HttpResponse:
    """Mark what happened on the charts of a measure."""
    found, area = _measure(measure), _area(request) or _own_area(request.membership)
    check_may_annotate(request.membership, _own_area(request.membership))
    form = AnnotationForm(request.POST or None, initial={"area": area})

    def write() -> Note:
        typed = form.cleaned_data
        return services.annotate(
            by=request.membership,
            measure=None if typed["every_measure"] else found,
            area=typed["area"],
            at=typed["at"],
            precision=form.precision,
            kind=AnnotationKind(typed["kind"]),
            words=typed["words"],
        )

    return _written(request, form, found, area, "annotations/annotation.jinja", write, "Marked on the chart.")


@require_http_methods(["GET", "POST"])
def add_comment(request: SignedInRequest, measure: str) -> HttpResponse:
    """Write a comment beside the chart of a measure."""
    found, area = _measure(measure), _area(request) or _own_area(request.membership)
    check_may_annotate(request.membership, _own_area(request.membership))
    form = CommentForm(request.POST or None, initial={"area": area})

    def write() -> Note:
        typed = form.cleaned_data
        return services.comment(by=request.membership, measure=found, area=typed["area"], words=typed["words"])

    return _written(request, form, found, area, "annotations/comment.jinja", write, "Your comment stands beside it.")


@require_http_methods(["GET", "POST"])
def add_phase(request: SignedInRequest, measure: str) -> HttpResponse:
    """Begin a new phase of an area's limits: first the area is chosen, then the period, with the reason."""
    check_may_set_phases(request.membership)
    found, area = _measure(measure), _area(request)
    points = points_of(found, area) if area else ()
    form = PhaseForm(request.POST or None)

    def begin() -> Note:
        typed = form.cleaned_data
        return services.begin_phase(
            by=request.membership, measure=found, area=area, begins=typed["begins"], reason=typed["reason"]
        )

    more = {"points": [(one.isoformat(), say.day(one)) for one in reversed(points[1:])]}
    done = "The limits are worked out anew from that period."
    return _written(request, form, found, area, "annotations/phase.jinja", begin, done, more)


@require_http_methods(["GET", "POST"])
def withdraw(request: SignedInRequest, measure: str, kind: str, number: str) -> HttpResponse:
    """Withdraw a note, with the reason."""
    found, note = _measure(measure), _note(kind, number)
    if note.measure not in ("", found.id):
        raise Http404
    check_may_withdraw(request.membership, note)
    form = WithdrawForm(request.POST or None)
    back = _address(found.id, note.area)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(by=request.membership, note=note, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"The {note.noun} was withdrawn. It stays readable, with your reason.")
            return HttpResponseRedirect(back)
    told = {"note": note, "what": what(note), "when": when(note), "kind": kind, "form": form}
    context = {**_about(found, note.area), **told}
    return render(request, "annotations/withdraw.jinja", context, status=422 if form.is_bound else 200)


def _written(
    request: SignedInRequest,
    form: forms.Form,
    measure: Measure,
    area: str,
    template: str,
    write: Callable[[], Note],
    done: str,
    more: Mapping[str, object] | None = None,
) -> HttpResponse:
    """Write what was typed and lead back to the notes, or show the form with what is wrong."""
    if request.method == "POST" and form.is_valid():
        try:
            written = write()
        except Refused as refusal:
            field = FIELD_OF.get(refusal.code.partition("-")[0], "")
            field = "reason" if field == "words" and "reason" in form.fields else field
            form.add_error(field if field in form.fields else None, str(refusal))
        else:
            messages.success(request, done)
            return HttpResponseRedirect(_address(measure.id, written.area))
    context = {**_about(measure, area), "form": form, **(more or {})}
    return render(request, template, context, status=422 if form.is_bound else 200)


def _about(measure: Measure, area: str) -> dict[str, object]:
    return {"measure": measure, "area": area, "area_name": area_name(area) if area else ""}


def _address(measure: str, area: str) -> str:
    query = f"?{urlencode({'area': area})}" if area else ""
    return reverse("annotations:notes", args=[measure]) + query


def _measure(key: str) -> Measure:
    found = own.catalogue().measures.get(key)
    if found is None:
        raise Http404
    return found


def _area(request: SignedInRequest) -> str:
    """The area that a page is asked for; none where nobody knows it."""
    code = request.GET.get("area", "").strip().upper()
    return code if area_name(code) else ""


def _own_area(by: Membership) -> str:
    """The area that somebody writes about unless they say otherwise: a trust about itself, an alliance on all."""
    return "" if can_annotate(by, "") else by.organisation.code


def _note(kind: str, number: str) -> Note:
    found = note_of(KINDS[kind], int(number))
    if found is None:
        raise Http404
    return found

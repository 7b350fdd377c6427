"""Types of register: the list of versions, sending a schema, the preview, and taking it up."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.publications.tables import content_disposition
from clearway.records.findings import Refused
from clearway.site.registers.forms import DecideForm, SchemaForm
from clearway.site.registers.known import known_type, known_types, schema_of
from clearway.site.registers.models import TypeVersion, VersionState
from clearway.site.registers.permissions import check_may_manage_types
from clearway.site.registers.presenters.types import preview, versions_shown
from clearway.site.registers.schema.reading import LONGEST_SCHEMA
from clearway.site.registers.services import types as services
from clearway.site.registers.views.lists import in_words
from clearway.site.requests import SignedInRequest


@require_safe
@in_words
def types(request: SignedInRequest) -> HttpResponse:
    """The types in use and every version that was proposed here."""
    check_may_manage_types(request.membership)
    context = {"schemas": known_types(), "versions": versions_shown(list(TypeVersion.objects.all()))}
    return render(request, "registers/types.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def add_type(request: SignedInRequest) -> HttpResponse:
    """Send a schema: it is checked, and shown before it is taken up."""
    check_may_manage_types(request.membership)
    form = SchemaForm(request.POST, request.FILES) if request.method == "POST" else SchemaForm()
    if form.is_bound and form.is_valid():
        try:
            made = services.propose_version(by=request.membership, text=_text_of(form))
        except Refused as refusal:
            form.add_error("upload", f"{refusal.reason} {refusal.mend}")
        else:
            return HttpResponseRedirect(reverse("registers:type", args=[made.pk]))
    return render(request, "registers/add_type.jinja", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@in_words
def type_version(request: SignedInRequest, number: int) -> HttpResponse:
    """One version: what it says, what it changes, and taking it up."""
    check_may_manage_types(request.membership)
    held = TypeVersion.objects.filter(pk=min(number, 2**63 - 1)).first()
    if held is None:
        raise Http404
    problem = ""
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _decided(request, held, form.cleaned_data["action"])
        except Refused as refusal:
            problem = f"{refusal.reason} {refusal.mend}"
            held.refresh_from_db()
    schema, old = schema_of(held.text), None
    is_proposed = held.state == VersionState.PROPOSED
    if is_proposed:
        try:
            schema, old = services.checked_proposal(held.text)
        except Refused as refusal:
            problem = problem or f"{refusal.reason} {refusal.mend}"
    context = {
        "version": held,
        "state": VersionState(held.state).label,
        "schema": schema,
        "preview": preview(schema, old),
        "problem": problem,
        "is_proposed": is_proposed,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/type.jinja", context, status=status)


@require_safe
@in_words
def type_text(request: SignedInRequest, register: str) -> HttpResponse:
    """The schema in use as a file: the beginning of the next version."""
    check_may_manage_types(request.membership)
    answer = HttpResponse(known_type(register).text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = content_disposition(f"{register}.yaml")
    return answer


def _decided(request: SignedInRequest, held: TypeVersion, action: str) -> HttpResponse:
    if action == "drop":
        services.drop(by=request.membership, proposed=held)
        messages.success(request, "Dropped. Nothing has changed.")
        return HttpResponseRedirect(reverse("registers:types"))
    services.take_up(by=request.membership, proposed=held)
    messages.success(request, "Taken up: the register is in use as you see it.")
    return HttpResponseRedirect(reverse("registers:register", args=[held.register]))


def _text_of(form: SchemaForm) -> str:
    raw = form.cleaned_data["upload"].read(4 * LONGEST_SCHEMA + 1)
    try:
        return str(raw.decode("utf-8-sig")).replace("\r\n", "\n")
    except UnicodeDecodeError as wrong:
        raise Refused("The file is not text in UTF-8.", "Save it as UTF-8.", code="REGISTER-ENCODING") from wrong

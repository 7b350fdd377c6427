"""My forms, and starting one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.forms.forms import StartForm
from clearway.site.forms.models import CaseState, FormCase
from clearway.site.forms.permissions import can_manage_types, can_start, check_may_start, check_may_use_forms
from clearway.site.forms.presenters.lists import listed
from clearway.site.forms.reading import synthetic_mark
from clearway.site.forms.services.starting import start
from clearway.site.forms.types_held import newest
from clearway.site.requests import SignedInRequest

MOST_LISTED = 500
LISTS = (
    ("open", "Open forms", (CaseState.DRAFT, CaseState.SENT_BACK), "No form is open."),
    ("signed", "Signed, and not closed", (CaseState.SIGNED,), ""),
    ("closed", "Closed", (CaseState.CLOSED,), ""),
)


@require_safe
def forms(request: SignedInRequest) -> HttpResponse:
    """The forms that a membership may see, those due first on top."""
    check_may_use_forms(request.membership)
    held = FormCase.objects.for_membership(request.membership).select_related("type_version").prefetch_related("parts")
    sent = list(held.filter(type_version__is_public=True).order_by("-pk")[:MOST_LISTED])
    held = held.filter(type_version__is_public=False)
    today, mark = timezone.localdate(), synthetic_mark(settings.STORE)
    tables = []
    for key, title, states, empty in LISTS:
        cases = list(held.filter(state__in=states)[:MOST_LISTED])
        if cases or empty:
            tables.append(listed(cases, key=key, title=title, empty=empty, today=today, mark=mark))
    if sent:
        tables.append(listed(sent, key="public", title="Sent by the public", empty="", today=today, mark=mark))
    file = wanted_file(request, *tables, name="clearway-forms")
    context = {
        "tables": tables,
        "may_start": can_start(request.membership),
        "may_manage": can_manage_types(request.membership),
    }
    return file or render(request, "forms/forms.jinja", context)


@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Which form to start."""
    check_may_start(request.membership)
    return render(request, "forms/choose.jinja", {"types": [one for one in newest().values() if not one.is_public]})


@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest, key: str) -> HttpResponse:
    """Start a form of a type."""
    check_may_start(request.membership)
    asked = newest().get(key)
    if asked is None or asked.is_public:
        raise Http404
    form = StartForm(request.POST or None, asked=asked, by=request.membership)
    if request.method == "POST" and form.is_valid():
        try:
            made = start(
                by=request.membership,
                form=asked,
                subject=form.cleaned_data["subject"],
                fillers=form.fillers(),
                due_on=form.cleaned_data["due_on"],
            )
        except Refused as refusal:
            form.add_error("subject" if refusal.code.startswith("WORDS") else None, str(refusal))
        else:
            messages.success(request, f"Started: {asked.title}, number {made.pk}.")
            return HttpResponseRedirect(reverse("forms:case", args=[made.pk]))
    context = {"form": form, "asked": asked}
    return render(request, "forms/begin.jinja", context, status=422 if form.is_bound else 200)

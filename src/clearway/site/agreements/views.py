"""Which agreements there are, adding one, and ending one early."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.agreements.forms import AgreementForm, EndForm
from clearway.site.agreements.models import SharingAgreement
from clearway.site.agreements.permissions import can_manage_agreements, check_may_manage_agreements
from clearway.site.agreements.presenters import HELD_AFTER, listed
from clearway.site.agreements.services import end_agreement, record_agreement
from clearway.site.audit.refusals import record_refusal
from clearway.site.downloads import wanted_file
from clearway.site.requests import SignedInRequest, request_id

LISTS = (
    ("live", "Agreements that hold today", ("live", "ending soon"), "No agreement holds today."),
    ("ahead", "Agreements that have not begun", ("not yet begun",), ""),
    ("over", "Agreements that are over", ("expired", "ended early"), ""),
)


@require_safe
def agreements(request: SignedInRequest) -> HttpResponse:
    """Every agreement that this membership is party to, or may see: those that hold, will hold, and did hold."""
    today = timezone.localdate()
    seen = list(SharingAgreement.objects.for_membership(request.membership).prefetch_related("parties").distinct())
    tables = []
    for key, title, states, empty in LISTS:
        own = [one for one in seen if one.state(today) in states]
        if own or empty:
            tables.append(listed(own, key=key, title=title, empty=empty, today=today))
    context = {"tables": tables, "held": len(seen), "may_manage": can_manage_agreements(request.membership)}
    file = wanted_file(request, *tables, name="clearway-agreements")
    return file or render(request, "agreements/agreements.jinja", context)


@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Record an agreement that organisations have made."""
    check_may_manage_agreements(request.membership)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_agreement(by=request.membership, terms=form.terms())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Recorded: {made.title}.")
            return HttpResponseRedirect(reverse("agreements:agreements"))
    status = 422 if form.is_bound else 200
    return render(request, "agreements/add.jinja", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def agreement(request: SignedInRequest, number: int) -> HttpResponse:
    """One agreement in full; who may, ends it here."""
    found = _one(request, number)
    today = timezone.localdate()
    may_end = can_manage_agreements(request.membership) and found.ended_on is None and today <= found.until
    form = EndForm(request.POST or None)
    if request.method == "POST":
        check_may_manage_agreements(request.membership)
        if form.is_valid():
            try:
                end_agreement(
                    by=request.membership,
                    agreement=found,
                    on=form.cleaned_data["ended_on"],
                    reason=form.cleaned_data["reason"],
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, f"Ended: {found.title}. {HELD_AFTER}")
                return HttpResponseRedirect(reverse("agreements:agreement", args=[number]))
    context = {
        "agreement": found,
        "state": found.state(today),
        "may_end": may_end,
        "form": form,
        "held_after": HELD_AFTER,
    }
    return render(request, "agreements/agreement.jinja", context, status=422 if form.is_bound else 200)


def _one(request: SignedInRequest, number: int) -> SharingAgreement:
    """The agreement of a number; another organisation's is not found, and that somebody asked is recorded."""
    found = SharingAgreement.objects.for_membership(request.membership).filter(pk=number).first()
    if found is None:
        record_refusal(
            by=request.membership,
            subject=(SharingAgreement._meta.label_lower, str(number)),
            screen="data/agreements",
            request_id=request_id(request),
        )
        raise Http404
    return found

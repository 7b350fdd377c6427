"""Who is who, on screen: conflicts by kind, and one of them with what people found."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.downloads import wanted_file
from clearway.site.quality.framing import of_quality
from clearway.site.quality.identity import presenters, services
from clearway.site.quality.models import Finding
from clearway.site.quality.permissions import can_see_items
from clearway.site.quality.presenters.naming import sender
from clearway.site.requests import SignedInRequest, request_id


@require_safe
@of_quality
def conflicts(request: SignedInRequest) -> HttpResponse:
    """Every conflict that this membership may see: counts for all, single ones for those who open pathways."""
    by = request.membership
    found = services.conflicts(by=by)
    decided = services.decisions_on([one.key for one in found])
    listed = presenters.listed(found, decided, can_open=can_see_items(by), is_demo=is_demo())
    context = {"counts": presenters.counts(found), "listed": listed, "told": presenters.WHAT_CAN_BE_TOLD}
    return wanted_file(request, listed, name="clearway-identity") or render(request, "quality/identity.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@of_quality
def conflict(request: SignedInRequest, key: str) -> HttpResponse:
    """One conflict. Staff of a sending trust may be told the numbers, with a reason, and say what they found."""
    by = request.membership
    found = services.one_conflict(by=by, key=key, request_id=request_id(request))
    context: dict[str, Any] = {"rows": None, "refused": None, "reason": request.POST.get("reason", "")}
    if request.method == "POST":
        wanted = request.POST.get("wanted", "")
        context["wanted"] = wanted
        try:
            if wanted == "numbers":
                context["rows"] = services.reveal_numbers(
                    by=by, found=found, reason=context["reason"], request_id=request_id(request)
                )
            else:
                services.decide(by=by, found=found, finding=request.POST.get("finding", ""), reason=context["reason"])
                messages.success(
                    request, "Kept, with your name. Nothing was merged: correct the register and send again."
                )
                return HttpResponseRedirect(reverse("quality:conflict", args=[key]))
        except Refused as refusal:
            context["refused"] = refusal
    context |= {
        "found": found,
        "means": presenters.MEANS[found.kind],
        "senders": [sender(code) for code in found.organisations],
        "decided": services.decisions_on([key]).get(key, []),
        "findings": Finding.choices,
        "can_see_numbers": services.can_see_numbers(by, found),
        "chosen": request.POST.get("finding", ""),
    }
    return render(request, "quality/conflict.jinja", context, status=422 if context["refused"] else 200)

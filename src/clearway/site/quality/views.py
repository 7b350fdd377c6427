"""Data quality on screen. What may be seen and what is put on the trail is decided in `services`."""

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.downloads import WRITERS, wanted_file
from clearway.site.exports.watermark import marked, name_with
from clearway.site.jobs import services as jobs
from clearway.site.quality import services
from clearway.site.quality.asked import Asked, read
from clearway.site.quality.framing import of_quality
from clearway.site.quality.jobs import PUBLISH
from clearway.site.quality.permissions import can_see_items
from clearway.site.quality.presenters import complete
from clearway.site.quality.presenters import findings as finding_lines
from clearway.site.quality.presenters import held as held_back
from clearway.site.quality.presenters import mend as mends
from clearway.site.quality.presenters.naming import sender
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.submissions.models import Submission
from clearway.site.submissions.presenters import months
from clearway.site.submissions.services import accept_held, withdraw_held
from clearway.site.submissions.viewing import one_submission


@require_safe
@of_quality
def findings(request: SignedInRequest) -> HttpResponse:
    """What is wrong in the files that count: by kind, file and owner, with how to mend it."""
    by, asked = request.membership, read(request.GET)
    found = services.findings(by=by)
    every = finding_lines.lines(found)
    shown = finding_lines.kept(every, asked)
    listed = finding_lines.table(shown, can_open=can_see_items(by), is_demo=is_demo())
    trend = finding_lines.trend(found, is_demo=is_demo())
    file = wanted_file(request, listed, trend, name="clearway-findings")
    if file:
        return file
    context = {
        "asked": asked,
        "choices": finding_lines.choices(every, asked),
        "summary": finding_lines.summary(shown, asked),
        "listed": listed,
        "is_cut": len(listed.rows) == finding_lines.MOST_ROWS,
        "trend": trend,
        "senders": [(code, sender(code)) for code in services.senders(by)],
        "can_open": can_see_items(by),
        "waiting": len(services.held_files(by)),
    }
    return render(request, "quality/findings.jinja", context)


@require_safe
@of_quality
def mend(request: SignedInRequest) -> HttpResponse:
    """What one sender has to mend in its own register; as a file, the mend sheet."""
    by, asked = request.membership, read(request.GET)
    if not asked.organisation:
        asked = asked.but(organisation=by.organisation.code)
    is_download = request.GET.get("table") == "mends" and request.GET.get("format") in WRITERS
    found = services.mend_list(by=by, asked=asked, request_id=request_id(request), is_download=is_download)
    listed = mends.page(found, asked.organisation, is_demo=is_demo())
    loads = mends.loads(found, is_demo=is_demo())
    name = f"clearway-mend-{asked.organisation or 'several'}"
    if found.export:
        listed, name = marked(listed, found.export, by), name_with(name, found.export)
    file = wanted_file(request, listed, loads, name=name)
    if file:
        return file
    everything = Asked(organisation=asked.organisation)
    context = {
        "asked": asked,
        "sender": sender(asked.organisation),
        "found": found,
        "listed": listed,
        "loads": loads,
        "newest": mends.newest_words(found),
        "all_href": reverse("quality:mend") + everything.query() if asked != everything else "",
        "is_owner": found.is_owner,
    }
    return render(request, "quality/mend.jinja", context)


@require_safe
@of_quality
def held(request: SignedInRequest) -> HttpResponse:
    """The files that wait for somebody to say whether they count."""
    listed = held_back.listed(services.held_files(request.membership), is_demo=is_demo())
    return wanted_file(request, listed, name="clearway-held") or render(
        request, "quality/held.jinja", {"listed": listed}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@of_quality
def held_submission(request: SignedInRequest, submission_id: str) -> HttpResponse:
    """One file that waits: what stood out beside what it was compared with, and the decision."""
    by = request.membership
    found = one_submission(by=by, submission_id=submission_id, request_id=request_id(request))
    refused = None
    if request.method == "POST":
        try:
            return _decided(request, found)
        except Refused as refusal:
            refused = refusal
    compared = held_back.comparison(settings.STORE, found, is_demo=is_demo())
    file = wanted_file(request, compared, name=found.pk)
    if file:
        return file
    context = {
        "found": found,
        "sender": sender(found.organisation_code),
        "months": months(found),
        "compared": compared,
        "not_compared": held_back.not_compared(settings.STORE, found),
        "can_decide": services.can_decide(by, found),
        "refused": refused,
        "reason": request.POST.get("reason", ""),
        "decision": request.POST.get("decision", ""),
    }
    return render(request, "quality/held_submission.jinja", context, status=422 if refused else 200)


def _decided(request: SignedInRequest, found: Submission) -> HttpResponse:
    """Carry out a decision. Raises Refused with words for the form, PermissionDenied for who may not."""
    by, reason = request.membership, request.POST.get("reason", "")
    decision = request.POST.get("decision", "")
    if not services.can_decide(by, found):
        raise PermissionDenied("Your role does not decide on files of this organisation.")
    if decision == "publish":
        accept_held(by=by, submission_id=found.pk, reason=reason)
        jobs.enqueue(by=by, kind=PUBLISH, arguments={"membership": by.pk, "because": found.pk})
        messages.success(request, f"{found.file_name} counts now. The figures are being worked out.")
    elif decision == "withdraw":
        withdraw_held(by=by, submission_id=found.pk, reason=reason)
        messages.success(request, f"{found.file_name} is withdrawn. It is kept, and will not count.")
    else:
        raise Refused("Say whether the file is right.", "Choose one of the two.", code="DECISION_MISSING")
    return HttpResponseRedirect(reverse("quality:held"))


@require_safe
@of_quality
def completeness(request: SignedInRequest) -> HttpResponse:
    """How complete one sender's records are, column by column and month by month."""
    by, asked = request.membership, read(request.GET)
    known = services.senders(by)
    code = asked.organisation or (by.organisation.code if by.organisation.code in known else next(iter(known), ""))
    columns = services.completeness(by=by, organisation=code, request_id=request_id(request)) if known else []
    table = complete.table(columns, code, is_demo=is_demo())
    file = wanted_file(request, table, name=f"clearway-completeness-{code or 'several'}")
    if file:
        return file
    base = reverse("quality:completeness") + Asked(organisation=code).query()
    chosen = next((one for one in columns if one.column == asked.column), None)
    context = {
        "sender": sender(code),
        "code": code,
        "senders": [(one, sender(one)) for one in known],
        "rows": complete.rows(columns, base if "?" in base else f"{base}?"),
        "chosen": chosen,
        "drawing": complete.chart(chosen) if chosen else None,
        "table": table,
        "definition": complete.DEFINITION,
        "is_demo": is_demo(),
    }
    return render(request, "quality/completeness.jinja", context)

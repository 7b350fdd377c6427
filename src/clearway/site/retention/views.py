"""Until when files are kept, what is held back or due, what was purged; holding, releasing and purging one."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from clearway.pipeline.tombstones import read_tombstone
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.jobs.services import enqueue
from clearway.site.notifications.services import notices_purged
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.retention.forms import PurgeForm, ReasonForm
from clearway.site.retention.jobs import PUBLISH_AFTER_PURGE
from clearway.site.retention.periods import keepings, periods_of
from clearway.site.retention.permissions import can_manage_retention, check_may_manage_retention
from clearway.site.retention.presenters import kept_list, notices_purged_list, period_words, purged_list
from clearway.site.retention.services import place_hold, purge_submission, release_hold, site_store
from clearway.site.submissions.models import DataSet, Submission, SubmissionState
from clearway.site.submissions.viewing import NotShown, one_submission
from clearway.standards.retention import NOTICES

SECONDS_FOR_A_WRITER = 3.0


@require_safe
def retention(request: SignedInRequest) -> HttpResponse:
    """The periods, and every file that this membership may see by where it stands."""
    today, store = timezone.localdate(), settings.STORE
    seen = list(Submission.objects.for_membership(request.membership))
    periods = periods_of(store)
    kept = keepings(seen, periods, today)
    purged = [one for one in seen if one.state == SubmissionState.PURGED]
    stones = {one.pk: read_tombstone(store, one.pk) for one in purged} if store else {}
    tables = [
        kept_list(
            [one for one in kept if one.is_due(today)],
            key="due",
            title="Due to be purged",
            empty="Nothing is due: no file is past its period.",
            today=today,
        ),
        kept_list(
            [one for one in kept if one.hold],
            key="held",
            title="Held back from purging",
            empty="Nothing is held back.",
            today=today,
        ),
        kept_list(
            [one for one in kept if not one.is_due(today) and not one.hold],
            key="kept",
            title="Kept",
            empty="No file is kept here that you may see.",
            today=today,
        ),
    ]
    if purged:
        because = {name: stone.because for name, stone in stones.items() if stone}
        tables.append(purged_list(purged, because, today))
    if can_manage_retention(request.membership):
        tables.append(notices_purged_list(notices_purged(), today))
    in_force = [period for kind in (*DataSet, NOTICES) if (period := periods.period(kind, today))]
    context = {
        "tables": tables,
        "periods": [period_words(one) for one in in_force],
        "is_ours": any(not one.agreed_by for one in in_force),
    }
    return wanted_file(request, *tables, name="clearway-retention") or render(
        request, "retention/retention.jinja", context
    )


@require_http_methods(["GET", "POST"])
def file(request: SignedInRequest, submission_id: str) -> HttpResponse:
    """One file: until when it is kept; who may, holds it back, releases it or purges it here."""
    by = request.membership
    try:
        found = one_submission(by=by, submission_id=submission_id, request_id=request_id(request))
    except NotShown as missing:
        raise Http404 from missing
    if found.state == SubmissionState.PURGED:
        return HttpResponseRedirect(reverse("submissions:submission", args=[found.pk]))
    wish = request.POST.get("wish", "")
    forms = {
        "hold": ReasonForm(request.POST if wish == "hold" else None, auto_id="hold-%s"),
        "release": ReasonForm(request.POST if wish == "release" else None, auto_id="release-%s"),
        "purge": PurgeForm(request.POST if wish == "purge" else None, name=found.pk),
    }
    refusal = ""
    if request.method == "POST":
        check_may_manage_retention(by)
        if wish not in forms:
            raise Http404
        try:
            if forms[wish].is_valid():
                return _done(request, found, wish, forms[wish].cleaned_data)
        except Refused as refused:
            refusal = str(refused)
    today = timezone.localdate()
    (keeping,) = keepings([found], periods_of(settings.STORE), today)
    context = {
        "submission": found,
        "keeping": keeping,
        "is_early": keeping.until is None or keeping.until >= today,
        "may_manage": can_manage_retention(by),
        "holds_people": found.data_set == DataSet.WAITING_TIME_RECORDS,
        "forms": forms,
        "refusal": refusal,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "retention/file.jinja", context, status=status)


def _done(request: SignedInRequest, found: Submission, wish: str, said: dict[str, str]) -> HttpResponse:
    """Do what was wished, and lead to where it shows."""
    by = request.membership
    if wish == "hold":
        place_hold(by=by, submission=found, reason=said["reason"])
        messages.success(request, f"{found.file_name} is held back: it cannot be purged until the hold is released.")
    elif wish == "release":
        release_hold(by=by, submission=found, reason=said["reason"])
        messages.success(request, f"{found.file_name} is no longer held back.")
    else:
        purge_submission(
            by=by, submission=found, because=said["because"], store=site_store(), patience=SECONDS_FOR_A_WRITER
        )
        enqueue(by=by, kind=PUBLISH_AFTER_PURGE, arguments={"membership": by.pk})
        messages.success(
            request,
            f"{found.file_name} was purged. The figures are being built without it; until then pages still count it.",
        )
        return HttpResponseRedirect(reverse("submissions:submission", args=[found.pk]))
    return HttpResponseRedirect(reverse("retention:file", args=[found.pk]))

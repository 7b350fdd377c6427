"""The guided page: a sample is looked at, a profile proposed, corrected, tried on the sample, and saved."""

import io
from datetime import date
from typing import IO, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from clearway.demo.tracker_exports import TRACKER_EXPORTS
from clearway.intake.profiles import Profile, profile_from
from clearway.intake.profiles.loading import SEPARATOR_WORDS
from clearway.intake.profiles.proposing import propose
from clearway.intake.profiles.sample import Sample
from clearway.intake.profiles.trial import Trial, try_out
from clearway.intake.profiles.writing import SEPARATOR_NAMES
from clearway.intake.waiting_times.dates import PROFILE_FORMATS
from clearway.records.findings import Refused
from clearway.site.demo_store import is_demo
from clearway.site.mapping import samples
from clearway.site.mapping.drafting import drafted, first_draft
from clearway.site.mapping.models import SampleFile
from clearway.site.mapping.permissions import check_may_map
from clearway.site.mapping.presenters import column_groups, column_rows, effect_rows, site_rows
from clearway.site.mapping.services import save_profile
from clearway.site.mapping.views import _sender
from clearway.site.organisations.permission import Permission
from clearway.site.requests import SignedInRequest, request_id

MOST_ERRORS_SHOWN = 12


@never_cache
@require_http_methods(["GET", "POST"])
def begin(request: SignedInRequest) -> HttpResponse:
    """Choose a sample, or paste a profile that is there already."""
    by = request.membership
    check_may_map(by, by.organisation.code)
    try:
        if request.method == "POST" and request.POST.get("yaml", "").strip():
            return _pasted(request, request.POST["yaml"])
        if request.method == "POST":
            if (sent := request.FILES.get("file")) is None:
                samples.refuse_too_large(int(request.META.get("CONTENT_LENGTH") or 0))
                raise Refused("No file was chosen.", "Choose a file, or paste a profile.", code="SAMPLE_NONE")
            return _looked_at(request, cast("IO[bytes]", sent.file), str(sent.name), int(sent.size or 0))
        if upload_id := request.GET.get("sample"):
            return _from_upload(request, upload_id)
    except Refused as refused:
        return _begin_page(request, refused)
    return _begin_page(request, None)


@never_cache
@require_http_methods(["GET", "POST"])
def guided(request: SignedInRequest, token: str) -> HttpResponse:
    """The proposal as a form; `?effect=1` also shows what the profile makes of the sample."""
    sample = samples.one_sample(by=request.membership, token=token)
    if sample is None:
        raise Http404
    seen = samples.seen_of(sample)
    before = samples.draft_of(sample) or first_draft(seen, request.membership)
    if request.method == "POST" and "give_up" in request.POST:
        samples.drop_sample(by=request.membership, sample=sample, reason="given up")
        return HttpResponseRedirect(reverse("mapping:profiles"))
    refused: Refused | None = None
    if request.method == "POST":
        try:
            draft = drafted(before, seen, request.POST)
            samples.keep_draft(sample, draft)
            if "save" in request.POST:
                return _saved(request, sample, draft)
            return HttpResponseRedirect(f"{reverse('mapping:guided', args=[token])}?effect=1#effect")
        except Refused as problem:
            refused = problem
    trial, problem_found = _tried(sample, before) if request.GET.get("effect") and not refused else (None, None)
    return _guided_page(request, sample, seen, before, trial, refused or problem_found)


def _tried(sample: SampleFile, draft: Profile) -> tuple[Trial | None, Refused | None]:
    """What the draft makes of the sample, or why it cannot be read with it."""
    kind = "demo" if is_demo() else "live"
    path = samples.path_of(sample)
    try:
        trial = try_out(
            draft,
            path,
            file_name=sample.file_name,
            store_kind="demo" if kind == "demo" else "live",
            today=_today(),
            limits=samples.LIMITS,
            scratch=path.parent,
        )
    except Refused as refused:
        return None, refused
    return trial, None


def _today() -> date:
    return timezone.localdate()


def _saved(request: SignedInRequest, sample: SampleFile, draft: Profile) -> HttpResponse:
    """Save the draft for its sender and remove the sample."""
    code = _sender(request.membership, request.POST)
    saved = save_profile(by=request.membership, organisation_code=code, profile=draft)
    samples.drop_sample(by=request.membership, sample=sample, reason="its profile was saved")
    messages.success(
        request, f"Saved as {saved.address}, version {saved.version}. Files of {code} are read with it from now on."
    )
    return HttpResponseRedirect(reverse("mapping:profile", args=[saved.address]))


def _looked_at(request: SignedInRequest, file: IO[bytes], name: str, size: int) -> HttpResponse:
    sample = samples.keep_sample(by=request.membership, file=file, file_name=name, size=size)
    return HttpResponseRedirect(reverse("mapping:guided", args=[sample.token]))


def _from_upload(request: SignedInRequest, upload_id: str) -> HttpResponse:
    """A file that was sent on the page Send a file: its first rows become the sample, never more of it."""
    from clearway.site.sending.uploads import NotShown, one_upload, open_sample

    by = request.membership
    try:
        upload = one_upload(by=by, upload_id=upload_id, request_id=request_id(request))
        first_rows = samples.beginning_of(open_sample(upload_id, by, request_id(request)))
        return _looked_at(request, io.BytesIO(first_rows), upload.files[0]["name"], len(first_rows))
    except (NotShown, FileNotFoundError) as missing:
        raise Http404 from missing


def _pasted(request: SignedInRequest, text: str) -> HttpResponse:
    """A profile that somebody made elsewhere is saved as it is."""
    code = _sender(request.membership, request.POST)
    saved = save_profile(
        by=request.membership, organisation_code=code, profile=profile_from(text, "that was pasted"),
        use_for_sender="use" in request.POST,
    )  # fmt: skip
    messages.success(request, f"Saved as {saved.address}, version {saved.version}.")
    return HttpResponseRedirect(reverse("mapping:profile", args=[saved.address]))


def _begin_page(request: SignedInRequest, refused: Refused | None) -> HttpResponse:
    context = {
        "refused": refused,
        "pasted": request.POST.get("yaml", ""),
        "most_megabytes": samples.MOST_BYTES / 1_000_000,
        "kept_hours": int(samples.KEPT_FOR.total_seconds() // 3600),
        "tries": [(one.file_name(), one.title) for one in TRACKER_EXPORTS] if is_demo() else [],
        "sees_all": request.membership.may(Permission.SEE_WHOLE_ALLIANCE),
        "own_code": request.membership.organisation.code,
    }
    return render(request, "mapping/new.jinja", context, status=400 if refused else 200)


def _guided_page(
    request: SignedInRequest, sample: SampleFile, seen: Sample, draft: Profile, trial: Trial | None,
    refused: Refused | None,
) -> HttpResponse:  # fmt: skip
    proposal = propose(seen)
    context = {
        "sample": sample,
        "seen": seen,
        "draft": draft,
        "proposal": proposal,
        "groups": column_groups(column_rows(seen, draft, proposal)),
        "sites": site_rows(proposal.sites, draft),
        "headings": [(place, heading) for place, heading in enumerate(seen.headings) if heading],
        "formats": list(PROFILE_FORMATS),
        "separators": list(SEPARATOR_WORDS),
        "separator": SEPARATOR_NAMES[draft.layout.separator],
        "trial": trial,
        "effects": effect_rows(trial) if trial else [],
        "refused": refused,
        "posted": request.method == "POST",
        "questions": proposal.open_questions if samples.draft_of(sample) is None else (),
        "sees_all": request.membership.may(Permission.SEE_WHOLE_ALLIANCE),
        "own_code": request.membership.organisation.code,
    }
    return render(request, "mapping/guided.jinja", context, status=400 if refused and request.method == "POST" else 200)

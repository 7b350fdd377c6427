"""Sending a file: the form that takes it in, and the page that tells how far it is and what came of it."""

import secrets

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from clearway.intake.limits import DEFAULT
from clearway.records.findings import Refused
from clearway.site.downloads import wanted_file
from clearway.site.organisations.permission import Permission
from clearway.site.requests import SignedInRequest, request_id
from clearway.site.sending import antivirus, services, uploads
from clearway.site.sending.asked import (
    SendForm,
    declared_before,
    declared_for_mending,
    nothing_declared,
    organisations,
)
from clearway.site.sending.layout import source_of_address
from clearway.site.sending.models import ID_LENGTH, Sending, Upload
from clearway.site.sending.presenters import SendingPresenter
from clearway.site.sending.receiving import MOST_FILES, Reception, broken_off, receiving
from clearway.site.sending.uploads import NotShown
from clearway.site.sending.viewing import one_sending, recent_sendings
from clearway.site.standards import books
from clearway.site.submissions.presenters import SubmissionPresenter
from clearway.site.submissions.viewing import NotShown as SubmissionNotShown
from clearway.site.submissions.viewing import one_submission

STATUS = {"UPLOAD_SIZE": 413, "UPLOAD_FILES": 413, "UPLOAD_NO_ROOM": 507, "UPLOAD_BROKEN_OFF": 400}
SENT_TWICE = "You had sent this already: the form arrived twice, and was taken once."
ON_ITS_WAY = "The same file is being loaded already. This is how far it is; yours was not kept a second time."


@csrf_exempt  # looked at by `_take`: the form must not be read before the files have somewhere to go
@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedInRequest) -> HttpResponse:
    """The form; or take in what was sent, and lead to the page that tells of it."""
    by = request.membership
    if settings.STORE is None:
        raise Http404
    if not by.may(Permission.LOAD_SUBMISSIONS):
        raise PermissionDenied("Your role does not allow loading files.")
    if request.method != "POST":
        return _prefilled(request)
    with receiving(request, settings.STORE) as reception:
        if reception.refusal:
            return _page(request, SendForm(by, initial=nothing_declared()), refusal=reception.refusal)
        return _take(request, reception)


@require_safe
def sending(request: SignedInRequest, sending_id: str) -> HttpResponse:
    """How far one sending is, or what came of it and what to do next."""
    found = _found(request, sending_id)
    waited = (timezone.now() - found.asked_at).total_seconds()
    context = {"shown": _presenter().shown(found, waited), "upload": found.upload}
    return render(request, "sending/sending.jinja", context)


@csrf_protect
def _take(request: SignedInRequest, reception: Reception) -> HttpResponse:
    by, token = request.membership, _token(request.POST.get("token", ""))
    form = SendForm(by, request.POST)
    if there := services.sending_of_token(by=by, token=token):
        return _led_to(request, there, SENT_TWICE)
    is_whole = request.POST.get("end") == "1"
    if reception.refusal or not is_whole:
        return _page(request, form, refusal=reception.refusal or broken_off())
    upload = _upload(request, reception)
    if upload is None:
        form.add_error(None, "Choose a file to send.")
    if upload is None or not form.is_valid():
        return _page(request, form, upload=upload)
    made, is_new = services.send_upload(by=by, upload=upload, declaration=form.declaration(), token=token)
    if not is_new and made.upload_id != upload.pk:
        uploads.remove_upload(upload=upload, store=reception.store, because="sent twice", by=by)
    return (
        redirect("sending:sending", made.pk)
        if is_new
        else _led_to(request, made, SENT_TWICE if made.pk == token else ON_ITS_WAY)
    )


def _upload(request: SignedInRequest, reception: Reception) -> Upload | None:
    """What was sent just now; else what the form says lies here already."""
    by = request.membership
    if reception.files:
        return uploads.keep_upload(by=by, reception=reception)
    return _upload_here(request, request.POST.get("upload", ""))


def _upload_here(request: SignedInRequest, upload_id: str) -> Upload | None:
    if not upload_id:
        return None
    try:
        return uploads.one_upload(by=request.membership, upload_id=upload_id, request_id=request_id(request))
    except NotShown:
        return None


def _prefilled(request: SignedInRequest) -> HttpResponse:
    """The form, filled in from what was sent before: the same file again, or the mended file of a submission."""
    by = request.membership
    said, upload, mended = nothing_declared(), None, ""
    if again := request.GET.get("again"):
        before = _found(request, again)
        said = declared_before(before)
        is_own = before.asked_from == by.organisation.code and before.upload.is_here
        upload = _upload_here(request, before.upload_id) if is_own else None
    elif mends := request.GET.get("mends"):
        try:
            submission = one_submission(by=by, submission_id=mends, request_id=request_id(request))
        except SubmissionNotShown as missing:
            raise Http404 from missing
        said, mended = declared_for_mending(submission), submission.file_name
    if upload_id := request.GET.get("upload"):
        upload = _upload_here(request, upload_id)
        if upload is None:
            raise Http404
    if source := request.GET.get("source"):
        said["source"] = source_of_address(source)
    return _page(request, SendForm(by, initial=said), upload=upload, mended=mended)


def _page(
    request: SignedInRequest,
    form: SendForm,
    *,
    upload: Upload | None = None,
    mended: str = "",
    refusal: Refused | None = None,
) -> HttpResponse:
    by = request.membership
    listed = _presenter().listed(recent_sendings(by))
    status = 422 if form.errors else 200
    context = {
        "form": form,
        "upload": upload,
        "mended": mended,
        "refusal": refusal,
        "token": secrets.token_hex(ID_LENGTH // 2),
        "listed": listed,
        "has_choice": len(organisations(by)) > 1,
        "most_bytes": DEFAULT.file_bytes,
        "most_megabytes": DEFAULT.file_bytes // 1_000_000,
        "most_files": MOST_FILES,
        "is_scanned": antivirus.is_configured(),
        "is_administrator": by.may(Permission.MANAGE_PEOPLE),
    }
    file = wanted_file(request, listed, name="clearway-sent")
    return file or render(request, "sending/send.jinja", context, status=STATUS[refusal.code] if refusal else status)


def _led_to(request: SignedInRequest, there: Sending, words: str) -> HttpResponseRedirect:
    messages.info(request, words)
    return redirect("sending:sending", there.pk)


def _found(request: SignedInRequest, sending_id: str) -> Sending:
    try:
        return one_sending(by=request.membership, sending_id=sending_id, request_id=request_id(request))
    except NotShown as missing:
        raise Http404 from missing


def _token(sent: str) -> str:
    """The token of the form; a new one when what came is none of ours."""
    is_one = len(sent) == ID_LENGTH and set(sent) <= set("0123456789abcdef")
    return sent if is_one else secrets.token_hex(ID_LENGTH // 2)


def _presenter() -> SendingPresenter:
    known = books.organisations()
    return SendingPresenter(SubmissionPresenter(known, settings.STORE), known, settings.STORE)

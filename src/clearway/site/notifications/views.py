"""One's notices, and how one wants to be told."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from clearway.site.downloads import wanted_file
from clearway.site.notifications.forms import HOURS, SettingsForm
from clearway.site.notifications.models import Digest
from clearway.site.notifications.presenters import listed
from clearway.site.notifications.services import choose, mark_read, own_notices, settings_of, unread_of
from clearway.site.requests import SignedInRequest

MOST_SHOWN = 100


@require_safe
def notices(request: SignedInRequest) -> HttpResponse:
    """The newest notices of the person, in the role in which they act."""
    held = list(own_notices(request.membership)[:MOST_SHOWN])
    table = listed(held, today=timezone.localdate())
    file = wanted_file(request, table, name="clearway")
    context = {
        "notices": held,
        "table": table,
        "unread": unread_of(request.membership),
        "chosen": settings_of(request.user),
        "most": MOST_SHOWN,
    }
    return file or render(request, "notifications/notices.jinja", context)


@require_POST
def read_all(request: SignedInRequest) -> HttpResponse:
    """Mark every notice as read."""
    mark_read(by=request.membership)
    return HttpResponseRedirect(reverse("notifications:notices"))


@require_POST
def read_one(request: SignedInRequest, number: int) -> HttpResponse:
    """Mark one notice as read; somebody else's is not found."""
    number = min(number, 2**63 - 1)
    if not own_notices(request.membership).filter(pk=number).exists():
        raise Http404
    mark_read(by=request.membership, notices=[number])
    return HttpResponseRedirect(reverse("notifications:notices"))


@require_http_methods(["GET", "HEAD", "POST"])
def how_told(request: SignedInRequest) -> HttpResponse:
    """Choose whether a mail comes, and in which hours none does."""
    held = settings_of(request.user)
    form = SettingsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begins, ends = form.hours()
        choose(by=request.membership, digest=form.cleaned_data["digest"], quiet_from=begins, quiet_until=ends)
        messages.success(request, "Saved.")
        return HttpResponseRedirect(reverse("notifications:notices"))
    context = {
        "form": form,
        "problems": {name: found[0] for name, found in form.errors.items()} if form.is_bound else {},
        "digest": request.POST.get("digest", held.digest),
        "quiet_from": request.POST.get("quiet_from", str(held.quiet_from.hour)),
        "quiet_until": request.POST.get("quiet_until", str(held.quiet_until.hour)),
        "digests": Digest.choices,
        "hours": HOURS,
    }
    return render(request, "notifications/settings.jinja", context, status=422 if form.errors else 200)

"""The list of mapping profiles, one profile in plain words, and what a sender's files are read with."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from clearway.demo.tracker_exports import TRACKER_EXPORTS
from clearway.demo.tracker_samples import sample_file
from clearway.intake.profiles import Profile, shipped_profile, shipped_profiles
from clearway.publications.tables import content_disposition
from clearway.site.audit.refusals import record_refusal
from clearway.site.demo_store import is_demo
from clearway.site.downloads import wanted_file
from clearway.site.mapping.models import MappingProfile, SenderProfile
from clearway.site.mapping.permissions import can_map
from clearway.site.mapping.presenters import columns_table, layout_words, versions_words
from clearway.site.mapping.services import is_saved, profile_of, share_profile, use_for
from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.requests import SignedInRequest, request_id


@require_safe
def profiles(request: SignedInRequest) -> HttpResponse:
    """Every profile that this membership may use, and which senders are read with which."""
    by = request.membership
    newest: dict[str, MappingProfile] = {}
    for one in MappingProfile.objects.for_membership(by).order_by("owner_code", "profile_id", "-version"):
        newest.setdefault(one.address, one)
    senders = SenderProfile.objects.for_membership(by).filter(ended_at=None).select_related("profile")
    own = [one for one in newest.values() if one.owner_code == by.organisation.code]
    context = {
        "shipped": list(shipped_profiles().values()),
        "own": own,
        "others": [one for one in newest.values() if one not in own],
        "senders": senders,
        "may_map": can_map(by, by.organisation.code),
    }
    return render(request, "mapping/profiles.jinja", context)


@require_safe
def profile(request: SignedInRequest, name: str) -> HttpResponse:
    """One profile in plain words; `?format=yaml` is the profile itself."""
    shown, saved = _found(request, name)
    table = columns_table(shown)
    if request.GET.get("format") == "yaml":
        return _yaml(shown, saved)
    if file := wanted_file(request, table, name=shown.name.replace("@", "-")):
        return file
    by = request.membership
    versions = (
        list(MappingProfile.objects.for_membership(by).filter(owner_code=saved.owner_code, profile_id=saved.profile_id))
        if saved
        else []
    )
    context = {
        "shown": shown,
        "saved": saved,
        "name": name,
        "layout_words": layout_words(shown),
        "table": table,
        "versions": versions_words(versions),
        "may_map": can_map(by, by.organisation.code),
        "may_share": bool(saved) and can_map(by, saved.owner_code if saved else ""),
        "sees_all": by.may(Permission.SEE_WHOLE_ALLIANCE),
        "own_code": by.organisation.code,
    }
    return render(request, "mapping/profile.jinja", context)


@require_POST
def use(request: SignedInRequest, name: str) -> HttpResponse:
    """Read a sender's files with a profile from now on, or with none (`stop`)."""
    _, saved = _found(request, name)
    code = _sender(request.membership, request.POST)
    if "stop" in request.POST:
        use_for(by=request.membership, organisation_code=code)
        messages.success(request, f"Files of {code} are no longer read with a remembered profile.")
    else:
        use_for(by=request.membership, organisation_code=code, saved=saved, shipped_id="" if saved else name)
        messages.success(request, f"From now on files of {code} are read with this profile.")
    return HttpResponseRedirect(reverse("mapping:profiles"))


@require_POST
def share(request: SignedInRequest, name: str) -> HttpResponse:
    """Let every organisation of the alliance use a profile, or no longer."""
    _, saved = _found(request, name)
    if saved is None:
        raise Http404
    share_profile(by=request.membership, saved=saved, is_shared="share" in request.POST)
    return HttpResponseRedirect(reverse("mapping:profile", args=[name]))


@never_cache
@require_safe
def try_file(request: SignedInRequest, file_name: str) -> HttpResponse:
    """A small synthetic export of an invented tracker, for trying the guided page out; in demo stores only."""
    export = next((one for one in TRACKER_EXPORTS if one.file_name() == file_name), None)
    if export is None or not is_demo():
        raise Http404
    response = HttpResponse(sample_file(export), content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition(file_name)
    return response


def _found(request: SignedInRequest, name: str) -> tuple[Profile, MappingProfile | None]:
    """A shipped or saved profile by its name in an address; what is not this membership's to see is not found."""
    if (shipped := shipped_profile(name)) is not None:
        return shipped, None
    bare, _, asked = name.partition("@")
    owner, _, profile_id = bare.partition(".")
    where: Mapping[str, Any] = {"owner_code": owner, "profile_id": profile_id}
    held = MappingProfile.objects.for_membership(request.membership).filter(**where)
    version = request.GET.get("version", asked)
    held = held.filter(version=int(version)) if version.isdecimal() else held
    saved = held.order_by("-version").first()
    if saved is None:
        if is_saved(owner, profile_id):
            subject = (MappingProfile._meta.label_lower, bare[:120])
            by = request.membership
            record_refusal(by=by, subject=subject, screen="data/profiles", request_id=request_id(request))
        raise Http404
    return profile_of(saved), saved


def _sender(by: Membership, sent: Mapping[str, Any]) -> str:
    """Whose files are meant: any trust's for a role of the alliance, else one's own."""
    code = str(sent.get("organisation", "")).strip().upper()
    if not code or not by.may(Permission.SEE_WHOLE_ALLIANCE):
        return by.organisation.code
    if not code.isalnum() or not 3 <= len(code) <= 9:
        raise PermissionDenied("An organisation is named by its ODS code.")
    return code


def _yaml(shown: Profile, saved: MappingProfile | None) -> HttpResponse:
    from clearway.intake.profiles import written

    response = HttpResponse(saved.yaml if saved else written(shown), content_type="application/yaml; charset=utf-8")
    response["Content-Disposition"] = content_disposition(f"{shown.id}-{shown.version}.yaml")
    return response

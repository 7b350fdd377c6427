"""Saving a mapping profile, sharing it, and saying that a sender's files are read with it."""

import re
from dataclasses import replace

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from clearway.intake.profiles import Profile, profile_from, shipped_profile, written
from clearway.records.findings import Refused
from clearway.site.audit import services as audit
from clearway.site.mapping.models import MappingProfile, SenderProfile
from clearway.site.mapping.permissions import check_may_map
from clearway.site.operational.scope import is_there
from clearway.site.organisations.models import Membership

SAVED_NAME = re.compile(r"(?P<owner>[A-Za-z0-9]{1,20})\.(?P<id>[a-z0-9-]{1,50})(?:@(?P<version>[0-9]{1,6}))?")


def save_profile(
    *, by: Membership, organisation_code: str, profile: Profile, use_for_sender: bool = True
) -> MappingProfile:
    """Save a profile for an organisation: the next version of its id. The same words again give the version they have.

    The version number that the profile carries is replaced by ours. Raises PermissionDenied unless `by` may load for
    the organisation.
    """
    check_may_map(by, organisation_code)
    with transaction.atomic():
        own = MappingProfile.unscoped.filter(owner_code=organisation_code, profile_id=profile.id)
        newest = own.order_by("-version").first()
        if newest and newest.yaml == written(replace(profile, version=newest.version)):
            saved = newest
        else:
            version = (own.aggregate(highest=Max("version"))["highest"] or 0) + 1
            kept = replace(profile, version=version)
            saved = MappingProfile.unscoped.create(
                owner_code=organisation_code,
                profile_id=kept.id,
                version=version,
                title=kept.title[:200],
                yaml=written(kept),
                digest=kept.digest,
                is_shared=newest.is_shared if newest else False,
                saved_by=by.person.email,
                saved_at=timezone.now(),
            )
            audit.record(
                event="mapping profile saved",
                by=by,
                subject=saved,
                before={"version": newest.version, "digest": newest.digest} if newest else None,
                after={"owner": organisation_code, "profile": kept.name, "digest": kept.digest},
            )
        if use_for_sender:
            use_for(by=by, organisation_code=organisation_code, saved=saved)
    return saved


def share_profile(*, by: Membership, saved: MappingProfile, is_shared: bool) -> None:
    """Let every organisation of the alliance use a profile, all its versions, or no longer."""
    check_may_map(by, saved.owner_code)
    with transaction.atomic():
        versions = MappingProfile.unscoped.filter(owner_code=saved.owner_code, profile_id=saved.profile_id)
        before = versions.filter(is_shared=True).exists()
        versions.update(is_shared=is_shared)
        audit.record(
            event="mapping profile shared" if is_shared else "mapping profile no longer shared",
            by=by,
            subject=saved,
            before={"shared": before},
            after={"shared": is_shared},
        )


def use_for(
    *, by: Membership, organisation_code: str, saved: MappingProfile | None = None, shipped_id: str = ""
) -> SenderProfile | None:
    """From now on read a sender's files with a saved or a shipped profile, or (neither given) with none.

    Files in the record's own layout are read as such all the same. Raises PermissionDenied unless `by` may load for
    the organisation and sees the profile.
    """
    check_may_map(by, organisation_code)
    if saved and not MappingProfile.objects.for_membership(by).filter(pk=saved.pk).exists():
        raise unknown_profile(saved.address)
    if shipped_id and shipped_profile(shipped_id) is None:
        raise unknown_profile(shipped_id)
    with transaction.atomic():
        now = timezone.now()
        current = SenderProfile.unscoped.filter(organisation_code=organisation_code, ended_at=None).first()
        if current and current.profile == saved and current.shipped_id == shipped_id:
            return current
        if current:
            current.ended_at = now
            current.save(update_fields=["ended_at"])
        chosen = None
        if saved or shipped_id:
            chosen = SenderProfile.unscoped.create(
                organisation_code=organisation_code,
                profile=saved,
                shipped_id=shipped_id,
                chosen_by=by.person.email,
                chosen_at=now,
            )
        audit.record(
            event="mapping profile chosen for a sender",
            by=by,
            subject=("organisations.organisation", organisation_code),
            before={"profile": str(current)} if current else None,
            after={"profile": str(chosen) if chosen else ""},
        )
    return chosen


def is_saved(owner_code: str, profile_id: str) -> bool:
    """Whether anybody has saved a profile under this owner and name: for the trail, never for a page."""
    return is_there(MappingProfile.unscoped.filter(owner_code=owner_code, profile_id=profile_id))


def chosen_for(organisation_code: str) -> SenderProfile | None:
    """What the files of a sender are read with now, if anything was chosen."""
    held = SenderProfile.unscoped.filter(organisation_code=organisation_code, ended_at=None)
    return held.select_related("profile").first()


def profile_for(organisation_code: str) -> Profile | None:
    """The profile that a sender's files are read with when they are not in the record's own layout, or None."""
    chosen = chosen_for(organisation_code)
    if chosen is None:
        return None
    return profile_of(chosen.profile) if chosen.profile else shipped_profile(chosen.shipped_id)


def named(profile_id: str, by: Membership) -> Profile:
    """A profile by its name: shipped (`tracker-words`) or saved (`RFF.our-register`, `RFF.our-register@2`).

    Without a version, the newest. `Refused` when there is none of that name that `by` may see.
    """
    if found := shipped_profile(profile_id):
        return found
    return profile_of(saved_named(profile_id, by))


def saved_named(profile_id: str, by: Membership) -> MappingProfile:
    """A saved profile by its name, the newest version when none is named; an id alone is of `by`'s own organisation."""
    name = profile_id if "." in profile_id else f"{by.organisation.code}.{profile_id}"
    parts = SAVED_NAME.fullmatch(name)
    if parts is None:
        raise unknown_profile(profile_id)
    held = MappingProfile.objects.for_membership(by).filter(owner_code=parts["owner"], profile_id=parts["id"])
    if parts["version"]:
        held = held.filter(version=int(parts["version"]))
    saved = held.order_by("-version").first()
    if saved is None:
        raise unknown_profile(profile_id)
    return saved


def profile_of(saved: MappingProfile) -> Profile:
    """What a saved row says."""
    return profile_from(saved.yaml, f"{saved.address}@{saved.version}.yaml")


def unknown_profile(profile_id: str) -> Refused:
    """The refusal of a name that no profile has, or none that one may see."""
    return Refused(
        f"There is no mapping profile {profile_id[:80]} that you may use.",
        "`clearway profiles list` and the page Mapping profiles name those there are.",
        code="PROFILE_UNKNOWN",
    )

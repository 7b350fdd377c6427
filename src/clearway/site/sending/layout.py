"""With which reader or mapping profile a sent file is read: what the sender says, else what is remembered of them."""

from typing import TYPE_CHECKING, cast

from django.utils import timezone

from clearway.site.mapping.models import MappingProfile
from clearway.site.organisations.models import Membership
from clearway.site.sending.models import Sending

if TYPE_CHECKING:
    from clearway.intake.profiles import Profile
    from clearway.intake.reading import Declared, Encoding, Release

UNKNOWN_LAYOUT = frozenset(
    {
        "LAYOUT_UNKNOWN",
        "COLUMN_MISSING",
        "COLUMN_TWICE",
        "HEADING_EMPTY",
        "SEPARATOR_WRONG",
        "ENCODING_WRONG",
        "ROW_RAGGED",
    }
)
"""Refusals that say that a file is not laid out as was thought: a mapping profile may help."""

WRITTEN_OTHERWISE = frozenset({"FILE_KIND", "DATE_FORMAT", "DATE_TWO_FORMATS", "QUOTE_MISPLACED"})
"""Refusals of a file that was declared amiss (UTF-16, other dates): the profile remembered of its sender says how it is
written, and is tried. When it does not fit either, the first refusal is what the sender has to know."""

FIND_OUT = "Find out from the file"


def sources(by: Membership) -> list[tuple[str, str]]:
    """What a file can be declared to be: any reader's layout, or a mapping profile that this membership may use."""
    from clearway.intake.profiles import shipped_profiles
    from clearway.intake.readers import TITLES

    saved: dict[str, str] = {}
    for one in MappingProfile.objects.for_membership(by):
        saved.setdefault(one.address, one.title)
    shipped = {name: profile.title for name, profile in shipped_profiles().items()}
    profiles = [(name, f"Mapping profile: {title} ({name})") for name, title in (saved | shipped).items()]
    return [("", FIND_OUT), *sorted(TITLES.items(), key=lambda one: one[1]), *profiles]


def source_of_address(asked: str) -> str:
    """The source that a link names: a profile's version is left out, since the newest is read."""
    return asked.partition("@")[0]


def declared(sending: Sending, profile: "Profile | None") -> "Declared":
    """What the sender declared, in the reader's own words; `today` is the day it was sent."""
    from clearway.intake.reading import Declared

    return Declared(
        source="" if profile else sending.source,
        organisation=sending.organisation_code,
        month=sending.month,
        release=cast("Release | None", sending.release or None),
        date_format=sending.date_format,
        encoding=cast("Encoding", sending.encoding),
        separator=sending.separator,
        today=timezone.localtime(sending.asked_at).date(),
        profile=profile,
    )


def named_profile(sending: Sending) -> "Profile | None":
    """The profile that the sender named; None when a reader was named, or nothing. `Refused` when it is gone."""
    from clearway.intake.readers import TITLES
    from clearway.site.mapping.services import named

    is_profile = sending.source and sending.source not in TITLES
    return named(sending.source, sending.membership) if is_profile else None


def remembered_profile(sending: Sending) -> "Profile | None":
    """The profile that this sender's files are read with when they are in no layout of ours, if one is remembered."""
    from clearway.site.mapping.services import profile_for

    return None if sending.source else profile_for(sending.organisation_code)

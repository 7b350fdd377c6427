"""From what a person chose on the guided page to a profile."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from django.http import QueryDict
from django.utils import timezone

from clearway.intake.profiles import ColumnMap, Profile, shipped_profiles
from clearway.intake.profiles.loading import ID, SEPARATOR_WORDS
from clearway.intake.profiles.profile import Encoding, Organisations, ProfileTrust
from clearway.intake.profiles.proposing import code_proposals, propose
from clearway.intake.profiles.sample import Sample
from clearway.intake.profiles.value_shapes import stands_for_nothing
from clearway.intake.waiting_times.dates import PROFILE_FORMATS
from clearway.intake.waiting_times.headings import REQUIRED
from clearway.records.findings import Refused
from clearway.records.waiting_times import COLUMNS
from clearway.site.organisations.models import Membership

AS_FILE = ""
KINDS = {column.name: column.kind for column in COLUMNS}


def first_draft(sample: Sample, by: Membership) -> Profile:
    """The proposal for a sample as a profile of this person's organisation."""
    code = by.organisation.code.lower()
    made_by = f"{by.organisation.name}, {timezone.localdate():%B %Y}"
    return propose(sample).profile(f"export-of-{code}", f"Export of {by.organisation.name}", made_by, "Our own system")


def drafted(before: Profile, sample: Sample, chosen: QueryDict) -> Profile:
    """The profile as the person has it now. `Refused` for a name or format that cannot be."""
    profile_id = chosen.get("profile_id", before.id).strip().lower().replace(" ", "-")
    if not ID.fullmatch(profile_id) or profile_id in shipped_profiles():
        words = f"{profile_id[:60] or 'Nothing'} cannot be the name of a profile of yours."
        raise Refused(
            words, "Use small letters, digits and hyphens, and no name of a shipped one.", code="PROFILE_NAME"
        )
    columns = tuple(
        _column(name, places[0], before, sample, chosen)
        for name in KINDS
        if (places := [int(one) for one in [chosen.get(f"from-{name}", "")] if one.isdecimal()])
        and places[0] < len(sample.headings)
    )
    have = {column.target for column in columns}
    if "record_id" not in have:
        raise Refused(
            "Every record needs a name of its own: no heading is chosen for record_id.",
            "Choose the heading whose values are unique to a row.",
            code="PROFILE_RECORD_ID",
        )
    used = {heading for column in columns for heading in column.headings}
    return replace(
        before,
        id=profile_id,
        title=chosen.get("title", before.title).strip()[:200] or before.title,
        made_for=chosen.get("made_for", before.made_for).strip()[:200] or before.made_for,
        trust=ProfileTrust.LOCAL,
        layout=replace(
            before.layout,
            encoding=cast("Encoding", _one_of(chosen.get("encoding", ""), ("utf-8", "utf-16", "cp1252"), "utf-8")),
            separator=SEPARATOR_WORDS.get(chosen.get("separator", ""), before.layout.separator),
        ),
        dates=_one_of(chosen.get("dates", ""), tuple(PROFILE_FORMATS), ""),
        columns=columns,
        empty=frozenset(one.strip() for one in chosen.get("empty", "").split(",") if one.strip()),
        organisations=Organisations(_pairs(chosen, "sites"), "as_sent"),
        absent=tuple(name for name in REQUIRED if name not in have),
        ignored=tuple(sorted({heading for heading in sample.headings if heading and heading not in used})),
    )


def _column(name: str, place: int, before: Profile, sample: Sample, chosen: QueryDict) -> ColumnMap:
    heading = sample.headings[place]
    codes = _pairs(chosen, f"codes-{name}")
    kept = before.by_target.get(name)
    if KINDS[name] == "code" and (kept is None or kept.headings != (heading,)):
        values = [value for value in sample.values(place) if not stands_for_nothing(value)]
        codes = {one.theirs: one.ours for one in code_proposals(name, values) if one.ours}
    dates = _one_of(chosen.get(f"dates-{name}", ""), tuple(PROFILE_FORMATS), AS_FILE) if KINDS[name] == "date" else ""
    return ColumnMap(name, headings=(heading,), dates=dates, codes=codes, optional=name not in REQUIRED)


def _pairs(chosen: QueryDict, name: str) -> dict[str, str]:
    """Their values → ours, as two lists of fields side by side. Those without ours are left out: their rows are
    rejected until somebody maps them."""
    theirs, ours = chosen.getlist(f"{name}-theirs"), chosen.getlist(f"{name}-ours")
    return {one: other.strip() for one, other in zip(theirs, ours, strict=False) if one.strip() and other.strip()}


def _one_of(value: str, allowed: Sequence[str], otherwise: str) -> str:
    return value if value in allowed else otherwise


def places_of(sample: Sample, profile: Profile) -> Mapping[str, int]:
    """Column of the record → place of its heading in the sample."""
    places = {heading: place for place, heading in enumerate(sample.headings)}
    return {
        column.target: places[heading] for column in profile.columns for heading in column.headings if heading in places
    }

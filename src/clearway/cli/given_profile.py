"""A mapping profile as somebody names it on the command line: a YAML file, a shipped one, or one saved in a store."""

from pathlib import Path
from typing import TYPE_CHECKING

from clearway.records.findings import Refused

if TYPE_CHECKING:
    from clearway.intake.profiles import Profile
    from clearway.site.organisations.models import Membership


def profile_given(named: str, by: "Membership | None" = None) -> "Profile":
    """The profile that is meant. Saved ones are found only with `by`, on whose behalf the store is read.

    Raises Refused when there is none of that name.
    """
    from clearway.intake.profiles import load_profile, shipped_profile, shipped_profiles

    if named.endswith((".yaml", ".yml")):
        path = Path(named)
        if not path.is_file():
            raise Refused(
                f"There is no file {named}.", "Give the path of a profile's YAML file.", code="PROFILE_UNKNOWN"
            )
        return load_profile(path)
    if found := shipped_profile(named):
        return found
    if by is not None:
        from clearway.site.mapping.services import named as saved

        return saved(named, by)
    raise Refused(
        f"There is no shipped mapping profile {named}.",
        f"Shipped are {', '.join(shipped_profiles())}; or give the path of a YAML file.",
        code="PROFILE_UNKNOWN",
    )


def with_way_to_profile(refusal: Refused) -> Refused:
    """A refusal of a layout that nobody knows, with the words on how to make a profile for it."""
    from clearway.intake.waiting_times.headings import MAKE_PROFILE

    if MAKE_PROFILE in refusal.mend:
        return refusal
    more = f"{refusal.mend} For an export of your own, make a mapping profile: {MAKE_PROFILE}"
    return Refused(refusal.reason, more, code=refusal.code)


def is_profile(source: str) -> bool:
    """Whether a source names a mapping profile, and not one of the readers."""
    from clearway.intake.readers import TITLES

    return bool(source) and source not in TITLES

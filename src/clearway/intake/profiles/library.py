"""The profiles that travel with the product."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from clearway.intake.profiles.loading import profile_from
from clearway.intake.profiles.profile import Profile


@cache
def shipped_profiles() -> Mapping[str, Profile]:
    """Every shipped profile by its id, in the order of their file names."""
    folder = files(__package__).joinpath("shipped")
    held = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    read = [profile_from(one.read_text(encoding="utf-8"), one.name) for one in held]
    return MappingProxyType({profile.id: profile for profile in read})


def shipped_profile(profile_id: str) -> Profile | None:
    """A shipped profile by its id (`tracker-words`) or its full name (`tracker-words@1`); None when there is none."""
    bare, _, version = profile_id.partition("@")
    found = shipped_profiles().get(bare)
    return found if found and version in ("", str(found.version)) else None

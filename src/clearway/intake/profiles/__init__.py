"""Mapping profiles: how a sender's own export is read as waiting-time records, said once in a file and kept."""

from clearway.intake.profiles.library import shipped_profile, shipped_profiles
from clearway.intake.profiles.loading import load_profile, profile_from
from clearway.intake.profiles.profile import ColumnMap, Layout, Profile
from clearway.intake.profiles.writing import written

__all__ = [
    "ColumnMap",
    "Layout",
    "Profile",
    "load_profile",
    "profile_from",
    "shipped_profile",
    "shipped_profiles",
    "written",
]

"""Small profiles for tests."""

from clearway.intake.profiles import Profile, profile_from
from clearway.intake.waiting_times.headings import REQUIRED

HEAD = """\
profile: our-register
version: 1
title: Our register's export
made_by: The data team
made_for: A register
trust: local
"""
OWN_COLUMNS = "".join(f"  {name}: {{from: {name}}}\n" for name in REQUIRED)


def profile_text(*, layout: str = "{kind: csv}", more: str = "", columns: str = OWN_COLUMNS) -> str:
    """A profile whose headings are the record's own names; `more` adds keys, `columns` replaces the columns."""
    return f"{HEAD}layout: {layout}\n{more}columns:\n{columns}"


def profile(**how: str) -> Profile:
    """The same, read."""
    return profile_from(profile_text(**how))

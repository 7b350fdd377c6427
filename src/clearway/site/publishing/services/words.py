"""Words that stand on a publication about its release."""

from clearway.site.publishing.models import Release
from clearway.site.words import day


def approval_words(release: Release) -> str:
    """Who approved a release and when; empty while nobody has."""
    if release.approved_by is None or release.approved_at is None:
        return ""
    return f"Approved by {release.approved_by.name} on {day(release.approved_at)}"

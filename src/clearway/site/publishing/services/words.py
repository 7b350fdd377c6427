"""Words that stand on a publication about its release."""

from clearway.publications.disclosure import Audience
from clearway.site.publishing.models import Release
from clearway.site.words import day


def approval_words(release: Release) -> str:
    """Who approved a release and when, without the name on what is for the public; empty while nobody has."""
    if release.approved_by is None or release.approved_at is None:
        return ""
    who = "" if release.audience == Audience.PUBLIC else f" by {release.approved_by.name}"
    return f"Approved{who} on {day(release.approved_at)}"

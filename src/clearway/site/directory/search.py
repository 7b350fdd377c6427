"""What the search finds here: every organisation by name or code, closed ones too."""

from collections.abc import Iterator

from django.urls import reverse

from clearway.site.directory.kinds import KIND_WORDS, known_codes, shown_name
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit
from clearway.site.performance.permissions import can_see_figures
from clearway.site.standards import books


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Organisations whose name or code holds the words."""
    if not can_see_figures(membership):
        return
    wanted, reference = words.casefold(), books.organisations()
    for code, kind in known_codes(reference).items():
        name = shown_name(reference, code)
        if wanted in name.casefold() or wanted == code.casefold():
            yield Hit(name, reverse("directory:organisation", args=[code]), f"{KIND_WORDS[kind]} {code}")

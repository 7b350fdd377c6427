"""What the search finds here: measures by id, name or what they count."""

from collections.abc import Iterator

from django.urls import reverse

from clearway.site.measures import figures
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit
from clearway.site.performance.permissions import can_see_figures


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Measures whose id, name or numerator holds the words asked for."""
    if not can_see_figures(membership):
        return
    wanted = words.casefold()
    for one in figures.catalogue():
        if any(wanted in text.casefold() for text in (one.id, one.name, one.numerator)):
            yield Hit(one.name, reverse("measures:measure", args=[one.id]), f"Measure {one.id}")

"""What the search finds here: alliances, trusts and measures by name or code."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit
from clearway.site.performance import figures
from clearway.site.performance.asked import Asked
from clearway.site.performance.cards import cards
from clearway.site.performance.definitions import definition_href
from clearway.site.performance.permissions import can_see_figures
from clearway.site.performance.places import alliances


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Places and definitions whose name, code or first words hold the words asked for."""
    if not can_see_figures(membership):
        return
    wanted = words.casefold()
    for place in alliances(date.max):
        if wanted in place.title.casefold():
            query = Asked(alliance=place.code).query()
            yield Hit(place.title, reverse("performance:overview") + query, "Alliance")
    known = figures.organisations()
    for code in known.providers():
        provider = known.provider(code)
        if provider.closed is None and (wanted in provider.name.casefold() or wanted == code.casefold()):
            yield Hit(provider.name, reverse("performance:place", args=["62", code]), f"Trust {code}")
    for card in cards().values():
        if wanted in card.title.casefold() or wanted in card.plain.casefold():
            yield Hit(card.title, definition_href(card.slug), "Definition")

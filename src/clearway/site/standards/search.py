"""What the search finds here: rules by id or title."""

from collections.abc import Iterator

from django.urls import reverse

from clearway.site.organisations.models import Membership
from clearway.site.organisations.permission import Permission
from clearway.site.pages.search import Hit
from clearway.site.standards import books


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Rules whose id or title holds the words."""
    if not membership.may(Permission.SEE_FIGURES):
        return
    sought = words.casefold()
    for rule in books.national().rules.values():
        if sought in rule.id.casefold() or sought in rule.title.casefold():
            yield Hit(f"{rule.id}: {rule.title}", reverse("standards:rule", args=[rule.id]), "Rule")

"""What the search finds here: groups by the words of their name."""

from collections.abc import Iterator

from django.urls import reverse

from clearway.site.groups.models import Group
from clearway.site.groups.permissions import can_read
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Groups in whose name every word stands, in any order."""
    asked = words.casefold().split()
    if not asked or not can_read(membership):
        return
    for one in Group.objects.all():
        if all(word in one.name.casefold() for word in asked):
            yield Hit(one.name, reverse("groups:group", args=[one.pk]), one.get_kind_display())

"""What the search finds here: deliverables by the words of their title, or by their code."""

from collections.abc import Iterator

from django.urls import reverse

from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit
from clearway.site.plan.models import Deliverable
from clearway.site.plan.permissions import can_read


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """Deliverables in whose code or title every word stands, in any order."""
    asked = words.casefold().split()
    if not asked or not can_read(membership):
        return
    for one in Deliverable.objects.filter(is_withdrawn=False).select_related("plan"):
        if all(word in f"{one.code} {one.title}".casefold() for word in asked):
            yield Hit(
                f"{one.code} {one.title}", reverse("plan:deliverable", args=[one.pk]), f"Deliverable, {one.plan.title}"
            )

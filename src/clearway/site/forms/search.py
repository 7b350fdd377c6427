"""What the search finds here: forms by their number, their type and what they are about, of those that are seen."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from clearway.site.forms.models import FormCase
from clearway.site.forms.permissions import can_use_forms
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit

MOST_FOUND = 20
LONGEST_NUMBER = 12


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """The newest forms whose subject or title holds the words, and the one of that number."""
    if not can_use_forms(membership):
        return
    asked = Q(subject__icontains=words) | Q(type_version__title__icontains=words)
    if words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER:
        asked |= Q(pk=int(words))
    rows = FormCase.objects.for_membership(membership).filter(asked).select_related("type_version")
    for case in rows.distinct().order_by("-pk")[:MOST_FOUND]:
        label = f"{case.subject} ({case.type_version.title} {case.pk})"
        yield Hit(label, reverse("forms:case", args=[case.pk]), "Form")

"""What the search finds here: forms by their number, their type and what they are about, of those that are seen; and
the types of forms."""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from clearway.site.forms.models import FormCase
from clearway.site.forms.permissions import can_use_forms
from clearway.site.forms.types_held import newest
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit

MOST_FOUND = 20
MOST_WORDS = 6
LONGEST_NUMBER = 12


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """The newest forms in whose subject and title every word stands, in any order, and the one of that number; then the
    types in whose title every word stands."""
    asked_words = words.split()[:MOST_WORDS]
    if not can_use_forms(membership) or not asked_words:
        return
    asked = Q()
    for word in asked_words:
        asked &= Q(subject__icontains=word) | Q(type_version__title__icontains=word)
    if words.isascii() and words.isdigit() and len(words) <= LONGEST_NUMBER:
        asked |= Q(pk=int(words))
    rows = FormCase.objects.for_membership(membership).filter(asked).select_related("type_version")
    for case in rows.distinct().order_by("-pk")[:MOST_FOUND]:
        label = f"{case.subject} ({case.type_version.title} {case.pk})"
        yield Hit(label, reverse("forms:case", args=[case.pk]), "Form")
    for form in newest().values():
        if all(word.casefold() in form.title.casefold() for word in asked_words):
            yield Hit(form.title, reverse("forms:type", args=[form.id]), "Type of form")

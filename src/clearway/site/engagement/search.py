"""What the search finds here: activities, consultations and audiences by their words."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse

from clearway.site.engagement.models import Activity, Consultation
from clearway.site.engagement.permissions import can_read
from clearway.site.organisations.models import Membership
from clearway.site.pages.search import Hit

MOST = 20


def hits(words: str, membership: Membership) -> Iterator[Hit]:
    """What has every word, in any order."""
    asked = words.split()
    if not asked or not can_read(membership):
        return
    for one in _having(Consultation.objects.all(), "title", asked):
        yield Hit(one.title, reverse("engagement:consultation", args=[one.pk]), "Consultation")
    for one in _having(Activity.objects.all(), "text", asked):
        told = f"Activity, {one.when}" if one.when else "Activity"
        yield Hit(str(one), reverse("engagement:activity", args=[one.pk]), told)


def _having(rows: QuerySet, field: str, words: list[str]) -> QuerySet:
    for word in words:
        rows = rows.filter(**{f"{field}__icontains": word})
    return rows[:MOST]

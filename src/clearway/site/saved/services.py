"""Saving a view under a name, and removing it."""

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from clearway.records.findings import Refused
from clearway.site.annotations.wording import checked_words
from clearway.site.audit import services as audit
from clearway.site.organisations.models import Membership
from clearway.site.saved.address import saved_address
from clearway.site.saved.models import LONGEST_NAME, SavedView

MOST_SAVED = 100


def views_of(by: Membership) -> QuerySet[SavedView]:
    """The views that a person saved in the organisation for which they act, by name."""
    rows = SavedView.objects.for_membership(by)
    return rows.filter(person=by.person_id, organisation_code=by.organisation.code)


def save_view(*, by: Membership, name: str, address: str) -> SavedView:
    """Keep an address under a name. Refused for a name that is taken or an address that is no view."""
    kept = saved_address(address)
    called = checked_words(name, what="The name", longest=LONGEST_NAME)
    if views_of(by).count() >= MOST_SAVED:
        raise Refused(f"You have saved {MOST_SAVED} views already.", "Remove one first.", code="SAVED-MANY")
    try:
        with transaction.atomic():
            view = SavedView.unscoped.create(
                person=by.person,
                organisation_code=by.organisation.code,
                name=called,
                address=kept,
                saved_at=timezone.now(),
            )
            audit.record(event="view saved", by=by, subject=view)
    except IntegrityError as error:
        raise Refused("You have a view of that name.", "Choose another name.", code="SAVED-NAME") from error
    return view


def remove_view(*, by: Membership, view: SavedView) -> None:
    """Remove a saved view of one's own."""
    with transaction.atomic():
        audit.record(event="saved view removed", by=by, subject=view)
        views_of(by).filter(pk=view.pk).delete()

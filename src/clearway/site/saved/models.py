"""Saved views: the address of a list as somebody had filtered it, under a name of theirs."""

from django.conf import settings
from django.db import models

from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_NAME = 80
LONGEST_ADDRESS = 1_000


class SavedView(Scoped):
    """One address with its name. It holds no rows: whoever opens it meets what their role sees then."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views")
    organisation_code = models.CharField(max_length=20)
    name = models.CharField(max_length=LONGEST_NAME)
    address = models.CharField(max_length=LONGEST_ADDRESS)
    saved_at = models.DateTimeField()

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation_code", "name"], name="saved_view_name_once"),
        )

    def __str__(self) -> str:
        return f"saved view {self.pk}"

"""A legal hold: a file that must not be purged, whatever its period says, and why."""

from django.db import models
from django.db.models import Q

from clearway.site.organisations.scope import Scoped, ScopedManager
from clearway.site.submissions.models import Submission


class LegalHold(Scoped):
    """One hold on one submission, in force until it is released. Both are kept with their reasons."""

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    placed_by = models.CharField(max_length=254)
    placed_at = models.DateTimeField()
    released_by = models.CharField(max_length=254, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    release_reason = models.TextField(blank=True)

    objects = ScopedManager("submission__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-placed_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["submission"], condition=Q(released_at=None), name="legal_hold_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"hold on {self.submission.pk}"

"""Each time somebody broke the glass on one record, and what was said of it since. Neither is ever removed."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from clearway.site.organisations.models import Membership
from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_REASON = 500


class Opening(Scoped):
    """One breaking of the glass: who, in which role, on whose record, why, and until when.

    It belongs to the organisation of whoever broke the glass, and to the one whose record it is (`holder_code`).
    """

    link = models.CharField(max_length=20, db_index=True)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="openings")
    name = models.CharField(max_length=200)
    email = models.CharField(max_length=254)
    role = models.CharField(max_length=40)
    organisation_code = models.CharField(max_length=20)
    holder_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=40, help_text="A key of the policy's kinds of reason.")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    told = models.PositiveSmallIntegerField(default=0, help_text="How many people of the holder were told.")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=254, blank=True)

    objects = ScopedManager("organisation_code", "holder_code")

    class Meta(Scoped.Meta):
        ordering = ("-opened_at", "-pk")
        verbose_name_plural = "records on which the glass was broken"
        indexes = (models.Index(fields=["holder_code", "-opened_at"], name="opening_of_holder"),)
        constraints = (
            models.CheckConstraint(condition=Q(until__gt=F("opened_at")), name="opening_has_an_end"),
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("opened_at")), name="opening_ends_after_it_began"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="opening_has_a_reason"),
        )

    def __str__(self) -> str:
        return f"broken glass {self.pk}"

    def is_live(self, at: datetime) -> bool:
        """Whether the person may be seen at a moment."""
        return self.ended_at is None and self.opened_at <= at < self.until


class RemarkKind(models.TextChoices):
    """What was said of it."""

    IN_ORDER = "in_order", "Looked over: in order"
    QUESTIONED = "questioned", "Questioned"
    ANSWERED = "answered", "Answered"


class OpeningRemark(Scoped):
    """What somebody said of one opening: the trust that looked it over or questions it, or whoever broke the glass."""

    opening = models.ForeignKey(Opening, on_delete=models.PROTECT, related_name="remarks")
    kind = models.CharField(max_length=20, choices=RemarkKind.choices)
    words = models.TextField(blank=True)
    name = models.CharField(max_length=200)
    organisation_code = models.CharField(max_length=20)
    at = models.DateTimeField()

    objects = ScopedManager("opening__organisation_code", "opening__holder_code")

    class Meta(Scoped.Meta):
        ordering = ("at", "pk")
        verbose_name_plural = "what was said of broken glass"
        constraints = (
            models.CheckConstraint(condition=Q(kind="in_order") | ~Q(words=""), name="remark_of_opening_has_words"),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (broken glass {self.opening_id})"

"""Risks, issues and assumptions of a deliverable."""

from django.db import models
from django.db.models import Q

from clearway.site.plan.models.deliverable import Deliverable
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.sizes import LONGEST_ROLE


class ConcernKind(models.TextChoices):
    """What a concern is."""

    RISK = "risk", "Risk"
    ISSUE = "issue", "Issue"
    ASSUMPTION = "assumption", "Assumption"


class Concern(Row):
    """A risk, an issue or an assumption of a deliverable. It is open until `closed_on`, which has its reason."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField(max_length=12, choices=ConcernKind.choices)
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    control = models.TextField(blank=True)
    owner = models.CharField(max_length=LONGEST_ROLE, blank=True)
    review_by = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = (
            models.UniqueConstraint(fields=["deliverable", "code"], name="plan_concern_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_because=""), name="plan_concern_closed_for_a_reason"
            ),
        )

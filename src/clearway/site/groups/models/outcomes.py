"""What comes out of meetings: decisions with their authority, and actions with an owner and a day."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from clearway.site.groups.models.group import Delegation, Group
from clearway.site.groups.models.meetings import AgendaItem, Meeting


class DecisionKind(models.TextChoices):
    """Whether a group decided, or could only recommend: it had no quorum, or it has no rule of quorum."""

    DECISION = "decision", "Decision"
    RECOMMENDATION = "recommendation", "Recommendation: not decided with a quorum"


class Decision(models.Model):
    """What was decided, under whose authority, with the quorum as it was counted; and who must ratify it.

    The count is kept as it was: later changes of seats and rules do not move it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    kind = models.CharField(max_length=20, choices=DecisionKind.choices)
    words = models.TextField()
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, null=True, related_name="decisions")
    authority = models.CharField(max_length=300)
    must_ratify = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField()
    counted = models.PositiveSmallIntegerField()
    needed = models.PositiveSmallIntegerField()
    quorum_words = models.TextField()
    recorded_by = models.CharField(max_length=254)
    ratified_on = models.DateField(null=True)
    ratified_by = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("-decided_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ratified_on=None) | ~Q(ratified_by=""), name="decision_ratified_by_somebody"
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.pk}"

    @property
    def awaits_ratification(self) -> bool:
        """Whether somebody must ratify it who has not."""
        return bool(self.must_ratify) and self.ratified_on is None and self.kind == DecisionKind.DECISION


class Action(models.Model):
    """Something that somebody does until a day."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="actions")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="actions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="actions")
    words = models.CharField(max_length=500)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="actions")
    owner_name = models.CharField(max_length=200)
    agreed_on = models.DateField()
    due_on = models.DateField()
    done_on = models.DateField(null=True)
    outcome = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("due_on", "pk")
        constraints = (
            models.CheckConstraint(condition=Q(done_on=None) | ~Q(outcome=""), name="action_done_says_what_came"),
        )

    def __str__(self) -> str:
        return f"action {self.pk}"

    def state(self, today: date) -> str:
        """`done`, `overdue` or `open` on a day: on its own day it is not yet overdue."""
        if self.done_on:
            return "done"
        return "overdue" if today > self.due_on else "open"

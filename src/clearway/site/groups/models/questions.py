"""Questions: those raised with an organisation about variation, and those asked before a meeting."""

from datetime import date

from django.db import models
from django.db.models import Q

from clearway.site.groups.models.group import Group
from clearway.site.groups.models.meetings import AgendaItem
from clearway.site.organisations.scope import Scoped, ScopedManager


class QuestionState(models.TextChoices):
    """How far a question is."""

    OPEN = "open", "Waits for a reply"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"


class Question(Scoped):
    """A question about variation, raised with one organisation: seen by it and by the alliance, and by nobody else.

    It asks why a figure is as it is. It is no judgement, and no target: groups do not performance-manage.
    """

    organisation_code = models.CharField(max_length=20)
    organisation_name = models.CharField(max_length=200)
    asked_from = models.CharField(max_length=20)
    group = models.ForeignKey(Group, on_delete=models.PROTECT, null=True, related_name="questions")
    measure = models.CharField(max_length=60, blank=True)
    place = models.CharField(max_length=20, blank=True)
    words = models.TextField()
    reply_by = models.DateField()
    state = models.CharField(max_length=10, choices=QuestionState.choices, default=QuestionState.OPEN)
    raised_by = models.CharField(max_length=254)
    raised_name = models.CharField(max_length=200)
    raised_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.CharField(max_length=254, blank=True)
    replied_name = models.CharField(max_length=200, blank=True)
    replied_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=500, blank=True)

    objects = ScopedManager("organisation_code", "asked_from")

    class Meta(Scoped.Meta):
        ordering = ("reply_by", "pk")
        constraints = (
            models.CheckConstraint(condition=~Q(state="answered") | ~Q(reply=""), name="question_answered_with_words"),
            models.CheckConstraint(
                condition=~Q(state="closed") | ~Q(closed_because=""), name="question_closed_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"question {self.pk}"

    def is_late(self, today: date) -> bool:
        """Whether a reply is still missing after its day."""
        return self.state == QuestionState.OPEN and today > self.reply_by


class ItemQuestion(models.Model):
    """What somebody asked on an item before its meeting, and the answer after it. Read by all who read groups."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="questions")
    words = models.TextField()
    asked_by = models.CharField(max_length=254)
    asked_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=254, blank=True)
    answered_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("asked_at", "pk")

    def __str__(self) -> str:
        return f"question {self.pk} on item {self.item_id}"

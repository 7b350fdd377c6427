"""What a person said to a suggested match between a strategy and a plan. The last answer counts; the trail has all."""

from django.db import models
from django.db.models import Q

from clearway.planning.crosswalk.answer import Answer
from clearway.site.plan.models import Deliverable

ANSWERS = [(one.value, one.value.capitalize()) for one in Answer]
LONGEST_CODE, LONGEST_REASON = 60, 500


class Match(models.Model):
    """An answer: this deliverable does, or does not, answer what a strategy asks."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="matches")
    strategy = models.CharField(max_length=LONGEST_CODE)
    asked = models.CharField(max_length=LONGEST_CODE)
    answer = models.CharField(max_length=10, choices=ANSWERS)
    reason = models.CharField(max_length=LONGEST_REASON)
    score = models.FloatField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100)

    class Meta:
        ordering = ("strategy", "asked", "pk")
        verbose_name_plural = "matches"
        constraints = (
            models.UniqueConstraint(fields=["deliverable", "strategy", "asked"], name="match_answered_once"),
            models.CheckConstraint(condition=Q(answer__in=[one for one, _ in ANSWERS]), name="match_answer_known"),
            models.CheckConstraint(condition=~Q(reason=""), name="match_answered_for_a_reason"),
        )

    def __str__(self) -> str:
        return f"match {self.pk}"

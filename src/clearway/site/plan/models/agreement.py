"""Bodies that are asked to agree a plan, what each answered, and decisions of groups about the plan."""

from django.db import models

from clearway.planning.agreement import ANSWERS
from clearway.site.groups.models import Decision
from clearway.site.plan.models.deliverable import Deliverable
from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.said import Said
from clearway.site.plan.models.sizes import LONGEST_ROLE, LONGEST_TITLE


class SigningBody(Row):
    """A body whose agreement is asked."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="signing_bodies")
    name = models.CharField(max_length=LONGEST_TITLE)
    part = models.CharField(max_length=LONGEST_TITLE, blank=True)
    must_agree = models.BooleanField(default=True)
    agrees_again = models.BooleanField(default=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_signing_body_once"),)
        verbose_name_plural = "signing bodies"


class Answer(Said):
    """What a body answered about a version: by which role, on which day, in which paper or minute. Only added to."""

    body = models.ForeignKey(SigningBody, on_delete=models.PROTECT, related_name="answers")
    version = models.PositiveIntegerField()
    answer = models.CharField(max_length=12, choices=list(ANSWERS.items()))
    by_whom = models.CharField(max_length=LONGEST_ROLE)
    on = models.DateField()
    paper = models.CharField(max_length=LONGEST_TITLE)
    words = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.answer} of body {self.body_id} to version {self.version}"


class PlanDecision(Said):
    """That a decision of a group is about a plan, or about one deliverable of it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="decisions")
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, null=True, related_name="decisions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="plans")

    class Meta(Said.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "decision"], name="plan_decision_once"),)

    def __str__(self) -> str:
        return f"decision {self.decision_id} about plan {self.plan_id}"

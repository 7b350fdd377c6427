"""Evidence: what was seen when somebody made an action of it, or asked about it. Only added to."""

from django.db import models
from django.db.models import Q

from clearway.site.evidence.seen import LONGEST_SENTENCE, LONGEST_TITLE
from clearway.site.groups.models import Question
from clearway.site.organisations.scope import Scoped, ScopedManager
from clearway.site.plan.models import Activity


class Evidence(Scoped):
    """What an activity of the plan, or a question, was made from.

    `is_shared` says that everybody who reads plans may read it; else it is read by `organisation_code` and the
    alliance: what is about one organisation's pathway, and what a question was asked about.
    """

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="evidence")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, null=True, related_name="evidence")
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=LONGEST_TITLE)
    sentence = models.CharField(max_length=LONGEST_SENTENCE)
    address = models.TextField()
    measure = models.CharField(max_length=60, blank=True)
    figures = models.JSONField(default=list)
    snapshot = models.CharField(max_length=100, blank=True)
    organisation_code = models.CharField(max_length=20, blank=True)
    is_shared = models.BooleanField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100)

    objects = ScopedManager("organisation_code", open_to_all=Q(is_shared=True))

    class Meta(Scoped.Meta):
        ordering = ("at", "pk")
        verbose_name_plural = "evidence"
        constraints = (
            models.CheckConstraint(
                condition=Q(activity=None, question__isnull=False) | Q(activity__isnull=False, question=None),
                name="evidence_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(is_shared=True) | ~Q(organisation_code=""), name="evidence_not_shared_is_somebodys"
            ),
        )

    def __str__(self) -> str:
        return f"evidence {self.pk}"

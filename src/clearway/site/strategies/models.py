"""Strategy documents that were read, and their proposals with what a person said to each.

Of a document only the sentences are kept that read as commitments, never its bytes or the rest of its text.
"""

from django.db import models
from django.db.models import Q

from clearway.planning.documents.reader import Answer
from clearway.site.plan.models import Activity

LONGEST_NAME = 255
ANSWERS = tuple(one.value for one in Answer)
IN_PLAN = (Answer.CONFIRMED.value, Answer.CHANGED.value)


class ReadDocument(models.Model):
    """A document that was read: what its sender called it, and who read it when."""

    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=10)
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, unique=True)
    read_at = models.DateTimeField()
    read_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-read_at", "-pk")

    def __str__(self) -> str:
        return f"strategy document {self.pk}"


class ProposedCommitment(models.Model):
    """A proposal of the reader, and its answer: empty until a person has given one.

    `wording` is the action as a person would have it; `activity` what a confirmed proposal became in the plan.
    """

    document = models.ForeignKey(ReadDocument, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveIntegerField()
    action = models.TextField()
    owners = models.JSONField(default=list)
    dates = models.JSONField(default=list)
    targets = models.JSONField(default=list)
    recommendations = models.JSONField(default=list)
    sentence = models.TextField()
    lead = models.TextField(blank=True)
    because = models.CharField(max_length=100)
    page = models.PositiveIntegerField(null=True)
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    answer = models.CharField(max_length=10, blank=True)
    wording = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("document", "number")
        constraints = (
            models.UniqueConstraint(fields=["document", "number"], name="proposed_commitment_once"),
            models.CheckConstraint(condition=Q(answer__in=("", *ANSWERS)), name="proposed_commitment_answer_known"),
            models.CheckConstraint(
                condition=Q(activity=None) | Q(answer__in=IN_PLAN),
                name="proposed_commitment_in_plan_if_confirmed",
            ),
        )

    def __str__(self) -> str:
        return f"proposal {self.number} of strategy document {self.document_id}"

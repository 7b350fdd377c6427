"""A consultation and what shows that each of the four principles is met."""

from django.db import models
from django.db.models import Q

from clearway.planning.engagement.gates import ConsultationFacts
from clearway.planning.engagement.reference import reference
from clearway.site.plan.models import Deliverable

PRINCIPLES = {one.code: one.title for one in reference().principles}


class ConsultationState(models.TextChoices):
    """How far a consultation is."""

    DRAFT = "draft", "Being prepared"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Consultation(models.Model):
    """What is proposed, to whom, from when until when, who decides, and what came of it.

    `form` is the id of a form that anybody may fill in. `responses` is None until somebody counted them. `report` says
    where the answer is kept, `report_words` how it was taken into account.
    """

    title = models.CharField(max_length=200)
    proposal = models.TextField()
    easy_read = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200)
    place = models.CharField(max_length=20, blank=True)
    opens_on = models.DateField(null=True)
    closes_on = models.DateField(null=True)
    form = models.CharField(max_length=60, blank=True)
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, null=True, related_name="consultations")
    audiences = models.ManyToManyField("engagement.Audience", related_name="consultations")
    characteristics = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=ConsultationState.choices, default=ConsultationState.DRAFT)
    state_because = models.CharField(max_length=500, blank=True)
    responses = models.PositiveIntegerField(null=True)
    report = models.CharField(max_length=500, blank=True)
    report_words = models.TextField(blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    is_made_up = models.BooleanField(default=False)

    class Meta:
        ordering = ("-opens_on", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=~Q(state="closed") | (Q(responses__isnull=False) & ~Q(report="")),
                name="consultation_closed_with_report",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(state_because=""), name="consultation_withdrawn_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def facts(self) -> ConsultationFacts:
        """What the gates look at."""
        return ConsultationFacts(
            self.opens_on, self.closes_on, self.responses, self.report, {one.principle for one in self.evidence.all()}
        )


class GateEvidence(models.Model):
    """What shows that a principle is met: in words, where it is kept, whose it is, of which day. Only ever added."""

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="evidence")
    principle = models.CharField(max_length=20)
    words = models.TextField()
    kept_at = models.CharField(max_length=500)
    who = models.CharField(max_length=200)
    dated = models.DateField()
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("recorded_at", "pk")
        verbose_name_plural = "gate evidence"

    def __str__(self) -> str:
        return f"evidence {self.pk} of consultation {self.consultation_id}"

"""You said, we did: what was heard, told in other words than those of who said it, and what came of it."""

from django.db import models
from django.db.models import Q

from clearway.site.engagement.models.activity import Activity
from clearway.site.engagement.models.consultation import Consultation
from clearway.site.plan.models import Deliverable


class HeardState(models.TextChoices):
    """How far the answer is."""

    HEARD = "heard", "Heard"
    CONSIDERED = "considered", "Being considered"
    DONE = "done", "Done"
    CANNOT = "cannot", "Cannot do"


class Heard(models.Model):
    """One thing that people said. `place` is empty for the whole alliance.

    `said` is a paraphrase in which nobody can be recognised. `did` is what changed, or why it cannot. `form` and
    `theme` name the form and the theme that it sums up, if any.
    """

    said = models.TextField()
    easy_read = models.TextField(blank=True)
    heard_on = models.DateField()
    came_from = models.CharField(max_length=200)
    place = models.CharField(max_length=20, blank=True)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, null=True, related_name="heard")
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, null=True, related_name="heard")
    form = models.CharField(max_length=60, blank=True)
    theme = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, choices=HeardState.choices, default=HeardState.HEARD)
    did = models.TextField(blank=True)
    did_on = models.DateField(null=True)
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, null=True, related_name="heard")
    is_for_public = models.BooleanField(default=False)
    is_made_up = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-heard_on", "-pk")
        verbose_name_plural = "things heard"
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["heard", "considered"]) | (~Q(did="") & Q(did_on__isnull=False)),
                name="heard_answered_with_words",
            ),
        )

    def __str__(self) -> str:
        return self.said[:80]

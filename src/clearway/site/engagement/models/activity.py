"""One activity of the planner, in the columns that planners have."""

from django.db import models
from django.db.models import Q

from clearway.planning.engagement.reference import channel_titles
from clearway.site.engagement.models.consultation import Consultation
from clearway.site.plan.models import Deliverable


class ActivityState(models.TextChoices):
    """How far an activity is."""

    PLANNED = "planned", "Planned"
    DONE = "done", "Done"
    CANCELLED = "cancelled", "Cancelled"


class Activity(models.Model):
    """What is done to reach people: when, what, for whom, comments, and the newest update.

    `when` holds words of a planner (`Jan to March 2017`), the days what they mean; all may be empty for an activity
    without a date. `outcome` says what came of it, or why it was cancelled. `people` is None where
    nobody counted. `history` names the time of a planner of the past. `revision` counts changes, for calendars.
    """

    when = models.CharField(max_length=100, blank=True)
    first_day = models.DateField(null=True)
    last_day = models.DateField(null=True)
    text = models.TextField()
    audience = models.CharField(max_length=300, blank=True)
    audiences = models.ManyToManyField("engagement.Audience", related_name="activities")
    characteristics = models.JSONField(default=list)
    comments = models.TextField(blank=True)
    update = models.TextField(blank=True)
    channel = models.CharField(max_length=20, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=20, blank=True)
    venue = models.CharField(max_length=300, blank=True)
    take_part = models.TextField(blank=True)
    form = models.CharField(max_length=60, blank=True)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, null=True, related_name="activities")
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, null=True, related_name="engagement")
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    outcome = models.TextField(blank=True)
    people = models.PositiveIntegerField(null=True)
    history = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=300, blank=True)
    is_made_up = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ("first_day", "pk")
        verbose_name_plural = "activities"
        indexes = (models.Index(fields=["history", "first_day"], name="engagement_planner"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(first_day=None, last_day=None) | Q(last_day__gte=models.F("first_day")),
                name="engagement_days_in_order",
            ),
            models.CheckConstraint(condition=Q(state="planned") | ~Q(outcome=""), name="engagement_ended_with_words"),
        )

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def channel_title(self) -> str:
        """By what means, in words; empty where nobody said."""
        return channel_titles().get(self.channel, self.channel)

"""What is promised, what is done for it, and the points it passes."""

from django.db import models
from django.db.models import Q

from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.row import Row, Workstream
from clearway.site.plan.models.sizes import LONGEST_ROLE, LONGEST_TITLE


class Status(models.TextChoices):
    """How a deliverable stands."""

    NOT_STARTED = "not_started", "Not started"
    ON_TRACK = "on_track", "On track"
    AT_RISK = "at_risk", "At risk"
    LATE = "late", "Late"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped"


class Deliverable(Row):
    """What is promised, who answers for it (a role and an organisation), what it serves and should move.

    `status` is empty when nobody has said yet how it stands.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="deliverables")
    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="deliverables")
    title = models.CharField(max_length=LONGEST_TITLE)
    owner_role = models.CharField(max_length=LONGEST_ROLE, blank=True)
    owner_organisation = models.CharField(max_length=LONGEST_ROLE, blank=True)
    contributors = models.JSONField(default=list)
    depends_on = models.JSONField(default=list)
    recommendations = models.JSONField(default=list)
    ambitions = models.JSONField(default=list)
    achievements = models.JSONField(default=list)
    serves = models.JSONField(default=list)
    measures = models.JSONField(default=list)
    status = models.CharField(max_length=12, choices=Status.choices, blank=True)
    changed_at = models.DateTimeField()

    class Meta(Row.Meta):
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="plan_deliverable_once"),
            models.CheckConstraint(condition=Q(status__in=["", *Status.values]), name="plan_deliverable_status_known"),
        )


class Activity(Row):
    """One thing to do for a deliverable."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="activities")
    text = models.TextField()

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["deliverable", "code"], name="plan_activity_once"),)
        verbose_name_plural = "activities"


class Milestone(Row):
    """A point to pass: promised for `baseline`, expected on `forecast`, passed on `actual`."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="milestones")
    text = models.TextField()
    baseline = models.DateField(null=True, blank=True)
    forecast = models.DateField(null=True, blank=True)
    actual = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["deliverable", "code"], name="plan_milestone_once"),)

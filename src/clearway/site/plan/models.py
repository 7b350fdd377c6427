"""Delivery plans as rows. Everybody of the alliance reads them; nothing is deleted, what falls out is withdrawn.

A row keeps in columns what people look for and change, and in `rest` whatever else its file says of it, so that the
plan that was read comes out again whole (`rows`).
"""

from typing import ClassVar

from django.db import models
from django.db.models import Q

LONGEST_CODE = 60
LONGEST_TITLE = 400
LONGEST_ROLE = 120
DIGITS, PENCE = 14, 2


class Plan(models.Model):
    """One delivery plan. `head` holds what is no row: vision, governance, local context, communications.

    `content_hash` is the mark of the file it was last made from; `brought_at` when somebody last brought that file.
    """

    code = models.CharField(max_length=LONGEST_CODE, unique=True)
    title = models.CharField(max_length=LONGEST_TITLE)
    organisation_code = models.CharField(max_length=20)
    framework = models.CharField(max_length=LONGEST_CODE, blank=True)
    version = models.PositiveIntegerField(default=1)
    content_hash = models.CharField(max_length=64)
    head = models.JSONField()
    made_at = models.DateTimeField()
    brought_at = models.DateTimeField()

    class Meta:
        ordering = ("-brought_at",)

    def __str__(self) -> str:
        return f"plan {self.code}"


class PlanVersion(models.Model):
    """A plan as it was at one time, whole, with who agreed it and why."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100, blank=True)
    reason = models.TextField(blank=True)
    changed = models.JSONField(default=list, help_text="What changed against the version before, in words.")
    content_hash = models.CharField(max_length=64)
    content = models.TextField(help_text="The plan as JSON.")

    class Meta:
        ordering = ("plan", "-number")
        constraints = (models.UniqueConstraint(fields=["plan", "number"], name="plan_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of plan {self.plan_id}"


class Row(models.Model):
    """What every row of a plan has: its code in the plan, its place, and what else its file says of it."""

    code = models.CharField(max_length=LONGEST_CODE)
    position = models.PositiveIntegerField()
    is_withdrawn = models.BooleanField(default=False)
    rest = models.JSONField(default=dict)

    class Meta:
        abstract = True
        ordering: ClassVar[tuple[str, ...]] = ("position", "pk")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.code}"


class Workstream(Row):
    """A part of a plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="workstreams")
    title = models.CharField(max_length=LONGEST_TITLE)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_workstream_once"),)


class Priority(Row):
    """A printed row of the grid; its marks stand in `marks`, one for each half-year of the plan."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="priorities")
    workstream = models.ForeignKey(Workstream, on_delete=models.PROTECT, related_name="priorities")
    title = models.CharField(max_length=LONGEST_TITLE)
    marks = models.JSONField()

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_priority_once"),)
        verbose_name_plural = "priorities"


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


class Said(models.Model):
    """Something that somebody said of a row, and when. Only added to: the history people read."""

    at = models.DateTimeField()
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=100, blank=True)

    class Meta:
        abstract = True
        ordering = ("-at", "-pk")


class StatusUpdate(Said):
    """How a deliverable stood in a month, and what shows it."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="updates")
    month = models.DateField()
    status = models.CharField(max_length=12, choices=Status.choices)
    evidence = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.get_status_display()} of deliverable {self.deliverable_id}"


class MilestoneChange(Said):
    """A date of a milestone that changed: from what, to what, why, by whom."""

    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="changes")
    which = models.CharField(max_length=10, choices=(("forecast", "Expected on"), ("actual", "Passed on")))
    before = models.DateField(null=True, blank=True)
    after = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.which} of milestone {self.milestone_id}"


class MoneyLine(Row):
    """An exact sum of pounds in a quarter, revenue or capital: planned, expected, spent."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="money")
    stream = models.CharField(max_length=10)
    quarter = models.CharField(max_length=12)
    planned = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    forecast = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)
    actual = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["deliverable", "code"], name="plan_money_once"),)


class ConcernKind(models.TextChoices):
    """What a concern is."""

    RISK = "risk", "Risk"
    ISSUE = "issue", "Issue"
    ASSUMPTION = "assumption", "Assumption"


class Concern(Row):
    """A risk, an issue or an assumption of a deliverable. It is open until `closed_on`, which has its reason."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="concerns")
    kind = models.CharField(max_length=12, choices=ConcernKind.choices)
    text = models.TextField()
    likelihood = models.PositiveSmallIntegerField(null=True, blank=True)
    impact = models.PositiveSmallIntegerField(null=True, blank=True)
    control = models.TextField(blank=True)
    owner = models.CharField(max_length=LONGEST_ROLE, blank=True)
    review_by = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_because = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = (
            models.UniqueConstraint(fields=["deliverable", "code"], name="plan_concern_once"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(closed_because=""), name="plan_concern_closed_for_a_reason"
            ),
        )

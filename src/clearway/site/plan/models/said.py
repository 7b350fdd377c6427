"""What people said of rows, and when: how a deliverable stood, and dates that moved."""

from django.db import models

from clearway.site.plan.models.deliverable import Deliverable, Milestone, Status


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

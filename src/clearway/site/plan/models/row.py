"""What every row of a plan has; workstreams, and printed rows of the grid."""

from typing import ClassVar

from django.db import models

from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.sizes import LONGEST_CODE, LONGEST_TITLE


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

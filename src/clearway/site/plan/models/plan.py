"""A delivery plan, and every version of it."""

from django.db import models

from clearway.site.plan.models.sizes import LONGEST_CODE, LONGEST_TITLE


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

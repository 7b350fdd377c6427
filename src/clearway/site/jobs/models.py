"""The job table: what is to be done, who asked, who is doing it until when, and how it ended."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone


class JobState(models.TextChoices):
    """Where a job stands. Lost: its worker died too often, or it may not be repeated."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    LOST = "lost", "Lost"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Job(models.Model):
    """One piece of slow work. A running job belongs to its worker until `lease_until`, which the worker renews."""

    kind = models.CharField(max_length=60)
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    input_hash = models.CharField(max_length=64)
    requested_by = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    is_idempotent = models.BooleanField()
    attempt = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    heartbeat = models.DateTimeField(null=True)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    unit = models.CharField(max_length=40, blank=True)
    result = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    error_id = models.CharField(max_length=16, blank=True)
    words = models.TextField(blank=True, help_text="Why it failed, for the person who asked.")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-requested_at",)
        indexes = (models.Index(fields=["state", "requested_at"], name="job_queue"),)
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "input_hash"], condition=Q(state__in=UNFINISHED), name="job_asked_for_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display().lower()})"

"""The job table: what is to be done, who asked, who is doing it until when, and how it ended."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils import timezone

from clearway.site.organisations.scope import Scoped, ScopedManager


class JobState(models.TextChoices):
    """Where a job stands. Lost: its worker died too often, or it may not be repeated. Cancelled: it was stopped."""

    QUEUED = "queued", "Waiting"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"
    LOST = "lost", "Lost"
    CANCELLED = "cancelled", "Stopped"


UNFINISHED = (JobState.QUEUED, JobState.RUNNING)


class Job(Scoped):
    """One piece of slow work. A running job belongs to its worker until `lease_until`, which the worker renews.

    `label` tells it from others of its kind, such as the name of a file. Its kind says the rest.
    `writes` names the data set that only one running job may write. `stop_asked_at` is the flag that a running job
    reads between batches.
    """

    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200, blank=True, default="", db_default="")
    arguments = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    input_hash = models.CharField(max_length=64)
    requested_by = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20, blank=True)
    requested_at = models.DateTimeField(default=timezone.now)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    is_idempotent = models.BooleanField()
    writes = models.CharField(max_length=40, blank=True, default="", db_default="")
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
    stop_asked_at = models.DateTimeField(null=True)
    stop_asked_by = models.CharField(max_length=254, blank=True, default="", db_default="")

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-requested_at",)
        indexes = (
            models.Index(fields=["state", "requested_at"], name="job_queue"),
            models.Index(fields=["requested_by", "id"], name="job_of_person"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["kind", "input_hash"], condition=Q(state__in=UNFINISHED), name="job_asked_for_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.RUNNING) | Q(lease_until__isnull=False), name="job_running_has_lease"
            ),
            models.UniqueConstraint(
                fields=["writes"], condition=Q(state=JobState.RUNNING) & ~Q(writes=""), name="job_one_writer"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display().lower()})"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state not in UNFINISHED


class JobStep(Scoped):
    """One step in the life of a job, in words: its history for the people who may see it. Goes when the job goes."""

    job = models.ForeignKey(Job, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField(default=timezone.now)
    words = models.CharField(max_length=200)
    by = models.CharField(max_length=254)

    objects = ScopedManager("job__organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.words


class WorkerBeat(models.Model):
    """A job worker that lives, and when it was last heard of between its jobs."""

    name = models.CharField(primary_key=True, max_length=80)
    started_at = models.DateTimeField(default=timezone.now)
    beat_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

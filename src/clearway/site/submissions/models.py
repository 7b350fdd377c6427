"""The manifest of what was received: one row a file, one of them live for each provider, period and release."""

from django.db import models
from django.db.models import Q

from clearway.site.organisations.scope import Scoped, ScopedManager


class DataSet(models.TextChoices):
    """What a file holds."""

    WAITING_TIME_RECORDS = "waiting_time_records", "Waiting-time records"
    PUBLISHED_FIGURES = "published_figures", "Published figures"
    OBSERVATIONS = "published_indicators", "Published indicators"


PUBLISHED = (DataSet.PUBLISHED_FIGURES, DataSet.OBSERVATIONS)
"""What a publisher printed: nobody's records are in it, and whoever sees figures may see it."""


class Release(models.TextChoices):
    """How settled a file is."""

    PROVISIONAL = "provisional", "Provisional"
    FINAL = "final", "Final"
    AS_PUBLISHED = "as published", "As published"


class SubmissionState(models.TextChoices):
    """Whether a file counts.

    Live counts; superseded was replaced; held waits for a person to decide; withdrawn and refused never counted;
    purged has lost its person-level content.
    """

    LIVE = "live", "Live"
    SUPERSEDED = "superseded", "Superseded"
    REFUSED = "refused", "Refused"
    PURGED = "purged", "Purged"
    HELD = "held", "Held back"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Submission(Scoped):
    """One file as received. `id` names its folder in the store; months are `YYYY-MM`, first and last inclusive."""

    id = models.CharField(primary_key=True, max_length=60)
    source = models.CharField(max_length=80)
    data_set = models.CharField(max_length=30, choices=DataSet.choices)
    organisation_code = models.CharField(max_length=20, blank=True, help_text="Empty: no single organisation.")
    first_month = models.CharField(max_length=7, blank=True)
    last_month = models.CharField(max_length=7, blank=True)
    release = models.CharField(max_length=12, choices=Release.choices)
    version = models.PositiveIntegerField()
    supersedes = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="superseded_by")
    state = models.CharField(max_length=12, choices=SubmissionState.choices)
    sha256 = models.CharField(max_length=64)
    file_name = models.CharField(max_length=255)
    received_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=254)
    accepted = models.PositiveBigIntegerField()
    rejected = models.PositiveBigIntegerField()
    findings = models.JSONField(default=list)
    forced_reason = models.TextField(blank=True)
    profile = models.CharField(max_length=120, blank=True, help_text="The mapping profile it was read with.")
    decision_reason = models.TextField(blank=True, help_text="Why a held file counts after all, or was withdrawn.")
    live_from = models.DateTimeField(null=True, help_text="When a held file was said to count; else when received.")
    purged_at = models.DateTimeField(null=True)

    objects = ScopedManager("organisation_code", open_to_all=Q(data_set__in=PUBLISHED))

    class Meta(Scoped.Meta):
        ordering = ("-received_at",)
        indexes = (models.Index(fields=["state", "data_set"], name="submission_manifest"),)
        constraints = (
            models.UniqueConstraint(
                fields=["sha256", "release"], condition=Q(state="live"), name="submission_bytes_live_once"
            ),
            models.UniqueConstraint(
                fields=["data_set", "source", "organisation_code", "first_month", "last_month", "release"],
                condition=Q(state="live"),
                name="submission_live_once",
            ),
            models.UniqueConstraint(
                fields=["data_set", "source", "organisation_code", "first_month", "last_month", "release", "version"],
                condition=~Q(state="refused"),
                name="submission_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.file_name}, version {self.version} ({self.get_state_display().lower()})"

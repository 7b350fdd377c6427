"""What people send through the browser: the files while they wait, what was asked of them, and what came of it."""

from django.db import models
from django.utils import timezone

from clearway.site.jobs.models import Job
from clearway.site.organisations.models import Membership
from clearway.site.organisations.scope import Scoped, ScopedManager
from clearway.site.submissions.models import Submission

ID_LENGTH = 32
"""Hexadecimal digits of an id that nobody can guess."""


class Upload(Scoped):
    """Files sent together. `id` names their folder in the store, where they lie as `1`, `2`, …, until they are loaded.

    `files` holds for each the sender's own name (a label, never a path), its bytes and its SHA-256.
    """

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    sent_by = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20, help_text="For which organisation the sender acted.")
    received_at = models.DateTimeField(default=timezone.now)
    files = models.JSONField()
    sha256 = models.CharField(max_length=64)
    scanned_at = models.DateTimeField(null=True, help_text="When a virus scanner found nothing.")
    removed_at = models.DateTimeField(null=True)
    removed_because = models.CharField(max_length=40, blank=True)

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-received_at",)

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The sender's names of the files, in order."""
        return ", ".join(one["name"] for one in self.files)

    @property
    def is_here(self) -> bool:
        """Whether the files still lie in the store."""
        return self.removed_at is None


class Ending(models.TextChoices):
    """What came of a sending; empty while nothing has."""

    LOADED = "loaded", "Loaded"
    REFUSED = "refused", "Refused"


class Sending(Scoped):
    """One request to load an upload, as the sender declared it. `id` is the token of the form it came from."""

    id = models.CharField(primary_key=True, max_length=ID_LENGTH)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="sendings")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_by = models.CharField(max_length=254)
    asked_from = models.CharField(max_length=20, help_text="The organisation that the sender acted for.")
    asked_at = models.DateTimeField(default=timezone.now)
    source = models.CharField(max_length=120, blank=True)
    organisation_code = models.CharField(max_length=20, blank=True)
    month = models.CharField(max_length=7, blank=True)
    release = models.CharField(max_length=12, blank=True)
    date_format = models.CharField(max_length=20)
    encoding = models.CharField(max_length=10)
    separator = models.CharField(max_length=1)
    force_reason = models.TextField(blank=True)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    ending = models.CharField(max_length=10, choices=Ending.choices, blank=True)
    refused_code = models.CharField(max_length=60, blank=True)
    refused_reason = models.TextField(blank=True)
    refused_mend = models.TextField(blank=True)

    objects = ScopedManager("asked_from")

    class Meta(Scoped.Meta):
        ordering = ("-asked_at",)
        indexes = (models.Index(fields=["asked_by", "asked_at"], name="sending_by_person"),)

    def __str__(self) -> str:
        return f"{self.upload.label}, sent {self.asked_at:%Y-%m-%d %H:%M}"


class Result(models.Model):
    """One submission that a sending led to. `was_there`: the same bytes had been received before; nothing was done."""

    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="results")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="results")
    was_there = models.BooleanField()
    overlaps = models.JSONField(default=list, help_text="Other live submissions that speak of the same months.")

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["sending", "submission"], name="sending_result_once"),)

    def __str__(self) -> str:
        return f"{self.submission_id} from {self.sending_id}"

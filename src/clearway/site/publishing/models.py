"""Releases: one publication each, from its draft until it is replaced or withdrawn. None is overwritten or deleted."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from clearway.publications.disclosure import Audience
from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_TITLE = 200
LONGEST_NAME = 140
LONGEST_REASON = 500
LONGEST_KIND = 40


class ReleaseState(models.TextChoices):
    """How far a release has come."""

    DRAFT = "draft", "Being made"
    CHECKED = "checked", "Draft"
    ASKED = "asked", "Waits for a second person"
    APPROVED = "approved", "Approved"
    PUBLISHED = "published", "Published"
    SUPERSEDED = "superseded", "Replaced by a later one"
    WITHDRAWN = "withdrawn", "Withdrawn"


OUT = (ReleaseState.PUBLISHED, ReleaseState.SUPERSEDED, ReleaseState.WITHDRAWN)
"""What was published once: it is never made again, and its files stay as they were."""
APPROVED = (ReleaseState.APPROVED, *OUT)
UNFINISHED = (ReleaseState.DRAFT, ReleaseState.CHECKED, ReleaseState.ASKED, ReleaseState.APPROVED)


def person(name: str) -> models.ForeignKey:
    """Who did something with a release; nobody yet."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name=f"{name}+")


class Release(Scoped):
    """One publication for one audience. `organisation_code` is whose it is: a trust's, or else the alliance's.

    `place` is the code of what it is about, empty for the whole alliance. `options` are what its kind asks for, `text`
    the paragraphs a person may change until it is asked for. `snapshot` names the figures it was made from. `checks`
    are those before release as they came out, `shown` what a page shows of it. `is_open` says that everybody with a
    role may read it. `round` counts how often it was made: who approves says which round they looked at. `kept` is
    what its kind writes the files from once more when it is approved, with the approval on their pages; `is_written`
    says that this was done. `took_part` holds the keys of everybody who had it made or asked for approval, in any
    round: none of them approves it.
    """

    kind = models.CharField(max_length=LONGEST_KIND)
    title = models.CharField(max_length=LONGEST_TITLE)
    month = models.CharField(max_length=7, blank=True)
    audience = models.CharField(max_length=12, choices=[(one.value, one.words) for one in Audience])
    organisation_code = models.CharField(max_length=20)
    place = models.CharField(max_length=20, blank=True)
    options = models.JSONField(default=dict, blank=True)
    text = models.JSONField(default=dict, blank=True)
    shown = models.JSONField(default=dict, blank=True, encoder=DjangoJSONEncoder)
    kept = models.TextField(blank=True)
    is_written = models.BooleanField(default=False)
    snapshot = models.CharField(max_length=80, blank=True)
    checks = models.JSONField(default=list, blank=True)
    state = models.CharField(max_length=12, choices=ReleaseState.choices, default=ReleaseState.DRAFT)
    is_open = models.BooleanField(default=False)
    round = models.PositiveIntegerField(default=0)
    made_by = person("made_releases")
    begun_at = models.DateTimeField()
    made_at = models.DateTimeField(null=True)
    asked_by = person("asked_releases")
    asked_at = models.DateTimeField(null=True)
    sent_back_because = models.CharField(max_length=LONGEST_REASON, blank=True)
    took_part = models.JSONField(default=list, blank=True)
    approved_by = person("approved_releases")
    approved_at = models.DateTimeField(null=True)
    published_by = person("published_releases")
    published_at = models.DateTimeField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    withdrawn_by = person("withdrawn_releases")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=LONGEST_REASON, blank=True)

    objects = ScopedManager("organisation_code", open_to_all=Q(is_open=True))

    class Meta(Scoped.Meta):
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["organisation_code", "-id"], name="release_of_organisation"),
            models.Index(fields=["kind", "place"], condition=Q(state="published"), name="release_published"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(made_by=None) | ~Q(approved_by=models.F("made_by")),
                name="release_approved_by_another",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | Q(asked_by=None) | ~Q(approved_by=models.F("asked_by")),
                name="release_approved_by_who_did_not_ask",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=APPROVED) | Q(approved_by__isnull=False),
                name="release_out_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(state="withdrawn") | ~Q(withdrawn_because=""), name="release_withdrawn_for_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=OUT) | Q(is_open=False),
                name="release_open_when_published",
            ),
        )

    def __str__(self) -> str:
        return f"release {self.pk}"

    @property
    def is_made(self) -> bool:
        """Whether there is something to look at."""
        return self.state != ReleaseState.DRAFT

    @property
    def is_out(self) -> bool:
        """Whether it was published once."""
        return self.state in OUT


class ReleaseFile(Scoped):
    """One file of a release as it left the house: its bytes, and their SHA-256."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="files")
    organisation_code = models.CharField(max_length=20)
    is_open = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    objects = ScopedManager("organisation_code", open_to_all=Q(is_open=True))

    class Meta(Scoped.Meta):
        ordering = ("release", "position")
        constraints = (models.UniqueConstraint(fields=["release", "position"], name="release_file_position_once"),)

    def __str__(self) -> str:
        return f"file {self.position} of release {self.release_id}"

"""What people add to measures: marks in time, comments, new phases, definitions of their own, and reviews.

Nothing here is deleted. What no longer holds is withdrawn with a reason, and stays readable.
"""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from clearway.measures.months import last_day, month_of
from clearway.site import words as say

LONGEST_ID = 40
LONGEST_AREA = 60
LONGEST_WORDS = 1_000
EVERYWHERE = ""
"""Stands for every area, and for every measure."""


class AnnotationKind(models.TextChoices):
    """What happened at the time of an annotation."""

    CAMPAIGN = "campaign", "Campaign"
    DEFINITION = "definition", "Change of definition"
    SERVICE = "service", "Change of service"
    DATA_PROBLEM = "data_problem", "Problem with the data"
    OTHER = "other", "Something else"


class Precision(models.TextChoices):
    """How exactly the time of an annotation is known."""

    DAY = "day", "On a day"
    MONTH = "month", "In a month"


class Note(models.Model):
    """What one person wrote of a measure and an area, kept with its author; withdrawn, it stays with the reason.

    `measure` and `area` are the id and the code, empty for every measure and everywhere. Text, and no foreign keys:
    definitions and areas are not rows of this database.
    """

    noun: ClassVar[str] = "note"

    measure = models.CharField(max_length=LONGEST_ID, blank=True)
    area = models.CharField(max_length=LONGEST_AREA, blank=True)
    words = models.TextField()
    author = models.CharField(max_length=254)
    author_name = models.CharField(max_length=200)
    written_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=254, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""), name="%(class)s_withdrawn_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        about = self.measure or "every measure"
        return f"{self.noun} {self.pk} on {about}{f' at {self.area}' if self.area else ''}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it holds no longer."""
        return self.withdrawn_at is not None

    @property
    def written_on(self) -> date:
        """The day on which it was written, in London."""
        return timezone.localtime(self.written_at).date()


class Annotation(Note):
    """Something that happened, marked on the charts: a campaign, a change of definition, a problem with the data.

    `at` is the day, or the first day of the month when `precision` says that only the month is known.
    """

    noun = "annotation"

    kind = models.CharField(max_length=20, choices=AnnotationKind.choices)
    at = models.DateField()
    precision = models.CharField(max_length=5, choices=Precision.choices)

    class Meta(Note.Meta):
        ordering = ("-at", "-pk")

    @property
    def when(self) -> str:
        """Its day or month in words."""
        return say.day(self.at) if self.precision == Precision.DAY else say.month(self.at)

    @property
    def until(self) -> date:
        """The last day that it may speak of."""
        return self.at if self.precision == Precision.DAY else last_day(month_of(self.at))


class Comment(Note):
    """What somebody has to say beside a chart."""

    noun = "comment"

    class Meta(Note.Meta):
        ordering = ("-written_at", "-pk")


class Phase(Note):
    """A new phase of the limits: from the period that ends on `begins`, they are worked out anew, for a reason.

    Only a person begins one. `words` is the reason; measure and area are always named.
    """

    noun = "new phase"

    begins = models.DateField()

    class Meta(Note.Meta):
        ordering = ("-begins", "-pk")
        constraints = (
            *Note.Meta.constraints,
            models.UniqueConstraint(
                fields=["measure", "area", "begins"], condition=Q(withdrawn_at=None), name="phase_begins_once"
            ),
        )


class OwnState(models.TextChoices):
    """How far a version of an own definition has come."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Waiting for a reviewer"
    PUBLISHED = "published", "Published"
    REPLACED = "replaced", "Replaced by a later version"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN_STATES = (OwnState.DRAFT, OwnState.SUBMITTED)


class OwnDefinition(models.Model):
    """One version of a measure that the alliance defined: its text as YAML, and who did what with it.

    A draft may be changed by anybody who may define measures; what was submitted is fixed. There is at most one open
    and one published version of a measure. `author` saved it last.
    """

    measure = models.CharField(max_length=LONGEST_ID)
    version = models.PositiveIntegerField()
    name = models.CharField(max_length=300)
    text = models.TextField()
    state = models.CharField(max_length=10, choices=OwnState.choices)
    author = models.CharField(max_length=254)
    author_name = models.CharField(max_length=200)
    authors = models.JSONField(
        default=list, help_text="Everybody who saved a part of it: none of them may agree to it."
    )
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    returned_because = models.TextField(blank=True)
    agreed_by = models.CharField(max_length=254, blank=True)
    agreed_by_name = models.CharField(max_length=200, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    agreed_note = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.CharField(max_length=254, blank=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("measure", "-version")
        constraints = (
            models.UniqueConstraint(fields=["measure", "version"], name="own_definition_version_once"),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(state__in=("draft", "submitted")), name="own_definition_open_once"
            ),
            models.UniqueConstraint(
                fields=["measure"], condition=Q(state="published"), name="own_definition_published_once"
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | ~Q(agreed_by=models.F("author")),
                name="own_definition_agreed_by_a_second_person",
            ),
        )

    def __str__(self) -> str:
        return f"{self.measure}, version {self.version}"

    @property
    def is_open(self) -> bool:
        """Whether it may still become the published one."""
        return self.state in OPEN_STATES


class Review(models.Model):
    """That somebody looked at a definition on a day, in which role, what they noted, and when it is due again."""

    measure = models.CharField(max_length=LONGEST_ID)
    reviewed_on = models.DateField()
    as_role = models.CharField(max_length=200)
    next_review = models.DateField()
    note = models.TextField(blank=True)
    reviewer = models.CharField(max_length=254)
    reviewer_name = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-reviewed_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(next_review__gt=models.F("reviewed_on")), name="review_dates_in_order"),
        )

    def __str__(self) -> str:
        return f"review of {self.measure} on {self.reviewed_on}"

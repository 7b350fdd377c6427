"""Files that name people, asked for and taken; and what each person took and looked at in a day.

No row here holds anything of a patient but the pseudonym or link of a pathway.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clearway.site.organisations.scope import Scoped, ScopedManager

LONGEST_REASON = 500
LONGEST_ABOUT = 300
LONGEST_SAID = 600
LINK_DIGITS = 20


class ExportState(models.TextChoices):
    """Where an export stands."""

    WAITING = "waiting", "Waits for a second person"
    APPROVED = "approved", "Can be taken"
    DECLINED = "declined", "Declined"
    TAKEN = "taken", "Taken"


class Export(Scoped):
    """One file that names people. Its number stands in the file.

    `organisation_code` is for whom it was taken, `owner_code` whose rows are in it. `about` says what is in it, in
    words; `asked` is the question that makes it, to be asked again when it is taken. `purpose` is a data flow; what it
    said of purpose, legal basis and opt-out on that day is kept beside it, whatever it says later.
    """

    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=ExportState.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="exports")
    role = models.CharField(max_length=40)
    organisation_code = models.CharField(max_length=20)
    owner_code = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=LONGEST_ABOUT)
    asked = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    purpose = models.CharField(max_length=20)
    purpose_words = models.CharField(max_length=LONGEST_SAID, blank=True)
    legal_basis = models.CharField(max_length=LONGEST_SAID, blank=True)
    opt_out = models.CharField(max_length=20, blank=True)
    opt_out_because = models.CharField(max_length=LONGEST_SAID, blank=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    asked_at = models.DateTimeField()
    asks_opt_out = models.BooleanField(default=False)
    decided_by = models.CharField(max_length=254, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    taken_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)
    left_out = models.PositiveIntegerField(null=True, help_text="Rows left out by the opt-out step; none without it.")

    objects = ScopedManager("organisation_code", "owner_code")

    class Meta(Scoped.Meta):
        ordering = ("-pk",)
        indexes = (
            models.Index(fields=["person", "-id"], name="export_by_person"),
            models.Index(fields=["organisation_code", "-id"], name="export_by_organisation"),
            models.Index(fields=["owner_code", "-id"], name="export_by_owner"),
            models.Index(fields=["id"], condition=Q(state="waiting"), name="export_waiting"),
        )
        constraints = (
            models.CheckConstraint(
                condition=~Q(state=ExportState.TAKEN) | Q(taken_at__isnull=False, rows__isnull=False),
                name="export_taken_says_when_and_how_much",
            ),
        )

    def __str__(self) -> str:
        return f"export {self.pk}"


class DayOfUse(Scoped):
    """What one person took away and looked at for one organisation on one day: numbers only.

    `allowed` is how many times the daily limits hold on that day: once, unless somebody allowed more.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="days_of_use")
    organisation_code = models.CharField(max_length=20)
    day = models.DateField()
    files = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    pathways = models.PositiveIntegerField(default=0)
    lists = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    allowed = models.PositiveSmallIntegerField(default=1)
    told = models.CharField(max_length=200, blank=True, help_text="Limits of which the leads were told.")

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        ordering = ("-day", "pk")
        indexes = (models.Index(F("organisation_code"), F("day").desc(), name="use_by_organisation"),)
        constraints = (models.UniqueConstraint(fields=["person", "organisation_code", "day"], name="use_once_a_day"),)

    def __str__(self) -> str:
        return f"use of person {self.person_id} on {self.day}"


class SeenPathway(Scoped):
    """That a person opened a pathway on a day, so that it is counted once. Gone when they come another day."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organisation_code = models.CharField(max_length=20)
    day = models.DateField()
    link = models.CharField(max_length=LINK_DIGITS)

    objects = ScopedManager("organisation_code")

    class Meta(Scoped.Meta):
        constraints = (
            models.UniqueConstraint(fields=["person", "organisation_code", "day", "link"], name="pathway_seen_once"),
        )

    def __str__(self) -> str:
        return f"pathway seen by person {self.person_id} on {self.day}"

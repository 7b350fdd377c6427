"""The agreement under which organisations share records: parties, purpose, data sets, and the days it holds."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from clearway.site.organisations.models import Organisation
from clearway.site.organisations.scope import Scoped, ScopedManager
from clearway.site.submissions.models import DataSet

SOON = timedelta(days=60)
"""An agreement that ends, or is due for review, within this time is shown as ending soon."""


class Use(models.TextChoices):
    """What an agreement lets be done with the records that it covers."""

    COUNTING = "counting", "Sent to the alliance, kept under pseudonyms, and counted"
    DIRECT_CARE = "direct_care", "Trusts on one pathway see who the person is, for their care"
    NAMED_OVERSIGHT = "named_oversight", "Analysts of the alliance see who a person is, each time with a reason"


def only_counting() -> list[str]:
    """What an agreement allows that says nothing else."""
    return [Use.COUNTING.value]


class SharingAgreement(Scoped):
    """One agreement. It holds from `starts_on` to `until`, both days in, or to the day before `ended_on`.

    An agreement is never edited: what changes is recorded as a new one, and the old one is ended.
    """

    title = models.CharField(max_length=200)
    purpose = models.TextField()
    legal_basis = models.TextField()
    notes = models.TextField(blank=True)
    data_sets = models.JSONField(help_text="A list of what it covers.")
    uses = models.JSONField(default=only_counting, help_text="A list of what it lets be done.")
    parties = models.ManyToManyField(Organisation, related_name="sharing_agreements")
    starts_on = models.DateField()
    until = models.DateField()
    review_by = models.DateField(null=True, blank=True)
    owner = models.CharField(max_length=200, help_text="Whom to ask about it.")
    document = models.CharField(max_length=300, blank=True, help_text="Where the signed document is kept.")
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()
    ended_on = models.DateField(null=True, blank=True)
    ended_reason = models.TextField(blank=True)

    objects = ScopedManager("parties__code")

    class Meta(Scoped.Meta):
        ordering = ("-starts_on", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("starts_on")), name="agreement_dates_in_order"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | ~Q(ended_reason=""), name="agreement_ended_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"“{self.title}” (agreement {self.pk})"

    def is_live(self, on: date) -> bool:
        """Whether it holds on a day."""
        return self.starts_on <= on <= self.last_day

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        if self.ended_on is None:
            return self.until
        return min(self.until, self.ended_on - timedelta(days=1))

    def state(self, on: date) -> str:
        """`not yet begun`, `live`, `ending soon`, `ended early` or `expired` on a day."""
        if self.ended_on and self.ended_on <= min(on, self.until):
            return "ended early"
        if on > self.until:
            return "expired"
        if on < self.starts_on:
            return "not yet begun"
        return "ending soon" if self.last_day - on <= SOON else "live"

    def covers(self, data_set: str, use: Use = Use.COUNTING) -> bool:
        """Whether it speaks of a data set, and lets a thing be done with it."""
        return data_set in self.data_sets and use in self.uses

    @property
    def covered(self) -> list[str]:
        """What it covers, in words."""
        return [DataSet(one).label for one in self.data_sets]

    @property
    def allowed(self) -> list[str]:
        """What it lets be done, in words."""
        return [Use(one).label for one in self.uses]

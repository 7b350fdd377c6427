"""A group, its terms of reference, its rule of quorum, and what it may decide."""

from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import Q

from clearway.planning.groups.kinds import GROUP_WORDS, SeatKind
from clearway.planning.groups.quorum import Need, QuorumRule, ShareOf
from clearway.planning.groups.review import Review, review_state

KINDS = [(kind.value, words) for kind, words in GROUP_WORDS.items()]


class Group(models.Model):
    """One board, workstream, expert group or advisory board.

    `accountable_to` names bodies outside the alliance that it answers to besides its `parent`. `places` and
    `communities` are those that ought to be spoken for. `history` says of which time a group of the past is; a group
    of today has none. `is_made_up` marks what was invented for a demo.
    """

    key = models.CharField(max_length=60, blank=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=KINDS)
    purpose = models.TextField()
    plain_summary = models.TextField(blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    accountable_to = models.JSONField(default=list)
    cadence = models.CharField(max_length=100, blank=True)
    tasks = models.JSONField(default=list)
    would_not = models.JSONField(default=list)
    seats_stated = models.PositiveSmallIntegerField(null=True)
    places = models.JSONField(default=list)
    communities = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    history = models.CharField(max_length=100, blank=True)
    is_made_up = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ("history", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["name"], condition=Q(ended_on=None), name="group_named_once"),
            models.CheckConstraint(condition=Q(ended_on=None) | ~Q(ended_because=""), name="group_ended_for_a_reason"),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_live(self) -> bool:
        """Whether it meets and decides now."""
        return not self.history and self.ended_on is None


class Terms(models.Model):
    """One version of the terms of reference. A new one is added; none is changed."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="terms")
    version = models.PositiveSmallIntegerField()
    text = models.TextField()
    changed_because = models.CharField(max_length=500)
    agreed_on = models.DateField()
    review_by = models.DateField()
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-version",)
        verbose_name_plural = "terms"
        constraints = (models.UniqueConstraint(fields=["group", "version"], name="terms_version_once"),)

    def __str__(self) -> str:
        return f"terms of reference {self.version} of {self.group}"

    def review(self, today: date) -> Review:
        """How their yearly review stands."""
        return review_state(self.review_by, today)


class QuorumVersion(models.Model):
    """The rule of quorum of a group from a day on. `least_share` is a fraction as text; `needs` a list of mappings."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="quorum_rules")
    applies_from = models.DateField()
    least_number = models.PositiveSmallIntegerField(null=True)
    least_share = models.CharField(max_length=20, blank=True)
    share_of = models.CharField(max_length=10, choices=[(one.value, one.value) for one in ShareOf], default="holders")
    needs = models.JSONField(default=list)
    deputies_count = models.BooleanField(default=True)
    is_provisional = models.BooleanField(default=True)
    agreed_in = models.CharField(max_length=300, blank=True)
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-applies_from", "-pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_provisional=True) | ~Q(agreed_in=""), name="quorum_agreed_says_where"
            ),
        )

    def __str__(self) -> str:
        return f"rule of quorum {self.pk} of {self.group}"

    @property
    def rule(self) -> QuorumRule:
        """The rule as it is counted with."""
        return QuorumRule(
            least_number=self.least_number,
            least_share=Fraction(self.least_share) if self.least_share else None,
            share_of=ShareOf(self.share_of),
            needs=tuple(need_of(one) for one in self.needs),
            deputies_count=self.deputies_count,
            is_provisional=self.is_provisional,
        )


def need_of(kept: dict[str, Any]) -> Need:
    """A need as it is counted, from how it is kept."""
    return Need(int(kept["least"]), tuple(SeatKind(one) for one in kept.get("kinds", ())), str(kept.get("seat", "")))


class Delegation(models.Model):
    """One line of a scheme of delegation: a matter, who decides it, and which bodies must ratify that, if any."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="delegations")
    matter = models.CharField(max_length=300)
    authority = models.CharField(max_length=300)
    ratified_by = models.CharField(max_length=300, blank=True)
    is_provisional = models.BooleanField(default=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.matter

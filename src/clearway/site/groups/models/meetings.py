"""Meetings: when, with which agenda and papers, who came, which interests they declared."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clearway.planning.groups.kinds import EFFECT_WORDS, PRESENCE_WORDS
from clearway.site.groups.models.group import Group
from clearway.site.groups.models.seats import Holder


class MeetingState(models.TextChoices):
    """How far a meeting is."""

    PLANNED = "planned", "Planned"
    HELD = "held", "Held; minutes not agreed"
    AGREED = "agreed", "Minutes agreed"
    CANCELLED = "cancelled", "Cancelled"


class ItemPurpose(models.TextChoices):
    """What is asked of a group for one item."""

    DECIDE = "decide", "For decision"
    DISCUSS = "discuss", "For discussion"
    NOTE = "note", "To be noted"


class Meeting(models.Model):
    """One meeting. `revision` grows with each change that calendars have to know of."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="meetings")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    revision = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()
    cancelled_because = models.CharField(max_length=500, blank=True)
    minutes_agreed_on = models.DateField(null=True)

    class Meta:
        ordering = ("-starts_at", "-pk")
        constraints = (
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_because=""), name="meeting_cancelled_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"meeting {self.pk} of {self.group}"

    @property
    def day(self) -> date:
        """Its day in London."""
        return timezone.localdate(self.starts_at)

    @property
    def is_open(self) -> bool:
        """Whether something of it can still be changed."""
        return self.state in (MeetingState.PLANNED, MeetingState.HELD)


class AgendaItem(models.Model):
    """One item of an agenda. `plain_summary` and `asked_of_people` are for those who are not of the trade."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    purpose = models.CharField(max_length=10, choices=ItemPurpose.choices)
    decision_asked = models.CharField(max_length=500, blank=True)
    presenter = models.CharField(max_length=200, blank=True)
    minutes_planned = models.PositiveSmallIntegerField(null=True)
    plain_summary = models.TextField(blank=True)
    asked_of_people = models.TextField(blank=True)
    discussion = models.TextField(blank=True)

    class Meta:
        ordering = ("position", "pk")
        constraints = (
            models.UniqueConstraint(fields=["meeting", "position"], name="item_position_once"),
            models.CheckConstraint(
                condition=~Q(purpose="decide") | ~Q(decision_asked=""), name="item_says_what_is_to_be_decided"
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.title}"


class Paper(models.Model):
    """A paper for an item: what it is called, and where it is kept."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    kept_at = models.CharField(max_length=500)
    added_by = models.CharField(max_length=254)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Whether the holder of a seat came to a meeting, or who came for them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="attendances")
    presence = models.CharField(max_length=10, choices=[(one.value, said) for one, said in PRESENCE_WORDS.items()])
    deputy = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("holder_id",)
        constraints = (models.UniqueConstraint(fields=["meeting", "holder"], name="attendance_once"),)

    def __str__(self) -> str:
        return f"attendance of holder {self.holder_id} at meeting {self.meeting_id}"


class Interest(models.Model):
    """An interest that the holder of a seat declared for one item, and what it does to their part in it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="interests")
    holder = models.ForeignKey(Holder, on_delete=models.PROTECT, related_name="interests")
    words = models.CharField(max_length=500)
    effect = models.CharField(max_length=20, choices=[(one.value, said) for one, said in EFFECT_WORDS.items()])

    class Meta:
        ordering = ("pk",)
        constraints = (models.UniqueConstraint(fields=["item", "holder"], name="interest_once"),)

    def __str__(self) -> str:
        return f"interest {self.pk} in item {self.item_id}"

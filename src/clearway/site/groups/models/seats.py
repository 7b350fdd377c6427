"""Seats, and who holds them. Names are of staff and volunteers: seen signed in, never shipped, never public."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from clearway.planning.groups.kinds import SEAT_WORDS, SeatKind
from clearway.site.groups.models.group import Group


class Seat(models.Model):
    """One kind of place in a group, with how many positions it has. A seat that is no more has its last day."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="seats")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=[(kind.value, words) for kind, words in SEAT_WORDS.items()])
    positions = models.PositiveSmallIntegerField()
    represents = models.CharField(max_length=300, blank=True)
    votes = models.BooleanField(default=True)
    ended_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(condition=Q(positions__gte=1), name="seat_has_a_position"),
            models.UniqueConstraint(fields=["group", "name"], condition=Q(ended_on=None), name="seat_named_once"),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.group}"

    @property
    def seat_kind(self) -> SeatKind:
        """From which side its holder sits."""
        return SeatKind(self.kind)


class HolderQuerySet(models.QuerySet["Holder"]):
    """Finds holders by day."""

    def on(self, day: date) -> "HolderQuerySet":
        """Those who hold a seat on a day."""
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=day), starts_on__lte=day)


class Holder(models.Model):
    """Somebody in a seat from `starts_on` until the day before `ended_on`: a person of Clearway, or a typed name.

    `represents` says for whom they speak besides their own organisation; `places` and `communities` count towards
    what the group ought to cover.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="holders")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="seats")
    typed_name = models.CharField(max_length=200, blank=True)
    job = models.CharField(max_length=200, blank=True)
    represents = models.CharField(max_length=300, blank=True)
    places = models.JSONField(default=list)
    communities = models.JSONField(default=list)
    starts_on = models.DateField()
    ended_on = models.DateField(null=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        ordering = ("seat_id", "starts_on", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")), name="holder_dates_in_order"
            ),
            models.CheckConstraint(
                condition=Q(person=None) & ~Q(typed_name="") | Q(person__isnull=False, typed_name=""),
                name="holder_is_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"holder {self.pk} of {self.seat}"

    @property
    def name(self) -> str:
        """Who they are."""
        return self.person.name if self.person else self.typed_name

"""Who is to be reached: organisations, and groups of people. Never one person."""

from django.db import models
from django.db.models import Q


class AudienceKind(models.TextChoices):
    """What an audience is."""

    PEOPLE = "people", "A group of people"
    ORGANISATION = "organisation", "An organisation or a kind of organisation"


class Level(models.IntegerChoices):
    """How much of something, for the map."""

    LOW = 1, "Low"
    MEDIUM = 2, "Medium"
    HIGH = 3, "High"


class Audience(models.Model):
    """One stakeholder or audience. `contact` is a role or an organisation; `characteristics` are codes of the Equality
    Act that it stands for. Interest and influence are None until somebody placed it on the map."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=AudienceKind.choices)
    interest = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    influence = models.PositiveSmallIntegerField(choices=Level.choices, null=True)
    contact = models.CharField(max_length=200, blank=True)
    reached_by = models.CharField(max_length=300, blank=True)
    place = models.CharField(max_length=20, blank=True)
    characteristics = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    is_made_up = models.BooleanField(default=False)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = (
            models.UniqueConstraint(fields=["name"], condition=Q(ended_on=None), name="audience_named_once"),
        )

    def __str__(self) -> str:
        return self.name

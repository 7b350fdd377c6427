"""Organisations with their dates, and memberships with theirs."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from clearway.site.audit.actors import ActorLine
from clearway.site.organisations.permission import Permission
from clearway.site.organisations.roles import ROLES, Role


class OrganisationKind(models.TextChoices):
    """What an organisation is."""

    ALLIANCE = "alliance", "Cancer Alliance"
    TRUST = "trust", "Trust"
    ICB = "icb", "Integrated care board"
    SUB_ICB = "sub_icb", "Sub-ICB location"
    NETWORK = "network", "Primary care network"
    PRACTICE = "practice", "General practice"
    OTHER = "other", "Other"


class Organisation(models.Model):
    """A body that people work for, under the code the NHS knows it by. Dates are its legal first and last day."""

    code = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=OrganisationKind.choices)
    opened = models.DateField(null=True, blank=True)
    closed = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (
            models.CheckConstraint(
                condition=Q(opened=None) | Q(closed=None) | Q(closed__gte=F("opened")),
                name="organisation_dates_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Finds memberships by day."""

    def active(self, on: date | None = None) -> "MembershipQuerySet":
        """Those in force on a day (today when not said), of people who may sign in at all."""
        on = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gt=on), starts_on__lte=on, person__is_active=True)


class Membership(models.Model):
    """A role that a person holds in an organisation, from `starts_on` until the day before `ended_on`.

    Ending a membership today therefore takes effect at once.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=[(role.key, role.display_name) for role in ROLES.values()])
    starts_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("organisation__name", "role")
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("starts_on")), name="membership_dates_in_order"
            ),
            models.UniqueConstraint(
                fields=["person", "organisation", "role"], condition=Q(ended_on=None), name="membership_held_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person.name}, {self.role_class.display_name}, {self.organisation.name}"

    @property
    def role_class(self) -> type[Role]:
        """The role in words, with what it may do."""
        return ROLES[self.role]

    def may(self, permission: Permission) -> bool:
        """Whether the role allows something. A membership that is over allows nothing.

        What belongs to every organisation is seen from the alliance alone: the same role at a trust stays there.
        """
        if permission not in self.role_class.permissions or not self.is_active():
            return False
        return permission is not Permission.SEE_WHOLE_ALLIANCE or self.organisation.kind == OrganisationKind.ALLIANCE

    def is_active(self, on: date | None = None) -> bool:
        """Whether the membership is in force on a day (today when not said) and the person may sign in."""
        on = on or timezone.localdate()
        in_force = self.starts_on <= on and (self.ended_on is None or on < self.ended_on)
        return in_force and self.person.is_active

    def as_actor(self) -> ActorLine:
        """The line that the audit trail keeps."""
        return ActorLine(
            kind="person",
            name=self.person.email,
            organisation_code=self.organisation.code,
            role=self.role,
            membership_id=self.pk,
        )

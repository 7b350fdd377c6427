"""The audit event table, the events that wait to be chained, and the seal at the end of the chain."""

from typing import Any, NoReturn

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class AppendOnly(Exception):
    """Somebody tried to change or remove what may only be added to."""

    def __init__(self) -> None:
        super().__init__("Audit events are only ever added. To set something right, record a further event.")


class EventQuerySet(models.QuerySet["Event"]):
    """Reads events; refuses every way of changing many at once."""

    def update(self, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnly

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused: events are chained one by one."""
        raise AppendOnly

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly


class Told(models.Model):
    """What an event says. Text only, no foreign keys: the trail survives what it speaks of.

    `membership_id` and `request_id` are empty for what no membership did, or no request asked for.
    """

    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=40, blank=True)
    membership_id = models.PositiveBigIntegerField(null=True)
    request_id = models.CharField(max_length=16, blank=True, default="", db_default="")
    event = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)

    class Meta:
        abstract = True


class Event(Told):
    """One thing that was done.

    `hash` is HMAC-SHA-256 over every other column, chained through `previous_hash`, with a key that is not in
    the database. Order is `sequence`, not the clock.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=["subject_id", "at", "sequence"], name="audit_by_subject"),
            models.Index(fields=["actor", "at", "sequence"], name="audit_by_actor"),
            models.Index(fields=["event", "at", "sequence"], name="audit_by_event"),
            models.Index(fields=["organisation_code", "at", "sequence"], name="audit_by_organisation"),
            models.Index(fields=["at", "sequence"], name="audit_by_day"),
        )

    def __str__(self) -> str:
        return f"{self.sequence}: {self.event} by {self.actor}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the event; an event that is there already is never written again."""
        if not self._state.adding:
            raise AppendOnly
        super().save(force_insert=True, using=kwargs.get("using"))

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly


class Waiting(Told):
    """A read that was noted and waits, some seconds, to be chained as an event. `mac` is over its other columns."""

    id = models.BigAutoField(primary_key=True)
    mac = models.CharField(max_length=64)

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.event} by {self.actor}, waiting"


class ChainHead(models.Model):
    """The end of the chain, sealed with the audit key: without it the newest events could be cut off unseen."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    seal = models.CharField(max_length=64)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_one_head"),)

    def __str__(self) -> str:
        return f"audit chain up to {self.sequence}"

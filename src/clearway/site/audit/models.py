"""The audit event table and the seal at its end."""

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


class Event(models.Model):
    """One thing that was done. Text only, no foreign keys: the trail survives what it speaks of.

    `hash` is HMAC-SHA-256 over every other column, chained through `previous_hash`, with a key that is not in
    the database. Order is `sequence`, not the clock.
    """

    sequence = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=40, blank=True)
    event = models.CharField(max_length=80)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=120)
    reason = models.TextField(blank=True)
    source = models.CharField(max_length=200, blank=True)
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    objects = EventQuerySet.as_manager()

    class Meta:
        ordering = ("sequence",)
        indexes = (
            models.Index(fields=["subject_type", "subject_id"], name="audit_by_subject"),
            models.Index(fields=["actor"], name="audit_by_actor"),
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

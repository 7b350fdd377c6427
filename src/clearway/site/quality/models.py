"""What people decided on conflicts of identity. Nothing is merged by it: it says who looked, and what they found."""

from django.db import models


class Finding(models.TextChoices):
    """What a person found behind a conflict."""

    SAME = "same person", "It is one person; the register will be corrected"
    DIFFERENT = "different people", "They are different people; the register will be corrected"
    CORRECTED = "number corrected", "The number was corrected; the newer one holds"
    UNCLEAR = "unclear", "It cannot be told yet"


class IdentityDecision(models.Model):
    """One person's finding on one conflict, kept for ever; a later one stands beside it. `conflict` is its key."""

    conflict = models.CharField(max_length=20, db_index=True)
    kind = models.CharField(max_length=40)
    finding = models.CharField(max_length=20, choices=Finding.choices)
    reason = models.TextField()
    decided_by = models.CharField(max_length=254)
    organisation_code = models.CharField(max_length=20)
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("-decided_at", "-pk")

    def __str__(self) -> str:
        return f"{self.conflict}: {self.finding}"

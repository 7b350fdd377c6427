"""Documents beside a form or an entry: who put which there, and whether it was taken away again.

The bytes lie in the store's folder under their SHA-256; the same bytes beside two things are kept once.
"""

from django.db import models
from django.db.models import Q

from clearway.site.beside import Beside

LONGEST_NAME = 255


class Document(Beside):
    """One document. `name` is a label and names no file. Removed, this row stays and its bytes go."""

    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=20)
    byte_count = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_scanned = models.BooleanField()
    removed_at = models.DateTimeField(null=True)
    removed_by = models.CharField(max_length=200, blank=True)
    removed_because = models.TextField(blank=True)

    class Meta(Beside.Meta):
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["form", "at"], name="document_of_form", condition=Q(form__isnull=False)),
            models.Index(fields=["entry", "at"], name="document_of_entry", condition=Q(entry__isnull=False)),
            models.Index(fields=["sha256"], name="document_bytes", condition=Q(removed_at=None)),
        )
        constraints = (
            *Beside.Meta.constraints,
            models.CheckConstraint(
                condition=Q(removed_at=None) | ~Q(removed_because=""), name="document_removed_for_a_reason"
            ),
        )

    def __str__(self) -> str:
        return f"document {self.pk} beside {self.host_kind} {self.host_number}"

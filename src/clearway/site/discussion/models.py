"""Comments: words of one person beside a form or an entry. Never changed; withdrawn, they are shown no more."""

from django.db import models
from django.db.models import Q

from clearway.site.beside import Beside

LONGEST_COMMENT = 2_000


class Remark(Beside):
    """One comment, and the names of those whom it mentions."""

    words = models.TextField()
    mentions = models.JSONField(default=list, help_text="Names of the people who were told.")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)

    class Meta(Beside.Meta):
        ordering = ("at", "pk")
        indexes = (
            models.Index(fields=["form", "at"], name="remark_of_form", condition=Q(form__isnull=False)),
            models.Index(fields=["entry", "at"], name="remark_of_entry", condition=Q(entry__isnull=False)),
        )

    def __str__(self) -> str:
        return f"comment {self.pk} beside {self.host_kind} {self.host_number}"

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is shown no more."""
        return self.withdrawn_at is not None

"""What was designed together with people who are affected by cancer."""

from django.db import models

from clearway.site.plan.models import Deliverable


class Together(models.Model):
    """One piece of work designed together: who took part, by role and number, what was made, and what changed by it."""

    title = models.CharField(max_length=200)
    began_on = models.DateField()
    took_part = models.JSONField(default=list)
    designed = models.TextField()
    changed = models.TextField(blank=True)
    changed_on = models.DateField(null=True)
    support = models.TextField(blank=True)
    place = models.CharField(max_length=20, blank=True)
    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, null=True, related_name="together")
    is_made_up = models.BooleanField(default=False)
    recorded_by = models.CharField(max_length=254)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("-began_on", "-pk")
        verbose_name_plural = "work designed together"

    def __str__(self) -> str:
        return self.title

"""Services rolled out over providers, and every change of how one stands somewhere."""

from django.db import models

from clearway.planning.rollout import STATUSES
from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.said import Said
from clearway.site.plan.models.sizes import LONGEST_CODE, LONGEST_ROLE, LONGEST_TITLE

CHOICES = list(STATUSES.items())


class RollOut(Row):
    """A service that is to reach providers; of a deliverable, by its code."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="roll_outs")
    title = models.CharField(max_length=LONGEST_TITLE)
    deliverable = models.CharField(max_length=LONGEST_CODE, blank=True)
    promised = models.CharField(max_length=LONGEST_TITLE, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_roll_out_once"),)


class RollOutPlace(Row):
    """How a service stands at one provider."""

    roll_out = models.ForeignKey(RollOut, on_delete=models.PROTECT, related_name="places")
    provider = models.CharField(max_length=LONGEST_ROLE)
    status = models.CharField(max_length=8, choices=CHOICES)
    since = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["roll_out", "code"], name="plan_roll_out_place_once"),)


class RollOutChange(Said):
    """A change of how a service stands at a provider; an empty status stands for nothing said."""

    place = models.ForeignKey(RollOutPlace, on_delete=models.PROTECT, related_name="changes")
    before = models.CharField(max_length=8, choices=CHOICES, blank=True)
    after = models.CharField(max_length=8, choices=CHOICES)
    since = models.DateField(null=True, blank=True)
    note = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.after} at place {self.place_id}"

"""Allocations with what they were placed on, and savings of deliverables."""

from django.db import models

from clearway.site.plan.models.deliverable import Deliverable
from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.sizes import DIGITS, LONGEST_ROLE, LONGEST_TITLE, PENCE


class Allocation(Row):
    """Money received by the alliance."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="allocations")
    source = models.CharField(max_length=LONGEST_TITLE)
    stream = models.CharField(max_length=10)
    quarter = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    conditions = models.TextField(blank=True)
    received_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_allocation_once"),)


class Placement(Row):
    """A part of an allocation that went on to a deliverable (by its code), an organisation, or both."""

    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, related_name="placed")
    amount = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    deliverable = models.CharField(max_length=60, blank=True)
    organisation = models.CharField(max_length=LONGEST_ROLE, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["allocation", "code"], name="plan_placement_once"),)


class Saving(Row):
    """What a deliverable saves in a quarter."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="savings")
    title = models.CharField(max_length=LONGEST_TITLE)
    quarter = models.CharField(max_length=12)
    cash_releasing = models.BooleanField()
    planned = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    forecast = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)
    delivered = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["deliverable", "code"], name="plan_saving_once"),)

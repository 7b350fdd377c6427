"""Money of a deliverable by quarter."""

from django.db import models

from clearway.site.plan.models.deliverable import Deliverable
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.sizes import DIGITS, PENCE


class MoneyLine(Row):
    """An exact sum of pounds in a quarter, revenue or capital: planned, expected, spent."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="money")
    stream = models.CharField(max_length=10)
    quarter = models.CharField(max_length=12)
    planned = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    forecast = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)
    actual = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["deliverable", "code"], name="plan_money_once"),)

"""Gates that a deliverable passes before it starts or is done."""

from django.db import models
from django.db.models import Q

from clearway.planning.gates import BEFORE, KINDS
from clearway.site.plan.models.deliverable import Deliverable
from clearway.site.plan.models.row import Row

GATE_KINDS = [(key, kind.words) for key, kind in KINDS.items()]


class Gate(Row):
    """A gate of a deliverable. `form` is the number of the form that is to be signed for it, once one is begun."""

    deliverable = models.ForeignKey(Deliverable, on_delete=models.PROTECT, related_name="gates")
    kind = models.CharField(max_length=30, choices=GATE_KINDS)
    before = models.CharField(max_length=6, choices=list(BEFORE.items()))
    form_type = models.CharField(max_length=60, blank=True)
    form = models.PositiveBigIntegerField(null=True, blank=True)
    passed_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = (
            models.UniqueConstraint(fields=["deliverable", "code"], name="plan_gate_once"),
            models.CheckConstraint(
                condition=Q(passed_on=None) | ~Q(evidence=""), name="plan_gate_passed_with_evidence"
            ),
        )

"""Frameworks with their versions, bids with their sums, appraisals with their options, and the scores of both."""

from django.db import models
from django.db.models import Q

from clearway.planning.bids.bid import DECISIONS
from clearway.site.plan.models.plan import Plan
from clearway.site.plan.models.row import Row
from clearway.site.plan.models.said import Said
from clearway.site.plan.models.sizes import DIGITS, LONGEST_CODE, LONGEST_ROLE, LONGEST_TITLE, PENCE


class ScoringFramework(Row):
    """Criteria with weights that add to 100. `version` counts its changes; each is kept whole beside it."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="scoring_frameworks")
    title = models.CharField(max_length=LONGEST_TITLE)
    version = models.PositiveIntegerField(default=1)
    criteria = models.JSONField()
    trust = models.CharField(max_length=20, default="local")
    agreed_by = models.CharField(max_length=LONGEST_TITLE, blank=True)
    agreed_on = models.DateField(null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_framework_once"),)


class FrameworkVersion(Said):
    """A framework as it became, whole, with who changed it and why."""

    framework = models.ForeignKey(ScoringFramework, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    criteria = models.JSONField()
    reason = models.TextField()

    class Meta(Said.Meta):
        constraints = (models.UniqueConstraint(fields=["framework", "number"], name="plan_framework_version_once"),)

    def __str__(self) -> str:
        return f"version {self.number} of framework {self.framework_id}"


class Bid(Row):
    """A bid for money."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="bids")
    title = models.CharField(max_length=LONGEST_TITLE)
    fund = models.CharField(max_length=LONGEST_TITLE)
    round = models.CharField(max_length=LONGEST_ROLE, blank=True)
    deliverables = models.JSONField(default=list)
    framework = models.CharField(max_length=LONGEST_CODE, blank=True)
    decision = models.CharField(max_length=12, choices=list(DECISIONS.items()), default="draft")
    decided_on = models.DateField(null=True, blank=True)
    conditions = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["plan", "code"], name="plan_bid_once"),)


class BidSum(Row):
    """What a bid asks for in a quarter, what was awarded, what was spent of it."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, related_name="sums")
    stream = models.CharField(max_length=10)
    quarter = models.CharField(max_length=12)
    asked = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE)
    awarded = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)
    spent = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["bid", "code"], name="plan_bid_sum_once"),)


class Appraisal(Row):
    """Options for a deliverable (by its code), and the one that was chosen (by its code)."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="appraisals")
    title = models.CharField(max_length=LONGEST_TITLE)
    deliverable = models.CharField(max_length=LONGEST_CODE)
    framework = models.CharField(max_length=LONGEST_CODE, blank=True)
    chosen = models.CharField(max_length=LONGEST_CODE, blank=True)
    reason = models.TextField(blank=True)

    class Meta(Row.Meta):
        constraints = (
            models.UniqueConstraint(fields=["plan", "code"], name="plan_appraisal_once"),
            models.CheckConstraint(condition=Q(chosen="") | ~Q(reason=""), name="plan_option_chosen_for_a_reason"),
        )


class Option(Row):
    """One way of doing something."""

    appraisal = models.ForeignKey(Appraisal, on_delete=models.PROTECT, related_name="options")
    title = models.CharField(max_length=LONGEST_TITLE)
    cost = models.DecimalField(max_digits=DIGITS, decimal_places=PENCE, null=True, blank=True)

    class Meta(Row.Meta):
        constraints = (models.UniqueConstraint(fields=["appraisal", "code"], name="plan_option_once"),)


class Score(Row):
    """What a scorer, named by role, gave a bid or an option for a criterion, and why."""

    bid = models.ForeignKey(Bid, on_delete=models.PROTECT, null=True, related_name="scores")
    option = models.ForeignKey(Option, on_delete=models.PROTECT, null=True, related_name="scores")
    criterion = models.CharField(max_length=LONGEST_CODE)
    scorer = models.CharField(max_length=LONGEST_ROLE)
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta(Row.Meta):
        constraints = (
            models.CheckConstraint(
                condition=Q(bid=None, option__isnull=False) | Q(option=None, bid__isnull=False),
                name="plan_score_of_one_thing",
            ),
            models.UniqueConstraint(fields=["bid", "code"], name="plan_score_of_bid_once"),
            models.UniqueConstraint(fields=["option", "code"], name="plan_score_of_option_once"),
        )

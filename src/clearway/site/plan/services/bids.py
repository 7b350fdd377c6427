"""Bids with their sums and decision, options of an appraisal, the scores of both, and their framework."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from clearway.planning.bids.bid import WON
from clearway.planning.bids.framework import ScoringFramework as Framework
from clearway.planning.shaped import write_shape
from clearway.records.findings import Refused
from clearway.site.organisations.models import Membership
from clearway.site.plan.models import (
    Appraisal,
    Bid,
    BidSum,
    Deliverable,
    FrameworkVersion,
    Option,
    Plan,
    Score,
    ScoringFramework,
)
from clearway.site.plan.permissions import check_may_edit
from clearway.site.plan.rows import columns_of
from clearway.site.plan.services.rows import add_row, change_row
from clearway.site.plan.services.said_by import said_by
from clearway.site.plan.services.seen import mark_of


def add_bid(*, by: Membership, plan: Plan, said: Mapping[str, Any]) -> Bid:
    """Record a bid that is being written. Raises PermissionDenied, or Refused with words."""
    check_may_edit(by)
    return add_row(by=by, plan=plan, kind=Bid, under={"plan": plan}, prefix="BID", said=said, event="bid begun")


def change_bid(*, by: Membership, bid: Bid, said: Mapping[str, Any], seen: str) -> Bid:
    """Change what a bid is about."""
    check_may_edit(by)
    return change_row(by=by, plan=bid.plan, row=bid, said=said, event="bid changed", seen=seen)


def decide_bid(*, by: Membership, bid: Bid, said: Mapping[str, Any], seen: str, reason: str = "") -> Bid:
    """Record what became of a bid: submitted, awarded, declined; a decision has its day, a changed one its reason."""
    check_may_edit(by)
    if said["decision"] in (*WON, "declined") and said["decided_on"] is None:
        raise Refused("A decision is told without its day.", "Say on which day it was decided.", code="PLAN-BID")
    needs = ("decision",) if bid.decision in (*WON, "declined") else ()
    return change_row(
        by=by, plan=bid.plan, row=bid, said=said, event="bid decided", seen=seen, reason=reason, needs_reason=needs
    )


def add_sum(*, by: Membership, bid: Bid, said: Mapping[str, Any]) -> BidSum:
    """Ask for money in another quarter."""
    check_may_edit(by)
    return add_row(
        by=by, plan=bid.plan, kind=BidSum, under={"bid": bid}, prefix=f"{bid.code}-£", said=said, event="bid asks"
    )


def change_sum(*, by: Membership, line: BidSum, said: Mapping[str, Any], seen: str, reason: str = "") -> BidSum:
    """Say what was awarded and spent of a sum; what was asked or awarded changes with a reason."""
    check_may_edit(by)
    if said.get("spent") is not None and said.get("awarded") is None:
        raise Refused("Money is spent that nobody awarded.", "Say first what was awarded.", code="PLAN-BID")
    needs = ("asked", "awarded") if line.awarded is not None else ("asked",)
    return change_row(
        by=by,
        plan=line.bid.plan,
        row=line,
        said=said,
        event="bid sum changed",
        seen=seen,
        reason=reason,
        needs_reason=needs,
    )


def score(*, by: Membership, of: Bid | Option, scorer: str, given: Mapping[str, tuple[int, str]]) -> int:
    """Record what a scorer, named by role, gives for each criterion, with the reason; answers how many changed.

    A scorer scores a criterion once: the same again changes it, and the trail keeps both.
    """
    plan = of.plan if isinstance(of, Bid) else of.appraisal.plan
    check_may_edit(by)
    field = "bid" if isinstance(of, Bid) else "option"
    if not scorer.strip():
        raise Refused("It is not said who scores.", "Name a role, such as Finance lead.", code="PLAN-SCORE")
    if any(not reason.strip() for _, reason in given.values()):
        raise Refused("A score stands without its reason.", "Say in a few words why.", code="PLAN-SCORE")
    changed = 0
    with transaction.atomic():
        held = {one.criterion: one for one in Score.objects.filter(**{field: of}, scorer=scorer, is_withdrawn=False)}
        for criterion, (points, reason) in given.items():
            said = {"score": points, "reason": reason.strip()}
            row = held.get(criterion)
            if row is None:
                add_row(
                    by=by,
                    plan=plan,
                    kind=Score,
                    under={field: of},
                    prefix=f"{of.code}-S",
                    said={"criterion": criterion, "scorer": scorer.strip(), **said},
                    event="scored",
                )
            elif said != {"score": row.score, "reason": row.reason}:
                change_row(by=by, plan=plan, row=row, said=said, event="scored anew", seen=mark_of(row, said))
            else:
                continue
            changed += 1
    return changed


def take_up_framework(*, by: Membership, plan: Plan, framework: Framework) -> ScoringFramework:
    """Take up a framework, such as the one that is shipped. Refused when the plan has one of that name."""
    check_may_edit(by)
    if plan.scoring_frameworks.filter(title=framework.title, is_withdrawn=False).exists():
        raise Refused(f"The plan has “{framework.title}” already.", "Change that one.", code="PLAN-FRAMEWORK")
    said = columns_of(ScoringFramework, write_shape(framework))
    said.pop("code")
    return add_row(
        by=by,
        plan=plan,
        kind=ScoringFramework,
        under={"plan": plan},
        prefix=f"{framework.id}-",
        said=said,
        event="framework taken up",
    )


def change_framework(
    *, by: Membership, framework: ScoringFramework, said: Mapping[str, Any], seen: str, reason: str
) -> ScoringFramework:
    """Change criteria, weights or where they were agreed, with a reason: a new version; the old one is kept whole."""
    check_may_edit(by)
    if not reason.strip():
        raise Refused("Weights change, and nobody says why.", "Give the reason.", code="PLAN-REASON")
    with transaction.atomic():
        FrameworkVersion.objects.create(
            framework=framework,
            number=framework.version,
            criteria=framework.criteria,
            reason=reason.strip(),
            **said_by(by),
        )
        held = change_row(
            by=by,
            plan=framework.plan,
            row=framework,
            said=said,
            event="framework changed",
            seen=seen,
            reason=reason,
        )
        held.version = framework.version + 1
        held.save(update_fields=["version"])
    return held


def add_appraisal(*, by: Membership, deliverable: Deliverable, said: Mapping[str, Any]) -> Appraisal:
    """Begin an appraisal of options for a deliverable."""
    check_may_edit(by)
    return add_row(
        by=by,
        plan=deliverable.plan,
        kind=Appraisal,
        under={"plan": deliverable.plan},
        prefix=f"{deliverable.code}-OA",
        said={"deliverable": deliverable.code, **said},
        event="options appraisal begun",
    )


def add_option(*, by: Membership, appraisal: Appraisal, said: Mapping[str, Any]) -> Option:
    """Add an option to an appraisal."""
    check_may_edit(by)
    return add_row(
        by=by,
        plan=appraisal.plan,
        kind=Option,
        under={"appraisal": appraisal},
        prefix=f"{appraisal.code}-",
        said=said,
        event="option added",
    )


def choose_option(*, by: Membership, appraisal: Appraisal, said: Mapping[str, Any], seen: str) -> Appraisal:
    """Record which option was chosen, and why."""
    check_may_edit(by)
    if not said["reason"].strip():
        raise Refused("An option is chosen, and nobody says why.", "Give the reason.", code="PLAN-REASON")
    return change_row(by=by, plan=appraisal.plan, row=appraisal, said=said, event="option chosen", seen=seen)

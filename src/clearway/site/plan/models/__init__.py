"""Delivery plans as rows. Everybody of the alliance reads them; nothing is deleted, what falls out is withdrawn.

A row keeps in columns what people look for and change, and in `rest` whatever else its file says of it, so that the
plan that was read comes out again whole (`rows`).
"""

from clearway.site.plan.models.agreement import Answer, PlanDecision, SigningBody
from clearway.site.plan.models.bids import Appraisal, Bid, BidSum, FrameworkVersion, Option, Score, ScoringFramework
from clearway.site.plan.models.concern import Concern, ConcernKind
from clearway.site.plan.models.deliverable import Activity, Deliverable, Milestone, Status
from clearway.site.plan.models.funding import Allocation, Placement, Saving
from clearway.site.plan.models.gates import Gate
from clearway.site.plan.models.money import MoneyLine
from clearway.site.plan.models.plan import Plan, PlanVersion
from clearway.site.plan.models.rollout import RollOut, RollOutChange, RollOutPlace
from clearway.site.plan.models.row import Priority, Row, Workstream
from clearway.site.plan.models.said import MilestoneChange, Said, StatusUpdate

__all__ = [
    "Activity",
    "Allocation",
    "Answer",
    "Appraisal",
    "Bid",
    "BidSum",
    "Concern",
    "ConcernKind",
    "Deliverable",
    "FrameworkVersion",
    "Gate",
    "Milestone",
    "MilestoneChange",
    "MoneyLine",
    "Option",
    "Placement",
    "Plan",
    "PlanDecision",
    "PlanVersion",
    "Priority",
    "RollOut",
    "RollOutChange",
    "RollOutPlace",
    "Row",
    "Said",
    "Saving",
    "Score",
    "ScoringFramework",
    "SigningBody",
    "Status",
    "StatusUpdate",
    "Workstream",
]

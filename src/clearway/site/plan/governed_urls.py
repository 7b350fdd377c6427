"""Addresses of the money, bids, gates, roll-outs and agreement of a plan."""

from django.urls import path

from clearway.site.plan.views import agreement, allocations, bids, gates, rollout

patterns = [
    path("plan/<int:number>/allocations/add", allocations.add, name="add_allocation"),
    path("plan/allocations/<int:number>", allocations.change, name="allocation"),
    path("plan/allocations/<int:number>/place", allocations.put, name="place"),
    path("plan/placements/<int:number>", allocations.move, name="placement"),
    path("plan/deliverables/<int:number>/savings/add", allocations.save, name="add_saving"),
    path("plan/savings/<int:number>", allocations.saved, name="saving"),
    path("plan/<int:number>/bids/add", bids.add, name="add_bid"),
    path("plan/bids/<int:number>", bids.bid, name="bid"),
    path("plan/bids/<int:number>/change", bids.change, name="change_bid"),
    path("plan/bids/<int:number>/decide", bids.decide, name="decide_bid"),
    path("plan/bids/<int:number>/ask", bids.ask, name="add_bid_sum"),
    path("plan/bids/<int:number>/score", bids.score_bid, name="score_bid"),
    path("plan/bid-sums/<int:number>", bids.line, name="bid_sum"),
    path("plan/<int:number>/frameworks/take-up", bids.take_up, name="take_up"),
    path("plan/frameworks/<int:number>", bids.framework, name="framework"),
    path("plan/deliverables/<int:number>/appraisals/add", bids.appraise, name="add_appraisal"),
    path("plan/appraisals/<int:number>", bids.appraisal, name="appraisal"),
    path("plan/appraisals/<int:number>/options/add", bids.option, name="add_option"),
    path("plan/appraisals/<int:number>/choose", bids.choose, name="choose"),
    path("plan/options/<int:number>/score", bids.score_option, name="score_option"),
    path("plan/deliverables/<int:number>/gates/add", gates.add, name="add_gate"),
    path("plan/gates/<int:number>", gates.gate, name="gate"),
    path("plan/<int:number>/roll-outs/add", rollout.add, name="add_roll_out"),
    path("plan/roll-outs/<int:number>", rollout.roll_out, name="roll_out"),
    path("plan/roll-outs/<int:number>/say", rollout.say, name="say_status"),
    path("plan/<int:number>/bodies/add", agreement.add, name="add_body"),
    path("plan/bodies/<int:number>", agreement.body, name="body"),
    path("plan/bodies/<int:number>/answer", agreement.answer, name="answer"),
    path("plan/<int:number>/decisions/add", agreement.decision, name="add_decision"),
]

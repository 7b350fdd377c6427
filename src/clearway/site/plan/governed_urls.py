"""Addresses of the money, bids, gates, roll-outs and agreement of a plan."""

from django.urls import path

from clearway.site.plan.views import allocations

patterns = [
    path("plan/<int:number>/allocations/add", allocations.add, name="add_allocation"),
    path("plan/allocations/<int:number>", allocations.change, name="allocation"),
    path("plan/allocations/<int:number>/place", allocations.put, name="place"),
    path("plan/placements/<int:number>", allocations.move, name="placement"),
    path("plan/deliverables/<int:number>/savings/add", allocations.save, name="add_saving"),
    path("plan/savings/<int:number>", allocations.saved, name="saving"),
]

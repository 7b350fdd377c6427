"""Addresses of plans."""

from django.urls import path

from clearway.site.plan.views import plans, updating

app_name = "plan"
urlpatterns = [
    path("plan/", plans.plan, name="plan"),
    path("plan/<int:number>", plans.plan, name="plan_of"),
    path("plan/deliverables/<int:number>", plans.deliverable, name="deliverable"),
    path("plan/deliverables/<int:number>/update", updating.update, name="update"),
]

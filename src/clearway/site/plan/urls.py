"""Addresses of plans."""

from django.urls import path

from clearway.site.plan.edited_urls import patterns as edited_patterns
from clearway.site.plan.governed_urls import patterns
from clearway.site.plan.views import concerns, money, plans, updating

app_name = "plan"
urlpatterns = [
    *patterns,
    *edited_patterns,
    path("plan/", plans.plan, name="plan"),
    path("plan/<int:number>", plans.plan, name="plan_of"),
    path("plan/deliverables/<int:number>", plans.deliverable, name="deliverable"),
    path("plan/deliverables/<int:number>/update", updating.update, name="update"),
    path("plan/deliverables/<int:number>/concerns/add", concerns.add, name="add_concern"),
    path("plan/concerns/<int:number>", concerns.change, name="concern"),
    path("plan/concerns/<int:number>/close", concerns.close, name="close_concern"),
    path("plan/deliverables/<int:number>/money/add", money.add, name="add_money"),
    path("plan/money/<int:number>", money.change, name="money"),
]

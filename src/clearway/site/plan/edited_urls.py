"""Addresses at which rows of a plan are changed, and its versions."""

from django.urls import path

from clearway.site.plan.views import bulk, items, versions, workbooks

patterns = [
    path("plan/workbooks", workbooks.workbooks, name="workbooks"),
    path("plan/workbooks/template", workbooks.empty, name="workbook_template"),
    path("plan/<int:number>/workbook", workbooks.take_out, name="workbook_of"),
    path("plan/<int:number>/versions", versions.versions, name="versions"),
    path("plan/<int:number>/edit", items.edit, name="edit"),
    path("plan/<int:number>/bulk", bulk.bulk, name="bulk"),
    path("plan/<int:number>/add/<slug:kind>", items.add, name="add_item"),
    path("plan/items/<slug:kind>/<int:number>", items.item, name="item"),
    path("plan/items/<slug:kind>/<int:number>/withdraw", items.withdraw, name="withdraw_item"),
    path("plan/items/<slug:kind>/<int:number>/back", items.bring_back, name="bring_back"),
]

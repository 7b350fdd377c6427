"""Addresses of evidence."""

from django.urls import path

from clearway.site.evidence import views

app_name = "evidence"
urlpatterns = [
    path("plan/from-seen", views.act, name="act"),
    path("groups/questions/from-seen", views.ask, name="ask"),
    path("plan/deliverables/<int:number>/chain", views.chain, name="chain"),
]

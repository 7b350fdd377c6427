"""Addresses of governance."""

from django.urls import path

from clearway.site.governance import views

app_name = "governance"
urlpatterns = [
    path("governance/", views.governance, name="governance"),
    path("governance/hazards", views.hazards, name="hazards"),
    path("governance/hazards/<str:hazard_id>", views.hazard, name="hazard"),
    path("governance/security", views.security, name="security"),
    path("governance/flows", views.flows, name="flows"),
    path("governance/flows/<str:flow_id>", views.flow, name="flow"),
    path("governance/dpia", views.dpia, name="dpia"),
    path("governance/person", views.person, name="person"),
]

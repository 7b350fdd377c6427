"""Addresses of strategy documents and their proposals."""

from django.urls import path

from clearway.site.strategies import views

app_name = "strategies"
urlpatterns = [
    path("strategies/", views.documents, name="documents"),
    path("strategies/<int:number>", views.document, name="document"),
    path("strategies/proposals/<int:number>", views.proposal, name="proposal"),
]

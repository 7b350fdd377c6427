"""Addresses of sharing agreements."""

from django.urls import path

from clearway.site.agreements import views

app_name = "agreements"
urlpatterns = [
    path("data/agreements", views.agreements, name="agreements"),
    path("data/agreements/add", views.add, name="add"),
    path("data/agreements/<int:number>", views.agreement, name="agreement"),
]

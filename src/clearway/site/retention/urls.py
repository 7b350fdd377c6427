"""Addresses of retention."""

from django.urls import path

from clearway.site.retention import views

app_name = "retention"
urlpatterns = [
    path("data/retention", views.retention, name="retention"),
    path("data/retention/<str:submission_id>", views.file, name="file"),
]

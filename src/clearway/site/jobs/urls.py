"""Addresses of background work."""

from django.urls import path

from clearway.site.jobs import views

app_name = "jobs"
urlpatterns = [
    path("jobs", views.jobs, name="jobs"),
    path("jobs/<int:number>", views.job, name="job"),
    path("jobs/<int:number>/stop", views.stop, name="stop"),
]

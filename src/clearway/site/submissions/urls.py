"""Addresses of what was received, how settled it is, and where it came from."""

from django.urls import path

from clearway.site.submissions import views

app_name = "submissions"
urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/submissions", views.submissions, name="submissions"),
    path("data/submissions/<str:submission_id>", views.submission, name="submission"),
    path("data/provisional", views.provisional, name="provisional"),
    path("data/sources", views.sources, name="sources"),
]

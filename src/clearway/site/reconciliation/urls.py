"""Addresses of the reconciliation."""

from django.urls import path

from clearway.site.reconciliation import views

app_name = "reconciliation"
urlpatterns = [
    path("data/reconciliation", views.differences, name="differences"),
    path("data/reconciliation/of/<str:submission_id>", views.of_submission, name="of_submission"),
    path("data/reconciliation/causes", views.causes, name="causes"),
]

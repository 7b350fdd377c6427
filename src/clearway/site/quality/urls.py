"""Addresses of data quality: what was found, what to mend, what is held back, how complete, who is who."""

from django.urls import path

from clearway.site.quality import views
from clearway.site.quality.identity import views as identity

app_name = "quality"
urlpatterns = [
    path("data/quality", views.findings, name="findings"),
    path("data/quality/mend", views.mend, name="mend"),
    path("data/quality/held", views.held, name="held"),
    path("data/quality/held/<str:submission_id>", views.held_submission, name="held_submission"),
    path("data/quality/completeness", views.completeness, name="completeness"),
    path("data/quality/identity", identity.conflicts, name="identity"),
    path("data/quality/identity/<str:key>", identity.conflict, name="conflict"),
]

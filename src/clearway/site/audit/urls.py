"""Addresses of the audit trail."""

from django.urls import path

from clearway.site.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/", views.trail, name="trail"),
    path("audit/events/<int:sequence>", views.event, name="event"),
    path("audit/digests", views.digests, name="digests"),
    path("audit/digests/<str:day>.json", views.digest, name="digest"),
]

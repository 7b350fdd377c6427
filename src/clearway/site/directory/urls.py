"""Addresses of the directory."""

from django.urls import path, re_path

from clearway.site.directory import views

app_name = "directory"
urlpatterns = [
    path("organisations", views.organisations, name="organisations"),
    re_path(r"^organisations/(?P<code>[A-Z0-9]{3,9})$", views.organisation, name="organisation"),
]

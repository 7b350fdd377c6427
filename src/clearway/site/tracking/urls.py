"""Addresses of breaches and pathways. A pathway is known by its link of twenty hexadecimal digits, by nothing else."""

from django.urls import path, re_path

from clearway.site.tracking import views

LINK = r"(?P<link>[0-9a-f]{20})"

app_name = "tracking"
urlpatterns = [
    path("waits/breaches", views.breaches, name="breaches"),
    path("pathways/", views.find, name="find"),
    re_path(rf"^pathways/{LINK}$", views.pathway, name="pathway"),
    re_path(rf"^pathways/{LINK}/story\.(?P<kind>txt|json)$", views.story, name="story"),
    re_path(rf"^pathways/{LINK}/identifiers$", views.identifiers, name="identifiers"),
]
